import { MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { only, reaperWorld, type World } from "./world.ts";

/** Deleted by exactly the second look. */
async function expectTwoLooks(world: World, ids: readonly string[], left: readonly string[] = []) {
  await world.tick();
  expect(world.running()).toEqual([...ids, ...left]);
  await world.tick();
  expect(world.running()).toEqual(left);
}

describe("a machine whose owner has ended", () => {
  it("is deleted by the second look when its run has completed", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const ids = await world.rent({ who: job });
    await world.sweepFor(10);
    expect(world.running()).toEqual(ids);
    world.github.completeRun(job.runId);
    await expectTwoLooks(world, ids);
    expect(world.channel()).toContain(only(ids));
  });

  it("is deleted by the second look when its job has completed and the run goes on", async () => {
    const world = await reaperWorld();
    const [train, test] = world.startRun("train", "test");
    if (!train || !test) throw new Error("two jobs");
    const [ended = "", alive = ""] = await world.rent({ who: train }, { who: test });
    await world.sweepFor(4);
    world.github.completeJob(train.jobId, "failure");
    await expectTwoLooks(world, [ended], [alive]);
    await world.sweepFor(20);
    expect(world.running()).toEqual([alive]);
  });

  it.each(["success", "failure", "cancelled", "timed_out", "skipped"] as const)(
    "is deleted whatever its end was: %s",
    async (conclusion) => {
      const world = await reaperWorld();
      const job = world.startJob();
      const ids = await world.rent({ who: job });
      world.github.completeJob(job.jobId, conclusion);
      await expectTwoLooks(world, ids);
    },
  );

  it("is deleted when nobody had looked before its owner's end", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const ids = await world.rent({ who: job });
    world.github.completeRun(job.runId);
    await expectTwoLooks(world, ids);
  });

  it("is kept when the second look does not agree", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const ids = await world.rent({ who: job });
    await world.sweepFor(10);
    world.github.completeRun(job.runId);
    await world.tick();
    world.githubFaults.add({ fault: "stale", ms: 5 * MINUTE_MS });
    await world.tick();
    expect(world.running()).toEqual(ids);
    await expectTwoLooks(world, ids);
  });

  it("waits for a look that is late enough", async () => {
    const world = await reaperWorld({ env: { REAPER_RECHECK_SECONDS: "300" } });
    const job = world.startJob();
    const ids = await world.rent({ who: job });
    world.github.completeRun(job.runId);
    await world.sweepFor(6);
    expect(world.running()).toEqual(ids);
    await world.tick();
    expect(world.running()).toEqual([]);
  });
});

describe("a machine of a whole run", () => {
  it("is deleted by the second look when the run has completed", async () => {
    const world = await reaperWorld();
    const [train, test] = world.startRun("train", "test");
    if (!train || !test) throw new Error("two jobs");
    const ids = await world.rent({ who: { ...train, jobId: 0 } });
    world.github.completeJob(train.jobId);
    await world.sweepFor(20);
    expect(world.running()).toEqual(ids);
    world.github.completeJob(test.jobId);
    await expectTwoLooks(world, ids);
  });
});

describe("a machine of an earlier attempt", () => {
  it("is deleted, and the later attempt's is kept", async () => {
    const world = await reaperWorld();
    const first = world.startJob();
    const [old = ""] = await world.rent({ who: first });
    await world.tick();
    world.github.completeJob(first.jobId, "failure");
    const second = only(world.rerun(first));
    const [young = ""] = await world.rent({ who: second });
    await expectTwoLooks(world, [old], [young]);
    await world.sweepFor(20);
    expect(world.running()).toEqual([young]);
    world.github.completeJob(second.jobId);
    await expectTwoLooks(world, [young]);
  });

  it("is deleted when it belonged to the whole attempt", async () => {
    const world = await reaperWorld();
    const first = world.startJob();
    const [old = ""] = await world.rent({ who: { ...first, jobId: 0 } });
    world.github.completeRun(first.runId);
    const second = only(world.rerun(first));
    const [young = ""] = await world.rent({ who: { ...second, jobId: 0 } });
    await expectTwoLooks(world, [old], [young]);
    expect((await world.caseOf(young))?.lookKind).toBe("alive");
  });
});
