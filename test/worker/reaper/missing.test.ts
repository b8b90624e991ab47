import { MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { ALWAYS, only, reaperWorld, type World } from "./world.ts";

/** A machine whose run GitHub has forgotten, and the question that came of it. */
async function asked() {
  const world = await reaperWorld();
  const job = world.startJob();
  const id = only(await world.rent({ who: job }));
  await world.tick();
  world.github.deleteRun(job.runId);
  await world.sweepUntil(() => world.approveButton() !== undefined, 20);
  return { world, id, job };
}

const expectEnded = async (world: World) => {
  await world.tick();
  expect(world.running()).toEqual([]);
};

describe("a machine whose run GitHub does not know", () => {
  it("is asked for after two looks that lie five minutes apart, by its id", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const id = only(await world.rent({ who: job }));
    await world.tick();
    world.github.deleteRun(job.runId);
    await world.sweepFor(6);
    expect(world.posts()).toEqual([]);
    await world.tick();
    expect(world.running()).toEqual([id]);
    expect(world.posts()).toHaveLength(1);
    expect(world.channel()).toContain(id);
    expect(world.channel()).toContain("Approve these 1");
    expect(world.approveButton()?.actionId).toBe("approve");
    expect(await world.approve()).toMatch(/Approved/);
    await expectEnded(world);
  });

  it("is not deleted by time alone, and asked for again every hour", async () => {
    const { world, id } = await asked();
    const first = world.approveButton();
    await world.sweepFor(58);
    expect(world.posts()).toHaveLength(1);
    await world.tick();
    expect(world.posts()).toHaveLength(2);
    expect(world.approveButton()?.value).not.toBe(first?.value);
    await world.sweepFor(4 * 60, 4);
    expect(world.running()).toEqual([id]);
    expect(world.posts()).toHaveLength(6);
    expect(await world.approve()).toMatch(/Approved/);
    await expectEnded(world);
  });

  it("is deleted after an operator's click, and Slack says by whom it was approved", async () => {
    const { world, id } = await asked();
    const answer = await world.approve();
    expect(answer).toMatch(/Approved/);
    expect(answer).toContain(id);
    expect(world.running()).toEqual([id]);
    await expectEnded(world);
    expect(await world.evidenceOf(id)).toEqual(expect.arrayContaining(["approved", "deleted"]));
  });

  it("is deleted once, however often the button is clicked", async () => {
    const { world } = await asked();
    const button = world.approveButton();
    await world.approve("U0OPERATOR", button);
    expect(await world.approve("U0OPERATOR", button)).toMatch(/already/);
    await expectEnded(world);
    expect(await world.approve("U0OPERATOR", button)).toMatch(/already/);
    await world.sweepFor(10);
    const deletes = world.cloud.requests.filter(({ operation }) => operation === "delete");
    expect(deletes).toHaveLength(1);
    expect(world.running()).toEqual([]);
  });

  it("is kept when somebody clicks who is no operator", async () => {
    const { world, id } = await asked();
    expect(await world.approve("U0ONE")).not.toMatch(/Approved/);
    await world.sweepFor(20);
    expect(world.running()).toEqual([id]);
  });

  it("is kept when the click comes later than half an hour after the question", async () => {
    const { world, id } = await asked();
    const button = world.approveButton();
    await world.sweepFor(32);
    expect(await world.approve("U0OPERATOR", button)).toMatch(/Too late/);
    await world.sweepFor(20);
    expect(world.running()).toEqual([id]);
  });

  it("is kept when the click is on an older question", async () => {
    const { world, id } = await asked();
    const button = world.approveButton();
    await world.sweepFor(62);
    expect(await world.approve("U0OPERATOR", button)).not.toMatch(/\*Approved/);
    await world.sweepFor(10);
    expect(world.running()).toEqual([id]);
  });

  it("is ended by its lease when nobody clicks", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const id = only(await world.rent({ who: job, leaseMinutes: 60 }));
    const endsAt = world.clock.now() + 60 * MINUTE_MS;
    await world.tick();
    world.github.deleteRun(job.runId);
    await world.sweepFor(46);
    expect(world.running()).toEqual([id]);
    await world.sweepUntil(() => /lease ends/.test(world.channel()), 10);
    expect(endsAt - world.clock.now()).toBeGreaterThanOrEqual(8 * MINUTE_MS);
    // The question stays beside the warning.
    expect(world.channel()).toMatch(/approve/i);
    await world.sweepUntil(() => world.running().length === 0, 20);
    expect(world.clock.now() - endsAt).toBeLessThanOrEqual(4 * MINUTE_MS);
  });
});

describe("a run that GitHub finds again", () => {
  /** As `asked`, but what is lost can come back. */
  async function lost(isNewest = false) {
    const world = await reaperWorld();
    const id = only(await world.rent({ who: world.startJob() }));
    if (!isNewest) world.startJob();
    await world.tick();
    world.githubFaults.add({ fault: "not-found", on: ["job", "attempt", "run"], ...ALWAYS });
    return { world, id };
  }

  it("keeps the machine although its end was approved", async () => {
    const { world, id } = await lost();
    await world.sweepUntil(() => world.approveButton() !== undefined, 20);
    expect(await world.approve()).toMatch(/Approved/);
    world.githubFaults.clear();
    await world.sweepFor(20);
    expect(world.running()).toEqual([id]);
    expect((await world.caseOf(id))?.approvedAt).toBeNull();
  });

  it("must be lost twice anew before its end is asked for again", async () => {
    const { world, id } = await lost();
    await world.sweepFor(4);
    world.githubFaults.clear();
    await world.tick();
    world.githubFaults.add({ fault: "not-found", on: ["job", "attempt", "run"], ...ALWAYS });
    await world.sweepFor(6);
    expect(world.approveButton()).toBeUndefined();
    await world.tick();
    expect(world.approveButton()).toBeDefined();
    expect(world.running()).toEqual([id]);
  });

  it("is not asked for while the list of runs has it", async () => {
    const { world, id } = await lost(true);
    await world.sweepFor(20);
    expect(world.approveButton()).toBeUndefined();
    expect((await world.caseOf(id))?.lookKind).toBe("unknown");
    expect(world.running()).toEqual([id]);
  });
});
