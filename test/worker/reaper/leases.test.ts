import { decodeName, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { nameOf, OPERATOR, only, person, reaperWorld, type World } from "./world.ts";

const stemOf = (name: string): string => decodeName(name)?.stem ?? "";

async function leased(world: World, leaseMinutes: number) {
  const endsAt = world.clock.now() + leaseMinutes * MINUTE_MS;
  const name = nameOf(world.startJob(), endsAt);
  const id = only(await world.rent({ who: name }));
  return { endsAt, id, stem: stemOf(name) };
}

const moved = (stem: string, endsAt: number, at: number, expectedVersion = 0) => ({
  ...{ stem, endsAt, at, expectedVersion },
  movedBy: OPERATOR,
});

describe("a lease that ends while GitHub says in progress", () => {
  it("is warned of ten minutes before, and ends the machine at its end", async () => {
    const world = await reaperWorld();
    const { id, endsAt } = await leased(world, 30);
    await world.sweepFor(18);
    expect(world.posts()).toEqual([]);
    await world.tick();
    expect(endsAt - world.clock.now()).toBe(10 * MINUTE_MS);
    expect(world.channel()).toMatch(/lease ends/);
    expect(world.channel()).toContain(id);
    await world.sweepFor(8);
    expect(world.running()).toEqual([id]);
    await world.tick();
    expect(world.clock.now()).toBe(endsAt);
    expect(world.running()).toEqual([]);
    expect(world.channel()).toMatch(/Deleted/);
  });

  it("is warned of late and ended within 17 minutes when it was found past its end", async () => {
    const world = await reaperWorld();
    const { id, endsAt } = await leased(world, 4);
    await world.clock.advance(20 * MINUTE_MS);
    await world.tick();
    const foundAt = world.clock.now();
    expect(foundAt).toBeGreaterThan(endsAt);
    expect(world.running()).toEqual([id]);
    expect(world.channel()).toContain(id);
    await world.sweepUntil(() => world.running().length === 0, 20);
    expect(world.clock.now() - foundAt).toBeGreaterThanOrEqual(10 * MINUTE_MS);
    expect(world.clock.now() - foundAt).toBeLessThanOrEqual(17 * MINUTE_MS);
  });

  it("ends at once when nobody is left to be warned: its owner has ended, too", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const endsAt = world.clock.now() + 6 * MINUTE_MS;
    const ids = await world.rent({ who: nameOf(job, endsAt) });
    await world.clock.advance(6 * MINUTE_MS);
    world.github.completeJob(job.jobId);
    expect(world.running()).toEqual(ids);
    await world.tick();
    expect(world.running()).toEqual([]);
  });

  it("ends a person's machine likewise", async () => {
    const world = await reaperWorld();
    const ids = await world.rent({ who: await person(), leaseMinutes: 30 });
    await world.sweepFor(28);
    expect(world.running()).toEqual(ids);
    expect(world.channel()).toMatch(/lease ends/);
    expect(world.channel()).toContain("<@U0ONE>");
    await world.tick();
    expect(world.running()).toEqual([]);
  });
});

describe("a lease that was extended in D1", () => {
  it("keeps the machine until its new end, which is warned of anew", async () => {
    const world = await reaperWorld();
    const { id, endsAt, stem } = await leased(world, 30);
    await world.sweepFor(24);
    const later = endsAt + 60 * MINUTE_MS;
    const move = moved(stem, later, world.clock.now());
    expect(await world.store.leases.move(move)).toBe(true);
    await world.sweepFor(50);
    expect(world.running()).toEqual([id]);
    const before = world.posts().length;
    await world.sweepUntil(() => world.posts().length > before, 20);
    expect(later - world.clock.now()).toBe(10 * MINUTE_MS);
    await world.sweepUntil(() => world.running().length === 0, 20);
    expect(world.clock.now()).toBe(later);
  });

  it("keeps it when it was extended in the last moment before the sweep", async () => {
    const world = await reaperWorld();
    const { id, endsAt, stem } = await leased(world, 30);
    await world.sweepFor(28);
    await world.clock.advance(MINUTE_MS);
    const move = moved(stem, endsAt + 30 * MINUTE_MS, world.clock.now());
    expect(await world.store.leases.move(move)).toBe(true);
    await world.sweepFor(20);
    expect(world.running()).toEqual([id]);
    await world.sweepUntil(() => world.running().length === 0, 20);
    expect(world.clock.now()).toBe(endsAt + 30 * MINUTE_MS);
  });

  it("keeps it when it was extended between the sweep's look and its claim", async () => {
    const world = await reaperWorld();
    const { id, endsAt, stem } = await leased(world, 30);
    await world.sweepFor(28);
    world.githubFaults.add({ fault: "hang", ms: 5_000, on: ["job"] });
    const isMoved = await world.tickWhile(2_000, () =>
      world.store.leases.move(moved(stem, endsAt + 30 * MINUTE_MS, world.clock.now())),
    );
    expect(isMoved).toBe(true);
    expect(world.running()).toEqual([id]);
    expect(await world.evidenceOf(id)).toContain("delete-lost");
    await world.sweepFor(26);
    expect(world.running()).toEqual([id]);
    await world.sweepUntil(() => world.running().length === 0, 10);
    expect(world.clock.now()).toBe(endsAt + 30 * MINUTE_MS);
  });

  it("never shortens it: the name's end holds when it is the later one", async () => {
    const world = await reaperWorld();
    const { id, endsAt, stem } = await leased(world, 40);
    const earlier = moved(stem, world.clock.now() + MINUTE_MS, world.clock.now());
    expect(await world.store.leases.move(earlier)).toBe(true);
    await world.sweepFor(38);
    expect(world.running()).toEqual([id]);
    await world.sweepUntil(() => world.running().length === 0, 10);
    expect(world.clock.now()).toBe(endsAt);
  });

  it("can't be extended any more while the machine is claimed", async () => {
    const world = await reaperWorld();
    const { id, endsAt, stem } = await leased(world, 30);
    await world.sweepFor(28);
    world.cloud.faults.add({ fault: "slow", ms: 5_000, on: ["delete"] });
    const isMoved = await world.tickWhile(2_000, () =>
      world.store.leases.move(moved(stem, endsAt + 60 * MINUTE_MS, world.clock.now())),
    );
    expect(isMoved).toBe(false);
    expect(world.cloud.faults.unmet()).toEqual([]);
    expect(world.running()).toEqual([]);
    expect(await world.evidenceOf(id)).toContain("deleted");
  });
});

describe("a machine that is older than any lifetime may be", () => {
  it("is ended whatever its lease says", async () => {
    const world = await reaperWorld({ env: { MAX_LIFETIME: "2h" } });
    const rentedAt = world.clock.now();
    const { id } = await leased(world, 24 * 60);
    await world.sweepFor(156, 4);
    expect(world.running()).toEqual([id]);
    expect(world.channel()).toMatch(/MAX_LIFETIME/);
    await world.sweepUntil(() => world.running().length === 0, 60);
    expect(world.clock.now() - rentedAt).toBeLessThanOrEqual(3 * 60 * MINUTE_MS);
    expect(world.channel()).toContain(id);
  });
});
