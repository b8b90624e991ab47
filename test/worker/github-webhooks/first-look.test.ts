import { DAY_MS, MINUTE_MS, SECOND_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { hookedWorker, NO_MARK, REPOSITORY } from "./hooked-worker.ts";

const NOTHING_BUT_A_LIST = { status: 202, sesterce: 1, github: 0, statements: 1, rowsWritten: 0 };

describe("a completed webhook is the first look", () => {
  it.each([1, 59, 61, 119])(
    "and the machine is gone within five minutes of it, %i s before a tick",
    async (seconds) => {
      const hooked = await hookedWorker();
      const owner = hooked.start();
      const id = await hooked.rent(owner);
      await hooked.ticks(2);
      await hooked.clock.advance((120 - seconds) * SECOND_MS);
      hooked.world.completeJob(owner.jobId);
      await hooked.send(await hooked.jobDone(owner.jobId));
      expect(await hooked.markOf(id)).toEqual({
        why: "owner-ended",
        at: hooked.clock.now(),
        by: "webhook",
      });
      const tookMs = await hooked.untilGone(id);
      // Within the grace a tick can't be the second look.
      expect(Math.round(tookMs / SECOND_MS)).toBe(seconds < 60 ? seconds + 120 : seconds);
      expect(tookMs).toBeLessThan(5 * MINUTE_MS);
    },
  );

  it("of a machine that no sweep has seen yet, too", async () => {
    const hooked = await hookedWorker();
    await hooked.tick();
    const owner = hooked.start();
    await hooked.clock.advance(30 * SECOND_MS);
    const id = await hooked.rent(owner);
    hooked.world.completeJob(owner.jobId);
    await hooked.send(await hooked.jobDone(owner.jobId));
    expect(await hooked.untilGone(id)).toBeLessThan(2 * MINUTE_MS);
  });

  it("of all machines of a run, whoever of it they belong to, when its attempt has completed", async () => {
    const hooked = await hookedWorker();
    const owner = hooked.start();
    const ids = [await hooked.rent(owner), await hooked.rent({ ...owner, jobId: 0 })];
    hooked.world.completeRun(owner.runId);
    const cost = await hooked.send(await hooked.runDone(owner.runId));
    for (const id of ids) expect(await hooked.markOf(id)).toMatchObject({ by: "webhook" });
    // The name is asked for and learned, cases are read and saved, evidence is added.
    expect(cost).toMatchObject({ sesterce: 1, github: 0, statements: 5 });
    // The name; for each machine a case with its key, and evidence in two indexes.
    expect(cost.rowsWritten).toBe(1 + 2 * (2 + 3));
    for (const id of ids) expect(await hooked.untilGone(id)).toBeLessThan(5 * MINUTE_MS);
  });

  it("of its job alone: a machine of the whole run stays while other jobs go on", async () => {
    const hooked = await hookedWorker();
    const owner = hooked.start(REPOSITORY, "train", "test");
    const id = await hooked.rent({ ...owner, jobId: 0 });
    hooked.world.completeJob(owner.jobId);
    await hooked.send(await hooked.jobDone(owner.jobId));
    await hooked.ticks(4);
    expect(await hooked.markOf(id)).toEqual(NO_MARK);
    expect(hooked.running()).toEqual([id]);
  });

  it("is written into the evidence, and so is what it led to", async () => {
    const hooked = await hookedWorker();
    const owner = hooked.start();
    const id = await hooked.rent(owner);
    await hooked.tick();
    hooked.world.completeJob(owner.jobId);
    await hooked.send(await hooked.jobDone(owner.jobId));
    await hooked.untilGone(id);
    const { jobId, runId } = owner;
    const rows = await hooked.store.evidence.ofMachine(id, null, 50);
    expect(rows.find(({ kind }) => kind === "marked")).toMatchObject({
      actor: "webhook",
      detail: `GitHub's webhook: job ${jobId} of run ${runId}, attempt 1: completed (success). A later look must agree.`,
    });
    expect(rows.find(({ kind }) => kind === "deleted")?.detail).toMatch(
      /completed \(success\)\. GitHub's webhook told it at 2026-01-01 12:\d\d UTC/,
    );
  });
});

describe("GitHub's own answer is the second look", () => {
  it("and when it says that the job still runs, nothing happens and the mark goes", async () => {
    const hooked = await hookedWorker();
    const owner = hooked.start();
    const id = await hooked.rent(owner);
    await hooked.ticks(5);
    hooked.github.faults.add({ fault: "stale", ms: 5 * MINUTE_MS, run: owner.runId, times: 9 });
    hooked.world.completeJob(owner.jobId);
    await hooked.send(await hooked.jobDone(owner.jobId));
    await hooked.ticks(2);
    expect(await hooked.markOf(id)).toEqual(NO_MARK);
    expect(hooked.running()).toEqual([id]);
  });

  it("only when it comes REAPER_GRACE_SECONDS later", async () => {
    const hooked = await hookedWorker({ REAPER_GRACE_SECONDS: "600", REAPER_RECHECK_SECONDS: "0" });
    const owner = hooked.start();
    const id = await hooked.rent(owner);
    await hooked.tick();
    hooked.world.completeJob(owner.jobId);
    await hooked.send(await hooked.jobDone(owner.jobId));
    const tookMs = await hooked.untilGone(id);
    expect(tookMs).toBeGreaterThanOrEqual(10 * MINUTE_MS);
    expect(tookMs).toBeLessThanOrEqual(12 * MINUTE_MS);
  });

  it("is asked for before all others, and only once", async () => {
    const hooked = await hookedWorker({ REAPER_SUBREQUESTS: "35" });
    const owners = Array.from({ length: 30 }, () => hooked.start());
    const ids: string[] = [];
    for (const owner of owners) ids.push(await hooked.rent(owner));
    await hooked.ticks(20);
    // The one whose turn comes last: a sweep has just looked at it.
    const rows = await hooked.store.cases.byIds(ids);
    const last = rows.toSorted((a, b) => (b.lookedAt ?? 0) - (a.lookedAt ?? 0))[0];
    const owner = owners[ids.indexOf(last?.machineId ?? "")];
    if (!owner || !last) throw new Error("All were looked at.");
    hooked.world.completeJob(owner.jobId);
    await hooked.send(await hooked.jobDone(owner.jobId));
    await hooked.tick();
    await hooked.tick();
    expect(hooked.running()).not.toContain(last.machineId);
    expect(hooked.running()).toHaveLength(29);
  });

  it("and in observe mode it is only told what enforce would do", async () => {
    const hooked = await hookedWorker({ REAPER_MODE: "observe" });
    const owner = hooked.start();
    const id = await hooked.rent(owner);
    await hooked.tick();
    hooked.world.completeJob(owner.jobId);
    await hooked.send(await hooked.jobDone(owner.jobId));
    expect(await hooked.markOf(id)).toMatchObject({ why: "owner-ended", by: "webhook" });
    await hooked.ticks(3);
    expect(hooked.running()).toEqual([id]);
    expect(JSON.stringify(hooked.worker.slack.messages.in("C0REPORTS"))).toContain(id);
  });
});

describe("nothing alive is touched, and nothing is spent that need not,", () => {
  it("when an old attempt completes, out of order, while a later one runs", async () => {
    const hooked = await hookedWorker();
    const first = hooked.start();
    hooked.world.completeRun(first.runId);
    const [jobOfFirst, firstRun] = [
      await hooked.jobDone(first.jobId),
      await hooked.runDone(first.runId),
    ];
    const second = hooked.rerun(first);
    const ids = [await hooked.rent(second), await hooked.rent({ ...second, jobId: 0 })];
    await hooked.ticks(2);
    for (const delivery of [firstRun, jobOfFirst, firstRun]) {
      expect(await hooked.send(delivery)).toEqual(NOTHING_BUT_A_LIST);
    }
    await hooked.ticks(3);
    for (const id of ids) expect(await hooked.markOf(id)).toEqual(NO_MARK);
    expect(hooked.running().toSorted()).toEqual(ids.toSorted());
  });

  it("when a run's start comes after its end", async () => {
    const hooked = await hookedWorker();
    const owner = hooked.start();
    const id = await hooked.rent(owner);
    const started = await hooked.runDone(owner.runId);
    hooked.world.completeRun(owner.runId);
    await hooked.send(await hooked.runDone(owner.runId));
    const marked = await hooked.markOf(id);
    const nothing = { status: 202, sesterce: 0, github: 0, statements: 0, rowsWritten: 0 };
    expect(await hooked.send(started)).toEqual(nothing);
    expect(await hooked.markOf(id)).toEqual(marked);
  });

  it("when a delivery comes twice: the older mark stays", async () => {
    const hooked = await hookedWorker();
    const owner = hooked.start();
    const id = await hooked.rent(owner);
    await hooked.tick();
    hooked.world.completeJob(owner.jobId);
    const delivery = await hooked.jobDone(owner.jobId);
    await hooked.send(delivery);
    const marked = await hooked.markOf(id);
    await hooked.clock.advance(10 * SECOND_MS);
    expect(await hooked.send(delivery)).toEqual({ ...NOTHING_BUT_A_LIST, statements: 2 });
    expect(await hooked.markOf(id)).toEqual(marked);
  });

  it("when a sweep has marked it before", async () => {
    const hooked = await hookedWorker();
    const owner = hooked.start();
    const id = await hooked.rent(owner);
    hooked.world.completeJob(owner.jobId);
    await hooked.tick();
    const marked = await hooked.markOf(id);
    expect(marked).toMatchObject({ why: "owner-ended", by: null });
    const cost = await hooked.send(await hooked.jobDone(owner.jobId));
    expect(cost).toEqual({ ...NOTHING_BUT_A_LIST, statements: 2 });
    expect(await hooked.markOf(id)).toEqual(marked);
  });

  it("when nobody has signed it", async () => {
    const hooked = await hookedWorker();
    const owner = hooked.start();
    await hooked.rent(owner);
    hooked.world.completeJob(owner.jobId);
    const unsigned = await hooked.github.webhookFor({ event: "workflow_job", job: owner.jobId });
    const nothing = { status: 401, sesterce: 0, github: 0, statements: 0, rowsWritten: 0 };
    expect(await hooked.send(unsigned)).toEqual(nothing);
  });

  it("when the repository is not listed", async () => {
    const hooked = await hookedWorker();
    hooked.world.addRepository({ id: 2_002, owner: "acme", name: "others" });
    const owner = hooked.start(2_002);
    const id = await hooked.rent(owner);
    hooked.world.completeJob(owner.jobId);
    const nothing = { status: 202, sesterce: 0, github: 0, statements: 0, rowsWritten: 0 };
    expect(await hooked.send(await hooked.jobDone(owner.jobId))).toEqual(nothing);
    await hooked.ticks(4);
    expect(hooked.running()).toEqual([id]);
  });

  it("when no machine of that run is there", async () => {
    const hooked = await hookedWorker();
    const other = await hooked.rent(hooked.start());
    await hooked.tick();
    const owner = hooked.start();
    hooked.world.completeJob(owner.jobId);
    expect(await hooked.send(await hooked.jobDone(owner.jobId))).toEqual(NOTHING_BUT_A_LIST);
    expect(hooked.running()).toEqual([other]);
  });

  it("when a replayer sends it again, days later: no signature of GitHub's has a time", async () => {
    const hooked = await hookedWorker();
    const first = hooked.start();
    hooked.world.completeRun(first.runId);
    const deliveries = [await hooked.jobDone(first.jobId), await hooked.runDone(first.runId)];
    const second = hooked.rerun(first);
    hooked.world.rename(REPOSITORY, { name: "renamed" });
    await hooked.clock.advance(3 * DAY_MS);
    const id = await hooked.rent(second);
    await hooked.ticks(2);
    const names = await hooked.store.repositories.names([REPOSITORY]);
    for (const delivery of deliveries) {
      const cost = await hooked.send(delivery);
      // A name that is none any more is told, and believed by nobody.
      expect(cost).toEqual({ ...NOTHING_BUT_A_LIST, statements: 2 });
    }
    expect(await hooked.store.repositories.names([REPOSITORY])).toEqual(names);
    expect(names.get(REPOSITORY)).toBe("acme/renamed");
    await hooked.ticks(2);
    expect(await hooked.markOf(id)).toEqual(NO_MARK);
    expect(hooked.running()).toEqual([id]);
  });
});

describe("a repository's name", () => {
  it("is learned, once, and makes a repository ours that is listed by it", async () => {
    const hooked = await hookedWorker({ REAPER_REPOSITORIES: "Acme/Models" });
    const owner = hooked.start();
    const id = await hooked.rent(owner);
    hooked.world.completeJob(owner.jobId);
    await hooked.send(await hooked.jobDone(owner.jobId));
    const names = await hooked.store.repositories.names([REPOSITORY]);
    expect(names).toEqual(new Map([[REPOSITORY, "acme/models"]]));
    expect(await hooked.markOf(id)).toMatchObject({ by: "webhook" });
    await hooked.untilGone(id);
    const askedByName = hooked.github.requests.filter(({ path }) => path.includes("acme/models"));
    expect(askedByName.filter(({ path }) => path.endsWith("acme/models"))).toHaveLength(0);
  });

  it("that is another's as far as we know makes nobody ours", async () => {
    const hooked = await hookedWorker({ REAPER_REPOSITORIES: "acme/models" });
    const { store, clock } = hooked;
    await store.repositories.learn({ id: 9, fullName: "acme/models", at: clock.now() });
    const owner = hooked.start();
    const id = await hooked.rent(owner);
    hooked.world.completeJob(owner.jobId);
    // A payload may be of long ago: who has taken a name over is for the sweep to ask.
    const cost = await hooked.send(await hooked.jobDone(owner.jobId));
    expect(cost).toEqual({ ...NOTHING_BUT_A_LIST, sesterce: 0 });
    expect(await hooked.markOf(id)).toBeUndefined();
  });
});
