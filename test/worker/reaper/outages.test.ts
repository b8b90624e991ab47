import { MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { ALWAYS, only, reaperWorld } from "./world.ts";

describe("GitHub that can't be trusted", () => {
  it("ends nothing while its quota is below 100, but leases end", async () => {
    const world = await reaperWorld();
    const [ended, leased] = [world.startJob(), world.startJob()];
    const [id = ""] = await world.rent({ who: ended }, { who: leased, leaseMinutes: 30 });
    await world.tick();
    world.github.completeRun(ended.runId);
    world.githubFaults.add({ fault: "quota-low", remaining: 99 });
    await world.sweepFor(28);
    expect(world.running()).toEqual([id]);
    expect(world.everSaid()).toMatch(/quota is nearly used up/);
    await world.sweepFor(20);
    expect(world.running()).toEqual([id]);
    // The quota is an hour's.
    await world.sweepUntil(() => world.running().length === 0, 60);
    expect(world.clock.now() % (60 * MINUTE_MS)).toBeLessThan(10 * MINUTE_MS);
  });

  it("ends nothing while it is down, but leases end", async () => {
    const world = await reaperWorld();
    const [ended, leased] = [world.startJob(), world.startJob()];
    const [id = ""] = await world.rent({ who: ended }, { who: leased, leaseMinutes: 30 });
    world.github.completeRun(ended.runId);
    await world.tick();
    world.githubFaults.add({ fault: "unavailable", ...ALWAYS });
    await world.sweepFor(28);
    expect(world.running()).toEqual([id]);
    expect(world.everSaid()).toMatch(/GitHub failed/);
    world.githubFaults.clear();
    await world.tick();
    expect(world.running()).toEqual([]);
  });

  it("ends nothing while it fails for half of those that are asked about", async () => {
    const world = await reaperWorld();
    const [ended, other] = [world.startJob(), world.startJob()];
    const ids = await world.rent({ who: ended }, { who: other });
    world.github.completeRun(ended.runId);
    world.githubFaults.add({ fault: "unavailable", run: other.runId, ...ALWAYS });
    await world.sweepFor(40);
    expect(world.running()).toEqual(ids);
    for (const id of ids) expect(world.everSaid()).toContain(id);
    world.githubFaults.clear();
    await world.sweepFor(4);
    expect(world.running()).toEqual(ids.slice(1));
  });
});

describe("Slack that does not answer", () => {
  it("holds a lease's end up for 15 minutes at most", async () => {
    const world = await reaperWorld();
    const ids = await world.rent({ who: world.startJob(), leaseMinutes: 30 });
    const endsAt = world.clock.now() + 30 * MINUTE_MS;
    world.slack.faults.add({ fault: "unavailable", ...ALWAYS });
    await world.sweepFor(42);
    expect(world.running()).toEqual(ids);
    await world.sweepUntil(() => world.running().length === 0, 10);
    expect(world.clock.now() - endsAt).toBeLessThanOrEqual(17 * MINUTE_MS);
    expect(world.posts()).toEqual([]);
  });

  it("holds an inferred end up not at all", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    await world.rent({ who: job });
    world.slack.faults.add({ fault: "hang", ...ALWAYS });
    world.github.completeRun(job.runId);
    await world.sweepFor(4);
    expect(world.running()).toEqual([]);
  });

  it("that is back in time has the lease end ten minutes after it was told", async () => {
    const world = await reaperWorld();
    const ids = await world.rent({ who: world.startJob(), leaseMinutes: 30 });
    const endsAt = world.clock.now() + 30 * MINUTE_MS;
    world.slack.faults.add({ fault: "unavailable", ...ALWAYS });
    await world.sweepFor(26);
    world.slack.faults.clear();
    await world.tick();
    expect(world.channel()).toContain(only(ids));
    await world.sweepFor(8);
    expect(world.running()).toEqual(ids);
    await world.tick();
    expect(world.running()).toEqual([]);
    expect(world.clock.now() - endsAt).toBe(8 * MINUTE_MS);
  });
});
