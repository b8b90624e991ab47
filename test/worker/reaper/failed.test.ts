import { describe, expect, it } from "vitest";
import { only, person, reaperWorld, type World } from "./world.ts";

async function failing(world: World, who = world.startJob(), leaseMinutes = 24 * 60) {
  world.cloud.faults.add({ fault: "machine-error" });
  const id = only(await world.rent({ who, leaseMinutes }));
  await world.sweepFor(6);
  expect(world.cloud.billedNow()).toMatchObject([{ id, status: "error" }]);
  return { id, job: who };
}

describe("a machine that has failed", () => {
  it("is kept while its owner lives and it is younger than 30 minutes, and deleted then", async () => {
    const world = await reaperWorld();
    const { id } = await failing(world);
    await world.sweepFor(26);
    expect(world.running()).toEqual([id]);
    await world.tick();
    expect(world.running()).toEqual([]);
    expect(world.channel()).toContain(id);
  });

  it("is deleted by the second look when its owner has ended, however young", async () => {
    const world = await reaperWorld();
    const { id, job } = await failing(world);
    world.github.completeJob(job.jobId);
    await world.tick();
    expect(world.running()).toEqual([id]);
    await world.tick();
    expect(world.running()).toEqual([]);
  });

  it("is kept while nothing is known of its owner", async () => {
    const world = await reaperWorld();
    const { id } = await failing(world);
    world.githubFaults.add({ fault: "forbidden", times: Number.POSITIVE_INFINITY });
    await world.sweepFor(60);
    expect(world.running()).toEqual([id]);
    world.githubFaults.clear();
    await world.sweepFor(4);
    expect(world.running()).toEqual([]);
  });

  it("is ended by its lease before that", async () => {
    const world = await reaperWorld();
    await failing(world, world.startJob(), 20);
    await world.sweepFor(12);
    expect(world.running()).toHaveLength(1);
    await world.tick();
    expect(world.running()).toEqual([]);
  });

  it("is deleted after 30 minutes when a person has rented it", async () => {
    const world = await reaperWorld();
    world.cloud.faults.add({ fault: "machine-error" });
    const ids = await world.rent({ who: await person() });
    await world.sweepFor(32);
    expect(world.running()).toEqual(ids);
    await world.tick();
    expect(world.running()).toEqual([]);
  });
});
