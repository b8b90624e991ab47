import { MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { only, reaperWorld, type World } from "./world.ts";

/** From the cheapest to the dearest. */
const OFFERS = [
  ["cpu_small", "oslo-norway-1"],
  ["cpu_medium", "oslo-norway-1"],
  ["cpu_large", "oslo-norway-1"],
  ["A100_sxm4", "mumbai-india-1"],
  ["H100_sxm5", "dallas-usa-3"],
] as const;

async function five(world: World) {
  const jobs = OFFERS.map(() => world.startJob());
  const ids = await world.rent(...OFFERS.map((offer, index) => ({ who: at(jobs, index), offer })));
  return { jobs, ids };
}

const at = <T>(all: readonly T[], index: number): T => only(all.slice(index, index + 1));

describe("a list that came back much shorter than the last", () => {
  it("lets nothing be deleted, unless the next one agrees", async () => {
    const world = await reaperWorld();
    const { jobs, ids } = await five(world);
    // The list has the newest first.
    const due = at(jobs, 4);
    await world.tick();
    world.github.completeJob(due.jobId);
    await world.tick();
    world.cloud.faults.add({ fault: "list-short", keep: 2 });
    await world.tick();
    expect(world.running()).toEqual(ids);
    expect(world.channel()).toMatch(/Sesterce lists 2 machines where 5 were/);
    world.cloud.faults.add({ fault: "list-short", keep: 2 });
    await world.tick();
    expect(world.running()).toEqual(ids.slice(0, 4));
    await world.sweepFor(20);
    expect(world.running()).toEqual(ids.slice(0, 4));
  });

  it("holds nothing up when the next one is whole again", async () => {
    const world = await reaperWorld();
    const { jobs, ids } = await five(world);
    await world.tick();
    world.github.completeJob(at(jobs, 0).jobId);
    await world.tick();
    world.cloud.faults.add({ fault: "list-short", keep: 0 });
    await world.tick();
    expect(world.running()).toEqual(ids);
    await world.tick();
    expect(world.running()).toEqual(ids.slice(1));
  });

  it("is none when we have deleted the others", async () => {
    const world = await reaperWorld();
    const { jobs } = await five(world);
    await world.tick();
    for (const { runId } of jobs.slice(0, 3)) world.github.completeRun(runId);
    await world.sweepFor(4);
    expect(world.running()).toHaveLength(2);
    for (const { runId } of jobs.slice(3)) world.github.completeRun(runId);
    await world.sweepFor(4);
    expect(world.running()).toEqual([]);
    expect(world.everSaid()).not.toMatch(/Sesterce lists/);
  });
});

describe("five of five that ended at once", () => {
  it("are deleted three in a tick, the dearest first, and the rest in the next", async () => {
    const world = await reaperWorld();
    const { jobs, ids } = await five(world);
    await world.tick();
    for (const { runId } of jobs) world.github.completeRun(runId);
    await world.tick();
    expect(world.running()).toEqual(ids);
    await world.tick();
    expect(world.running()).toEqual(ids.slice(0, 2));
    expect(world.channel()).toMatch(/More ends at once/);
    await world.tick();
    expect(world.running()).toEqual([]);
  });

  it("are deleted at once when it was their leases", async () => {
    const world = await reaperWorld();
    const jobs = OFFERS.map(() => world.startJob());
    await world.rent(...jobs.map((who) => ({ who, leaseMinutes: 30 })));
    await world.sweepFor(28);
    expect(world.running()).toHaveLength(5);
    await world.tick();
    expect(world.running()).toEqual([]);
  });
});

describe("after 20 minutes without sweeps", () => {
  it("an end is told first and waits ten minutes", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const ids = await world.rent({ who: job });
    await world.sweepFor(10);
    world.github.completeRun(job.runId);
    await world.tick(20);
    await world.tick();
    expect(world.running()).toEqual(ids);
    expect(world.channel()).toMatch(/No sweep for/);
    expect(world.channel()).toContain(only(ids));
    const toldAt = world.clock.now();
    await world.sweepUntil(() => world.running().length === 0, 20);
    expect(world.clock.now() - toldAt).toBe(10 * MINUTE_MS);
  });

  it("a lease that has ended meanwhile is told first and waits ten minutes", async () => {
    const world = await reaperWorld();
    const ids = await world.rent({ who: world.startJob(), leaseMinutes: 24 });
    await world.sweepFor(10);
    await world.tick(20);
    expect(world.running()).toEqual(ids);
    expect(world.channel()).toContain(only(ids));
    const toldAt = world.clock.now();
    await world.sweepUntil(() => world.running().length === 0, 20);
    expect(world.clock.now() - toldAt).toBe(10 * MINUTE_MS);
  });

  it("what was rented since ends as usual", async () => {
    const world = await reaperWorld();
    await world.tick();
    await world.tick(20);
    const job = world.startJob();
    await world.rent({ who: job });
    world.github.completeRun(job.runId);
    await world.sweepFor(4);
    expect(world.running()).toEqual([]);
  });
});
