import { decodeName, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { nameOf, OPERATOR, reaperWorld } from "./world.ts";

/** Two machines of one lease: each POST mints its own expiry. */
async function twins(leaseMinutes = 60) {
  const world = await reaperWorld();
  const job = world.startJob();
  const endsAt = world.clock.now() + leaseMinutes * MINUTE_MS;
  const first = nameOf(job, endsAt, "twins1");
  const ids = await world.rent({ who: first }, { who: nameOf(job, endsAt + MINUTE_MS, "twins1") });
  return { world, job, ids, endsAt, stem: decodeName(first)?.stem ?? "" };
}

describe("two machines with one stem", () => {
  it("are both kept while their owner lives", async () => {
    const { world, ids } = await twins(24 * 60);
    await world.sweepFor(3 * 60, 6);
    expect(world.running()).toEqual(ids);
  });

  it("are both deleted by the second look when it has ended", async () => {
    const { world, job, ids } = await twins();
    world.github.completeJob(job.jobId);
    await world.tick();
    expect(world.running()).toEqual(ids);
    await world.tick();
    expect(world.running()).toEqual([]);
  });

  it("both follow their names' ends", async () => {
    const { world, ids, endsAt } = await twins();
    await world.sweepFor(58);
    expect(world.running()).toEqual(ids);
    await world.sweepUntil(() => world.running().length === 0, 10);
    expect(world.clock.now() - endsAt).toBeLessThanOrEqual(2 * MINUTE_MS);
  });

  it("are both kept when the lease is extended, and both end with it", async () => {
    const { world, ids, endsAt, stem } = await twins();
    await world.sweepFor(10);
    const later = endsAt + 60 * MINUTE_MS;
    const move = { stem, endsAt: later, at: world.clock.now(), expectedVersion: 0 };
    expect(await world.store.leases.move({ ...move, movedBy: OPERATOR })).toBe(true);
    await world.sweepFor(108, 4);
    expect(world.running()).toEqual(ids);
    await world.tick();
    expect(world.clock.now()).toBe(later);
    expect(world.running()).toEqual([]);
  });

  it("are both deleted at last when the API refuses the first delete", async () => {
    const { world, job, ids } = await twins();
    world.cloud.faults.add({ fault: "refused", status: 409, on: ["delete"] });
    world.github.completeJob(job.jobId);
    await world.sweepFor(4);
    expect(world.running()).toHaveLength(1);
    await world.tick();
    expect(world.running()).toEqual([]);
    expect(ids).toHaveLength(2);
  });
});
