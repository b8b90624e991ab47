import { describe, expect } from "vitest";
import { cancelStep } from "../runner/cancel.ts";
import { it, type Scenario, type Setting, type Start } from "./scenario.ts";

// The runner's patience is the wall's here: that main is in time by its own clock is shown in steps/release.test.ts.

/** A main whose machine boots, and its id is known. */
async function booting(start: Start, env: Setting["env"] = {}) {
  const scenario = await start({ inputs: { gpu: "L4" }, cloud: { bootMs: 600_000 }, env });
  const step = await scenario.startMain();
  await scenario.until(() => scenario.sent("get").length > 0);
  return { scenario, step };
}

const deletes = (scenario: Scenario) => scenario.sent("delete").map(({ path }) => path);

describe.concurrent("main, cancelled while its machine boots,", () => {
  it("sends one DELETE and exits before the runner has to ask again", async ({ start }) => {
    const { scenario, step } = await booting(start);
    const main = await cancelStep(step);
    expect(main).toMatchObject({ endedBy: "SIGINT", exitCode: 1 });
    expect(main.log).toMatch(
      /::error::The step was cancelled \(SIGINT\)\. Asked Sesterce to delete [0-9a-f]{24}; the post/,
    );
    const [machine] = scenario.simulator.machines.all();
    expect(deletes(scenario)).toEqual([`/gpu-cloud/instances/${machine?.id}`]);
    expect(scenario.simulator.billedNow()).toEqual([]);
    const post = await scenario.post();
    expect(post).toMatchObject({ exitCode: 0 });
    expect(post.log).toMatch(/^Already gone: machine /m);
    expect(await scenario.leftFiles()).toEqual([]);
  });

  it("exits as early when the DELETE is not answered, and post deletes", async ({ start }) => {
    const { scenario, step } = await booting(start);
    scenario.simulator.faults.add({ fault: "slow", on: ["delete"], handled: false });
    const main = await cancelStep(step);
    expect(main).toMatchObject({ endedBy: "SIGINT", exitCode: 1 });
    expect(deletes(scenario)).toHaveLength(1);
    expect((await scenario.post()).log).toMatch(/^Deleted: machine /m);
  });

  it("as a background step without GITHUB_ENV, whose state comes too late for post", async ({
    start,
  }) => {
    const { scenario, step } = await booting(start, { GITHUB_ENV: undefined });
    const main = await cancelStep(step);
    expect(main).toMatchObject({ endedBy: "SIGINT", exitCode: 1 });
    expect(deletes(scenario)).toHaveLength(1);
    const post = await scenario.post({});
    expect(post).toMatchObject({ exitCode: 0 });
    expect(post.log).toMatch(/^(Nothing was rented|Already gone)/m);
  });
});

describe.concurrent("main, killed while its machine boots, as a background step without GITHUB_ENV", () => {
  it("is cleaned up by post, with state and without", async ({ start }) => {
    for (const hasState of [true, false]) {
      const { scenario, step } = await booting(start, { GITHUB_ENV: undefined });
      step.process.kill("SIGKILL");
      expect((await step.done).exitCode).toBeNull();
      const post = await scenario.post(hasState ? undefined : {});
      expect(post).toMatchObject({ exitCode: 0 });
      expect(post.log).toMatch(/^Deleted: machine /m);
      if (hasState) expect(await scenario.leftFiles()).toEqual([]);
    }
  });
});
