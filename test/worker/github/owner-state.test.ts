import { describe, expect, it } from "vitest";
import type { FaultName, JobStatus, ScriptedFault } from "../../simulator/github/index.ts";
import { type Hub, hub } from "./hub.ts";

const OPEN = ["requested", "queued", "waiting", "pending", "in_progress"] as const;
const MINUTE = 60_000;

describe("an owner has ended", () => {
  it("when its run has completed", async () => {
    const { world, run, ask, asked } = hub();
    world.completeRun(run.id, "failure");
    expect(await ask()).toMatchObject({
      kind: "ended",
      via: "completed",
      evidence: expect.stringContaining("completed (failure)"),
    });
    expect(await ask({ jobId: 0 })).toMatchObject({ kind: "ended", via: "completed" });
    expect(asked()).toEqual(["job", "run"]);
  });

  it("when its job has completed while the run goes on", async () => {
    const { world, train, lint, ask, asked } = hub();
    world.completeJob(train);
    expect(await ask()).toMatchObject({ kind: "ended", via: "completed" });
    expect(await ask({ jobId: lint })).toMatchObject({ kind: "alive" });
    expect(asked()).toEqual(["job", "job"]);
  });

  it("when a later attempt runs, which itself is alive", async () => {
    const { world, run, ask, asked } = hub();
    world.cancel(run.id);
    const again = world.rerun(run.id).attempts[1]?.jobs[0]?.id ?? 0;
    expect(await ask({ jobId: 0 })).toMatchObject({ kind: "ended", via: "later-attempt" });
    expect(await ask()).toMatchObject({ kind: "ended", via: "completed" });
    expect(await ask({ attempt: 2, jobId: again })).toMatchObject({ kind: "alive" });
    expect(await ask({ attempt: 2, jobId: 0 })).toMatchObject({ kind: "alive" });
    expect(asked()).toEqual(["run", "job", "job", "run"]);
  });

  it("when a later attempt runs and the job and its attempt are not there any more", async () => {
    const { world, faults, run, ask, asked } = hub();
    world.cancel(run.id);
    world.rerun(run.id);
    faults.add({ fault: "not-found", on: ["job", "attempt"], times: 2 });
    expect(await ask()).toMatchObject({ kind: "ended", via: "later-attempt" });
    expect(asked()).toEqual(["job", "attempt", "run"]);
  });

  it("when its job is not there and its attempt has completed", async () => {
    const { world, faults, run, ask, asked } = hub();
    world.completeRun(run.id);
    faults.add({ fault: "not-found", on: ["job"] });
    expect(await ask()).toMatchObject({ kind: "ended", via: "completed" });
    expect(asked()).toEqual(["job", "attempt"]);
  });

  it("when its job and attempt are not there and the run, at that attempt, has completed", async () => {
    const { world, faults, run, ask } = hub();
    world.completeRun(run.id);
    faults.add({ fault: "not-found", on: ["job", "attempt"], times: 2 });
    expect(await ask()).toMatchObject({ kind: "ended", via: "completed" });
  });
});

describe("an owner is alive", () => {
  it.each(OPEN)("while its job is %s: one question", async (status) => {
    const { world, train, ask, asked } = hub();
    world.setJob(train, status);
    expect(await ask()).toMatchObject({ kind: "alive", evidence: expect.stringContaining(status) });
    expect(asked()).toEqual(["job"]);
  });

  it.each(OPEN)("while its run, which holds the lease, is %s: one question", async (status) => {
    const { world, train, lint, ask, asked } = hub();
    for (const job of [train, lint]) world.setJob(job, status);
    expect(await ask({ jobId: 0 })).toMatchObject({
      kind: "alive",
      evidence: expect.stringContaining(status),
    });
    expect(asked()).toEqual(["run"]);
  });

  it("while a status is told that GitHub has yet to invent", async () => {
    const { world, train, ask } = hub();
    world.setJob(train, "hibernating" as Exclude<JobStatus, "completed">);
    expect(await ask()).toMatchObject({ kind: "alive" });
  });

  it("when jobId is 0 and the run goes on, whatever its jobs do", async () => {
    const { world, train, ask } = hub();
    world.completeJob(train);
    expect(await ask({ jobId: 0 })).toMatchObject({ kind: "alive" });
  });

  it("when its job is not there and its attempt goes on", async () => {
    const { ask, asked } = hub();
    expect(await ask({ jobId: 42 })).toMatchObject({ kind: "alive" });
    expect(asked()).toEqual(["job", "attempt"]);
  });

  it("as long as GitHub's answer lags: it errs on the side of the machine", async () => {
    const { world, faults, clock, run, ask } = hub();
    await clock.advance(10 * MINUTE);
    world.completeRun(run.id);
    await clock.advance(1_000);
    faults.add({ fault: "stale", ms: MINUTE });
    expect(await ask()).toMatchObject({ kind: "alive" });
    expect(await ask()).toMatchObject({ kind: "ended" });
  });
});

