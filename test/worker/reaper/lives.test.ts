import { MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import type { ScriptedFault } from "../../simulator/github/index.ts";
import { ALWAYS, only, REPOSITORY, reaperWorld } from "./world.ts";

const OPEN = ["requested", "queued", "waiting", "pending", "in_progress"] as const;

describe("a machine whose owner lives", () => {
  it.each(OPEN)("is kept while its job is %s", async (status) => {
    const world = await reaperWorld();
    const ids = await world.rent({ who: world.startJob(status) });
    await world.sweepFor(60, 6);
    expect(world.running()).toEqual(ids);
    expect((await world.caseOf(only(ids)))?.lookKind).toBe("alive");
    expect(world.posts()).toEqual([]);
  });

  it.each(OPEN)("is kept while its run, of which it knows no job, is %s", async (status) => {
    const world = await reaperWorld();
    const ids = await world.rent({ who: { ...world.startJob(status), jobId: 0 } });
    await world.sweepFor(60, 6);
    expect(world.running()).toEqual(ids);
    expect((await world.caseOf(only(ids)))?.lookKind).toBe("alive");
  });

  it("is kept when its job goes back from in progress to queued", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const ids = await world.rent({ who: job });
    await world.sweepFor(10);
    world.github.setJob(job.jobId, "queued");
    await world.sweepFor(30);
    expect(world.running()).toEqual(ids);
  });

  it("is kept under its repository's new name, although the old one went to others", async () => {
    const world = await reaperWorld();
    const ids = await world.rent({ who: world.startJob() });
    await world.tick();
    world.github.rename(REPOSITORY, { owner: "acme-new", name: "models-2" });
    world.github.addRepository({ owner: "acme", name: "models" });
    await world.sweepFor(30);
    expect(world.running()).toEqual(ids);
  });

  it("is kept while GitHub does not know its job any more and its attempt goes on", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const ids = await world.rent({ who: { ...job, jobId: job.jobId + 1_000 } });
    await world.sweepFor(30);
    expect(world.running()).toEqual(ids);
    expect((await world.caseOf(only(ids)))?.lookKind).toBe("alive");
  });
});

describe("a machine whose job GitHub describes otherwise than its name", () => {
  const mismatches: readonly [string, ScriptedFault][] = [
    ["another run", { fault: "job-of-another-run", ...ALWAYS }],
    ["another check run", { fault: "other-check-run", ...ALWAYS }],
  ];

  it.each(mismatches)("is kept and unknown: the job belongs to %s", async (_, fault) => {
    const world = await reaperWorld();
    const job = world.startJob();
    const ids = await world.rent({ who: job });
    world.github.completeJob(job.jobId);
    world.githubFaults.add(fault);
    await world.sweepFor(60, 6);
    expect(world.running()).toEqual(ids);
    expect((await world.caseOf(only(ids)))?.lookKind).toBe("unknown");
    expect(world.channel()).toContain(only(ids));
  });

  it("is kept and unknown: the job belongs to another attempt", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    world.github.completeJob(job.jobId);
    world.rerun(job);
    const ids = await world.rent({ who: { ...job, attempt: 2 } });
    await world.sweepFor(60, 6);
    expect(world.running()).toEqual(ids);
    expect((await world.caseOf(only(ids)))?.lookKind).toBe("unknown");
  });

  it("is kept and unknown: the run has not come to its attempt yet", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    world.github.completeJob(job.jobId);
    const ids = await world.rent({ who: { ...job, attempt: 2, jobId: 0 } });
    await world.sweepFor(60, 6);
    expect(world.running()).toEqual(ids);
    expect((await world.caseOf(only(ids)))?.lookKind).toBe("unknown");
  });

  it("is ended by its lease at last", async () => {
    const world = await reaperWorld();
    world.githubFaults.add({ fault: "other-check-run", ...ALWAYS });
    const ids = await world.rent({ who: world.startJob(), leaseMinutes: 60 });
    const endsAt = world.clock.now() + 60 * MINUTE_MS;
    await world.sweepFor(58);
    expect(world.running()).toEqual(ids);
    await world.sweepUntil(() => world.running().length === 0, 20);
    expect(world.clock.now() - endsAt).toBeLessThanOrEqual(2 * MINUTE_MS);
  });
});
