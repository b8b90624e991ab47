import { describe, expect, it } from "vitest";
import { textOf } from "./slack-text.ts";
import { only, REPOSITORY, reaperWorld, type World } from "./world.ts";

const sent = ({ slack }: World, operation: string) =>
  slack.requests.filter((request) => request.operation === operation).length;

describe("what a sweep says in Slack", () => {
  it("says the mode, what, whose, why, the cost so far and what the stop saves", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const id = only(await world.rent({ who: job }));
    await world.sweepFor(60, 10);
    world.github.completeRun(job.runId);
    await world.sweepFor(4);
    expect(world.running()).toEqual([]);
    const text = textOf(only(world.posts()));
    expect(text).toMatch(/Mode enforce/);
    expect(text).toMatch(/Deleted/);
    expect(text).toContain(id);
    expect(text).toContain("1×H100");
    expect(text).toContain(`acme/models, run ${job.runId}`);
    expect(text).toContain("completed (success)");
    expect(text).toMatch(/It cost 5\.\d\d \$/);
    expect(text).toMatch(/saves 115\.\d+ \$ a day/);
    expect(text).not.toMatch(/203\.0\.113/);
  });

  it("is nothing as long as there is nothing to say", async () => {
    const world = await reaperWorld();
    const ids = await world.rent({ who: world.startJob() });
    await world.sweepFor(6 * 60, 10);
    expect(world.slack.requests).toEqual([]);
    expect(world.running()).toEqual(ids);
  });

  it("is one message that is edited, however long it goes on", async () => {
    const world = await reaperWorld({ mode: "observe" });
    const job = world.startJob();
    const ids = await world.rent({ who: job });
    world.github.completeRun(job.runId);
    await world.sweepFor(4);
    expect(sent(world, "chat.postMessage")).toBe(1);
    await world.sweepFor(3 * 60, 6);
    expect(world.posts()).toHaveLength(1);
    expect(sent(world, "chat.postMessage")).toBe(1);
    // The cost grows; every sweep would be too often.
    expect(sent(world, "chat.update")).toBeGreaterThan(0);
    expect(sent(world, "chat.update")).toBeLessThanOrEqual(18);
    expect(world.running()).toEqual(ids);
  });

  it("is one message of many machines, and a new one for news", async () => {
    const world = await reaperWorld({ mode: "observe" });
    const jobs = [world.startJob(), world.startJob(), world.startJob()];
    const ids = await world.rent(...jobs.map((who) => ({ who })));
    for (const { runId } of jobs.slice(0, 2)) world.github.completeRun(runId);
    await world.sweepFor(20);
    expect(world.posts()).toHaveLength(1);
    for (const { runId } of jobs.slice(2)) world.github.completeRun(runId);
    await world.sweepFor(20);
    expect(world.posts()).toHaveLength(2);
    for (const id of ids) expect(textOf(only(world.posts().slice(1)))).toContain(id);
    expect(world.running()).toEqual(ids);
  });

  it("is taken back in place when it does not hold any more", async () => {
    const world = await reaperWorld();
    const id = only(await world.rent({ who: world.startJob() }));
    await world.tick();
    world.github.removeAccess(REPOSITORY);
    await world.sweepFor(40);
    world.github.restoreAccess(REPOSITORY);
    await world.sweepFor(20);
    expect(textOf(only(world.posts()))).toMatch(/No longer: .*whether it is still needed/);
    expect(world.running()).toEqual([id]);
  });

  it("is said by the next sweep when Slack did not take it", async () => {
    const world = await reaperWorld({ mode: "observe" });
    const job = world.startJob();
    const id = only(await world.rent({ who: job }));
    world.github.completeRun(job.runId);
    await world.tick();
    world.slack.faults.add({ fault: "error", on: ["chat.postMessage"] });
    await world.tick();
    expect(world.posts()).toEqual([]);
    await world.tick();
    expect(world.slack.faults.unmet()).toEqual([]);
    expect(textOf(only(world.posts()))).toContain(id);
  });
});