describe("an owner is missing", () => {
  it("when job, attempt and run are 404 while the repository and its runs are there", async () => {
    const { world, run, ask, asked } = hub();
    world.deleteRun(run.id);
    expect(await ask()).toMatchObject({
      kind: "missing",
      evidence: expect.stringContaining("404"),
    });
    expect(asked()).toEqual(["job", "attempt", "run", "repository", "runs"]);
  });

  it("of which a lease of the whole run takes three questions", async () => {
    const { world, run, ask, asked } = hub();
    world.deleteRun(run.id);
    expect(await ask({ jobId: 0 })).toMatchObject({ kind: "missing" });
    expect(asked()).toEqual(["run", "repository", "runs"]);
  });

  it("by questions that pass every cache", async () => {
    const { world, run, ask, github } = hub();
    world.deleteRun(run.id);
    await ask();
    const uncached = expect.objectContaining({ "cache-control": "no-cache" });
    expect(github.requests.map(({ headers }) => headers)).toEqual(Array(5).fill(uncached));
    expect(github.requests.at(-1)?.query).toEqual({ per_page: "1" });
  });

  it("not when the list of runs has it: that 404 is not to be believed", async () => {
    const { faults, ask } = hub();
    faults.add({ fault: "not-found", on: ["job", "attempt", "run"], times: 3 });
    expect(await ask()).toMatchObject({ kind: "unknown", reason: "mismatch" });
  });
});

type Row = readonly [what: string, reason: string, set: (world: Hub) => void];
const fault =
  <N extends FaultName>(scripted: ScriptedFault<N>) =>
  ({ faults }: Hub) =>
    void faults.add({ times: Number.POSITIVE_INFINITY, ...scripted });
const missingBut =
  <N extends FaultName>(scripted: ScriptedFault<N>) =>
  (world: Hub) => {
    world.world.deleteRun(world.run.id);
    fault(scripted)(world);
  };

