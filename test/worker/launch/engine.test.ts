/** The same on the real Workflows engine: its retries, timeouts, failures, pauses and replays. */
import { describe, expect, it } from "vitest";
import { startLaunch } from "../../../worker/src/workflows/start-launch.ts";
import { expectSound } from "./expect-sound.ts";
import { onRealEngine } from "./real-engine.ts";

const QUICK = { cloud: { bootMs: 20_000 } };
const BROKEN = new Error("scripted");

describe("a launch", () => {
  it("rents, waits, and hands over one machine, with few steps", async () => {
    const world = await onRealEngine();
    const { started, output } = await world.run();
    expect(started).toMatchObject([{ ok: true, value: { isFirst: true } }]);
    await expectSound(world, output);
    expect(world.history()).toMatchSnapshot();
    // Four minutes of booting, with a wait before each look.
    expect(world.steps.length).toBeLessThan(70);
    expect(await world.row()).toMatchObject({
      state: "launched",
      createNumber: 1,
      createsClaimed: 1,
      machineId: world.alive()[0],
      outcome: output,
    });
  });
});

describe("a launch that comes to nothing", () => {
  it("when all is refused has nothing left, and says so", async () => {
    const world = await onRealEngine();
    world.cloud.faults.add({ fault: "sold-out", times: Number.POSITIVE_INFINITY });
    const { output } = await world.run();
    await expectSound(world, output);
    expect(output).toMatchObject({
      kind: "failed",
      code: "request-refused",
      undone: { deletedIds: [], left: [], mayStillLand: false },
    });
    expect(world.posts()).toHaveLength(3);
    expect((await world.row()).outcome).toEqual(output);
  });

  it("when its create was lost, and never shows, says that a machine may come of it", async () => {
    const world = await onRealEngine({ request: { region: "oslo-norway-1" } });
    world.cloud.faults.add({ fault: "connection-lost", on: ["create"] });
    const { output } = await world.run();
    await expectSound(world, output);
    expect(output).toMatchObject({ kind: "failed", undone: { mayStillLand: true } });
    expect(world.posts()).toHaveLength(1);
    expect(world.said()[0]).toContain("one that still comes costs");
    expect((await world.row()).outcome).toEqual(output);
  });
});

describe("a step that fails:", () => {
  const STEPS = [
    ...["begin", "lease", "offers 1.1", "create 1: begin", "create 1: send"],
    ...["create 1: write down", "machine 1: look 1", "ready: lease", "ready: write down"],
    ...["twins 1", "settle", "tell 1", "tell 2", "tell 3"],
  ];

  it.each(STEPS)("%s, once", async (name) => {
    const world = await onRealEngine(QUICK);
    const { output } = await world.run({ modify: (m) => m.mockStepError({ name }, BROKEN, 1) });
    await expectSound(world, output);
    expect(output.kind).toBe("ready");
    expect(world.watch.most()).toBe(1);
  });

  it.each(STEPS)("%s, always", async (name) => {
    const world = await onRealEngine(QUICK);
    const { output } = await world.run({ modify: (m) => m.mockStepError({ name }, BROKEN) });
    await expectSound(world, output);
    const isNeeded = ["begin", "lease", "create 1: begin"].includes(name);
    expect(output.kind).toBe(isNeeded ? "failed" : "ready");
    if (isNeeded) expect(world.posts()).toEqual([]);
  });

  it.each(["lease", "offers 1.1", "create 1: send", "machine 1: look 1", "twins 1"])(
    "%s, by its timeout",
    async (name) => {
      const world = await onRealEngine(QUICK);
      const { output } = await world.run({ modify: (m) => m.forceStepTimeout({ name }) });
      await expectSound(world, output);
      expect(output.kind).toBe(name === "lease" ? "failed" : "ready");
    },
  );
});

describe("a run that is stopped after a step and begun again:", () => {
  const STEPS = [
    "begin",
    "lease",
    "create 1: begin",
    "create 1: send",
    "machine 1: look 1",
    "twins 1",
  ];

  it.each(STEPS)("%s", async (name) => {
    const world = await onRealEngine(QUICK);
    world.interrupt({ after: name, by: "pause" });
    const { output } = await world.run();
    expect(world.runs()).toBe(2);
    await expectSound(world, output);
    expect(output.kind).toBe("ready");
    expect(world.posts()).toHaveLength(1);
    expect(world.said()).toHaveLength(1);
  });
});

describe("a second start", () => {
  it("beside the first starts one", async () => {
    const world = await onRealEngine(QUICK);
    const { started, output } = await world.run({ clicks: 2 });
    expect(started.map((one) => one.ok && one.value.isFirst).sort()).toEqual([false, true]);
    await expectSound(world, output);
    expect(world.posts()).toHaveLength(1);
  });

  it("after the end starts none, even when the engine has forgotten the first", async () => {
    const world = await onRealEngine(QUICK);
    await world.run();
    const again = await startLaunch(world.deps, world.id);
    expect(again).toMatchObject({ ok: true, value: { isFirst: false } });
    expect(world.posts()).toHaveLength(1);
    // The introspector has deleted the instance: a second one under the same id finds in D1 that it is over.
    const { output } = await world.runAgain();
    expect(output).toEqual({ kind: "over" });
    expect(world.posts()).toHaveLength(1);
  });

  it("of an instance whose history is lost adopts what the first has rented", async () => {
    const world = await onRealEngine({ cloud: { bootMs: 120_000 } });
    world.interrupt({ after: "machine 1: look 2", by: "terminate" });
    await world.run({ until: "terminated" });
    const { output } = await world.runAgain();
    await expectSound(world, output);
    expect(output.kind).toBe("ready");
    expect(world.posts()).toHaveLength(1);
  });
});
