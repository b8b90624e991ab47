import { describe, expect, it } from "vitest";
import { ALWAYS, only, reaperWorld } from "./world.ts";

/** A machine that the next sweep is about to delete. */
async function due() {
  const world = await reaperWorld();
  const job = world.startJob();
  const id = only(await world.rent({ who: job }));
  world.github.completeRun(job.runId);
  await world.tick();
  const deletes = () =>
    world.cloud.requests.filter(({ operation }) => operation === "delete").length;
  return { world, id, deletes };
}

describe("a machine that comes back after its delete", () => {
  it("is deleted again, until nothing runs", async () => {
    const { world, id, deletes } = await due();
    world.cloud.faults.add({ fault: "resurrect", times: 2 });
    await world.sweepFor(30);
    expect(world.cloud.faults.unmet()).toEqual([]);
    expect(world.running()).toEqual([]);
    expect(deletes()).toBe(3);
    const kinds = await world.evidenceOf(id);
    expect(kinds.filter((kind) => kind === "deleted")).toHaveLength(3);
  });

  it("is deleted again although the list had shown it as deleted", async () => {
    const { world, id, deletes } = await due();
    world.cloud.faults.add({ fault: "resurrect", afterMs: 20 * 60_000 });
    await world.sweepFor(16);
    expect(world.running()).toEqual([]);
    await world.sweepFor(8);
    expect(deletes()).toBe(2);
    expect(await world.evidenceOf(id)).toContain("back");
    expect(world.running()).toEqual([]);
  });
});

describe("a delete that the API does not carry out", () => {
  it("is told and tried again by the next sweeps: it is refused", async () => {
    const { world, id } = await due();
    world.cloud.faults.add({ fault: "refused", status: 409, on: ["delete"], times: 2 });
    await world.sweepFor(4);
    expect(world.running()).toEqual([id]);
    expect(world.channel()).toMatch(/Its delete failed/);
    expect(world.channel()).toContain(id);
    await world.tick();
    expect(world.cloud.faults.unmet()).toEqual([]);
    expect(world.running()).toEqual([]);
    expect(world.channel()).toMatch(/Deleted/);
    expect(world.channel()).not.toMatch(/Its delete failed/);
  });

  it("is told and tried again: the machine is pending", async () => {
    const world = await reaperWorld({ cloud: { deletePendingGives: 409, bootMs: 15 * 60_000 } });
    const job = world.startJob();
    const ids = await world.rent({ who: job });
    world.github.completeRun(job.runId);
    await world.sweepFor(8);
    expect(world.running()).toEqual(ids);
    expect(world.channel()).toMatch(/Its delete failed/);
    await world.sweepFor(8);
    expect(world.running()).toEqual([]);
  });

  it("is told and tried again: the API fails", async () => {
    const { world, id } = await due();
    world.cloud.faults.add({ fault: "server-error", on: ["delete"], ...ALWAYS });
    await world.sweepFor(4);
    expect(world.running()).toEqual([id]);
    expect(world.channel()).toMatch(/Its delete failed/);
    world.cloud.faults.clear();
    await world.tick();
    expect(world.running()).toEqual([]);
  });

  it("is told and tried again: it is accepted, and the machine runs on", async () => {
    const { world, id } = await due();
    world.cloud.faults.add({ fault: "delete-ignored" });
    await world.tick();
    expect(world.running()).toEqual([id]);
    expect(world.channel()).toMatch(/Its delete failed/);
    await world.tick();
    expect(world.running()).toEqual([]);
  });

  it("is done although its answer was lost", async () => {
    const { world, id } = await due();
    const lost = { fault: "connection-lost", handled: true, on: ["delete"], ...ALWAYS } as const;
    world.cloud.faults.add(lost);
    await world.sweepFor(6);
    expect(world.running()).toEqual([]);
    expect(await world.evidenceOf(id)).toContain("deleted");
  });

  it("is looked after when no list answers behind it", async () => {
    const { world, id } = await due();
    world.cloud.faults.add({ fault: "server-error", on: ["list"], skip: 1, ...ALWAYS });
    await world.tick();
    expect(world.running()).toEqual([]);
    world.cloud.faults.clear();
    await world.sweepFor(10);
    expect(world.running()).toEqual([]);
    expect(await world.evidenceOf(id)).toContain("deleted");
    expect((await world.caseOf(id))?.claimedAt).toBeNull();
  });
});

describe("a machine that is deleting for too long", () => {
  it("is told of after twenty minutes, once", async () => {
    const world = await reaperWorld({ cloud: { deletingMs: 60 * 60_000 } });
    const job = world.startJob();
    const id = only(await world.rent({ who: job }));
    world.github.completeRun(job.runId);
    await world.sweepFor(20);
    expect(world.running()).toEqual([]);
    expect(world.posts()).toHaveLength(1);
    await world.sweepFor(20);
    expect(world.posts()).toHaveLength(2);
    expect(world.channel()).toMatch(/On its way out since/);
    expect(world.channel()).toContain(id);
    await world.sweepFor(40);
    expect(world.posts()).toHaveLength(2);
  });
});