const EVERYWHERE: readonly Row[] = [
  [
    "repository deleted",
    "not-found",
    ({ world, repository }) => void world.deleteRepository(repository.id),
  ],
  [
    "no access to the repository",
    "not-found",
    ({ world, repository }) => void world.removeAccess(repository.id),
  ],
  ["everything 404", "not-found", fault({ fault: "not-found" })],
  ["401", "unauthorized", fault({ fault: "unauthorized" })],
  ["403", "forbidden", fault({ fault: "forbidden" })],
  ["403, too much at once", "rate-limited", fault({ fault: "secondary-limit" })],
  ["429", "rate-limited", fault({ fault: "secondary-limit", status: 429, retryAfter: null })],
  ["503", "unavailable", fault({ fault: "unavailable" })],
  ["500", "unavailable", fault({ fault: "unavailable", status: 500 })],
  ["no answer", "timeout", fault({ fault: "hang" })],
  ["connection lost", "network", fault({ fault: "network" })],
  ["connection refused", "network", fault({ fault: "network", code: "ECONNREFUSED" })],
  ["a page", "unreadable", fault({ fault: "html" })],
  ["a page with 404", "unreadable", fault({ fault: "html", status: 404 })],
  ["a page with 502", "unavailable", fault({ fault: "html", status: 502 })],
  ["cut JSON", "unreadable", fault({ fault: "cut-json" })],
  ["an empty body", "unreadable", fault({ fault: "cut-json", keep: 0 })],
];
const CANARIES: readonly Row[] = [
  ["the id of another repository", "mismatch", missingBut({ fault: "other-id" })],
  ["no right to see runs: 403", "forbidden", missingBut({ fault: "forbidden", on: ["runs"] })],
  ["no right to see runs: 404", "not-found", missingBut({ fault: "not-found", on: ["runs"] })],
  ["runs: 503", "unavailable", missingBut({ fault: "unavailable", on: ["runs"] })],
  ["runs: a page", "unreadable", missingBut({ fault: "html", on: ["runs"] })],
  ["repository: 401", "unauthorized", missingBut({ fault: "unauthorized", on: ["repository"] })],
  ["repository: no answer", "timeout", missingBut({ fault: "hang", on: ["repository"] })],
  ["run: a page with 404", "unreadable", missingBut({ fault: "html", status: 404, on: ["run"] })],
];
const OF_JOBS: readonly Row[] = [
  ["job of another run", "mismatch", fault({ fault: "job-of-another-run" })],
  ["job of another check run", "mismatch", fault({ fault: "other-check-run" })],
  ["attempt: 503", "unavailable", missingBut({ fault: "unavailable", on: ["attempt"] })],
  ["attempt: a page", "unreadable", missingBut({ fault: "html", on: ["attempt"] })],
];

describe("an owner is unknown, with the reason:", () => {
  it.each([...EVERYWHERE, ...CANARIES, ...OF_JOBS])("%s → %s", async (_what, reason, set) => {
    const world = hub();
    world.world.completeJob(world.train);
    set(world);
    expect(await world.ask()).toMatchObject({ kind: "unknown", reason });
    expect(world.faults.unmet()).toEqual([]);
  });

  it.each([...EVERYWHERE, ...CANARIES])(
    "the whole run's lease, %s → %s",
    async (_what, reason, set) => {
      const world = hub();
      world.world.completeRun(world.run.id);
      set(world);
      expect(await world.ask({ jobId: 0 })).toMatchObject({ kind: "unknown", reason });
    },
  );

  it("the quota is used up → rate-limited", async () => {
    const world = hub({ hourlyQuota: 0 });
    expect(await world.ask()).toMatchObject({ kind: "unknown", reason: "rate-limited" });
  });

  it("the job is one of another attempt → mismatch", async () => {
    const { world, run, train, ask } = hub();
    world.cancel(run.id);
    world.rerun(run.id);
    expect(await ask({ attempt: 2, jobId: train })).toMatchObject({ reason: "mismatch" });
  });

  it("the job is one of another run → mismatch", async () => {
    const { world, repository, train, ask } = hub();
    const other = world.startRun({ repository: repository.id });
    world.completeJob(train);
    expect(await ask({ runId: other.id })).toMatchObject({ reason: "mismatch" });
  });

  it("the run is still at an earlier attempt, which has completed → mismatch", async () => {
    const { world, run, ask } = hub();
    world.cancel(run.id);
    expect(await ask({ attempt: 2, jobId: 0 })).toMatchObject({ reason: "mismatch" });
  });

  it("the budget is spent in the middle of the asking → budget", async () => {
    const { world, run, ask, asked } = hub({ budget: 4 });
    world.deleteRun(run.id);
    expect(await ask()).toMatchObject({ kind: "unknown", reason: "budget" });
    expect(asked()).toHaveLength(4);
  });

  it("told with what was asked and what was said", async () => {
    const { faults, ask, owner } = hub();
    faults.add({ fault: "forbidden" });
    expect((await ask()).evidence).toBe(
      `GitHub answered GET /repositories/${owner.repositoryId}/actions/jobs/${owner.jobId} with 403 (forbidden): Resource not accessible by integration.`,
    );
  });
});
