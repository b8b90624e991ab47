import { describe, expect, it } from "vitest";
import { hub } from "./github.fixture.ts";

describe("a run's life", () => {
  it("an attempt ends with its last open job, and its conclusion is the worst of them", async () => {
    const { call, clock, world, train, lint, runPath, jobPath } = hub();
    await clock.advance(60_000);
    world.completeJob(train, "failure");
    expect((await call(jobPath())).body).toMatchObject({
      status: "completed",
      conclusion: "failure",
      completed_at: "2026-01-01T12:01:00Z",
    });
    expect((await call(runPath())).body).toMatchObject({ status: "in_progress" });
    world.completeJob(lint);
    expect((await call(runPath())).body).toMatchObject({
      status: "completed",
      conclusion: "failure",
      updated_at: "2026-01-01T12:01:00Z",
    });
  });

  it.each(["queued", "waiting", "requested", "pending"] as const)(
    "a run whose jobs are all %s is so itself, until one starts",
    async (status) => {
      const { call, world, train, lint, runPath, jobPath } = hub();
      world.setJob(train, status);
      world.setJob(lint, status);
      expect((await call(jobPath())).body).toMatchObject({ status });
      expect((await call(runPath())).body).toMatchObject({ status });
      world.setJob(lint, "in_progress");
      expect((await call(runPath())).body).toMatchObject({ status: "in_progress" });
    },
  );

  it("completeRun and cancel end the open jobs and leave the others", () => {
    const { github, world, run, train, lint } = hub();
    world.completeJob(train);
    world.cancel(run.id);
    expect(github.store.job(train)).toMatchObject({ conclusion: "success" });
    expect(github.store.job(lint)).toMatchObject({ status: "completed", conclusion: "cancelled" });
    expect(github.store.run(run.id).attempts).toMatchObject([{ conclusion: "cancelled" }]);
    expect(() => world.completeRun(run.id)).toThrow("already ended");
    expect(() => world.completeJob(lint)).toThrow("has ended");
  });

  it("a rerun has jobs of the same names with ids of their own; the old ones still answer", async () => {
    const { call, world, run, train, lint, jobPath } = hub();
    expect(() => world.rerun(run.id)).toThrow("has not ended");
    world.completeRun(run.id);
    const { attempts } = world.rerun(run.id);
    const again = attempts[1]?.jobs ?? [];
    expect(again.map(({ name, attempt }) => [name, attempt])).toEqual([
      ["train", 2],
      ["lint", 2],
    ]);
    expect([train, lint]).not.toContain(again[0]?.id);
    expect((await call(jobPath())).body).toMatchObject({ run_attempt: 1, status: "completed" });
  });

  it("what a test has not made is said to be missing", () => {
    const { world } = hub();
    expect(() => world.completeJob(1)).toThrow("no job 1");
    expect(() => world.deleteRun(2)).toThrow("no run 2");
    expect(() => world.startRun({ repository: 3 })).toThrow("no repository 3");
  });
});
