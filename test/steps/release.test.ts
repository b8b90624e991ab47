import { describe, expect, it } from "vitest";
import { cancelStep } from "../runner/cancel.ts";
import { virtualScenarios } from "../runner/virtual-scenario.ts";

const start = virtualScenarios();
const inputs = { gpu: "L4" };

describe("post deletes the machine and its files", () => {
  it("after a main that gave up since the machine never got ready", async () => {
    const scenario = await start({
      inputs: { ...inputs, "max-attempts": "1", "ready-timeout": "1m" },
    });
    scenario.simulator.faults.add({ fault: "never-active" });
    const main = await scenario.main();
    expect(main).toMatchObject({ exitCode: 1, outputs: {} });
    expect(main.log).toContain("was not ready within ready-timeout: its status is pending");
    expect(main.log).toContain("::error::No machine got ready: 1 tried");
    expect(main.summary).toContain("### GPU: no machine");
    const post = await scenario.post();
    expect(post).toMatchObject({ exitCode: 0 });
    expect(post.log).toMatch(/^Already gone: machine /m);
    expect(await scenario.leftFiles()).toEqual([]);
  });

  it("after a main that was killed while the machine booted", async () => {
    const scenario = await start({ inputs, cloud: { bootMs: 600_000 } });
    const { process, done } = await scenario.startMain();
    await scenario.until(() => scenario.sent("get").length > 0);
    process.kill("SIGKILL");
    expect((await scenario.ended(done)).exitCode).toBeNull();
    expect((await scenario.post()).log).toMatch(/^Deleted: machine .* was never seen active/m);
    expect(await scenario.leftFiles()).toEqual([]);
  });

  it("without any state, by the name that the job's machines begin with", async () => {
    const scenario = await start({ inputs, cloud: { bootMs: 600_000 } });
    const { process, done } = await scenario.startMain();
    await scenario.until(() => scenario.sent("get").length > 0);
    process.kill("SIGKILL");
    await scenario.ended(done);
    const post = await scenario.post({});
    expect(post.exitCode).toBe(0);
    expect(post.log).toMatch(/^Deleted: machine /m);
  });

  it("without any state and without any machine it says so, and a second post harms nothing", async () => {
    const scenario = await start({ inputs });
    expect((await scenario.post({})).log).toMatch(/^Nothing was rented/m);
    await scenario.main();
    await scenario.post();
    expect(await scenario.post()).toMatchObject({ exitCode: 0 });
  });
});

describe("a cancel", () => {
  it("deletes a machine that is known at once, and post finds it gone", async () => {
    const scenario = await start({ inputs, cloud: { bootMs: 600_000 } });
    const { process, done } = await scenario.startMain();
    await scenario.until(() => scenario.sent("get").length > 0);
    process.kill("SIGINT");
    const main = await scenario.ended(done);
    expect(main.exitCode).toBe(1);
    expect(main.log).toMatch(
      /::error::The step was cancelled \(SIGINT\)\. Asked Sesterce to delete [0-9a-f]{24}; the post/,
    );
    expect(scenario.simulator.billedNow()).toEqual([]);
    expect((await scenario.post()).exitCode).toBe(0);
    expect(await scenario.leftFiles()).toEqual([]);
  });

  it("ends main before the runner asks again when the DELETE is not answered, and post deletes", async () => {
    const scenario = await start({ inputs, cloud: { bootMs: 600_000 } });
    const step = await scenario.startMain();
    await scenario.until(() => scenario.sent("get").length > 0);
    scenario.simulator.faults.add({ fault: "slow", on: ["delete"], handled: false });
    const main = await scenario.ended(cancelStep(step, scenario.simulator.clock));
    expect(main).toMatchObject({ endedBy: "SIGINT", exitCode: 1 });
    expect(scenario.sent("delete")).toHaveLength(1);
    expect((await scenario.post()).log).toMatch(/^Deleted: machine /m);
  });
});

describe("a create that was under way when main ended", () => {
  it("is found by its name when it has landed", async () => {
    const scenario = await start({ inputs });
    scenario.simulator.faults.add({ fault: "slow", on: ["create"] });
    const { process, done } = await scenario.startMain();
    await scenario.until(() => scenario.simulator.billedNow().length === 1);
    process.kill("SIGINT");
    const main = await scenario.ended(done);
    expect(main.exitCode).toBe(1);
    expect(main.state).toMatchObject({ pendingCreate: expect.stringMatching(/^\d{13} 0 sent$/) });
    expect(main.state).not.toHaveProperty("ids");
    expect((await scenario.post()).log).toMatch(/^Deleted: machine /m);
  });

  it("and never shows is an error with what to look for", async () => {
    const scenario = await start({ inputs });
    scenario.simulator.faults.add({ fault: "slow", on: ["create"], handled: false });
    const { process, done } = await scenario.startMain();
    await scenario.until(() => scenario.sent("create").length === 1);
    process.kill("SIGKILL");
    await scenario.ended(done);
    const post = await scenario.post();
    expect(post.exitCode).toBe(1);
    expect(post.log).toContain("::error::Unconfirmed: a machine may have been created");
    expect(post.log).toContain(`begins with ${scenario.job.state.stem}`);
    expect(post.summary).toContain("**GPU** Unconfirmed");
    expect(await scenario.leftFiles()).toEqual([]);
  });
});

describe("scope run", () => {
  it("is left running by post once it was handed over, while key and config go with the job", async () => {
    const scenario = await start({ inputs: { ...inputs, scope: "run" } });
    const main = await scenario.main();
    expect(main.log).toContain("Scope run: this job does not delete it.");
    const post = await scenario.post();
    expect(post.exitCode).toBe(0);
    expect(post.log).toMatch(/::notice::Scope run: machine .*, 0\.803 \$\/h\) is left running\./);
    expect(scenario.simulator.billedNow()).toHaveLength(1);
    expect(await scenario.leftFiles()).toEqual([]);
    expect(main.outputs.instanceName).toMatch(/-1-0-[a-z0-9]{6}-[a-z0-9]{5}$/);
    // As post would have, had main not come to its end.
    const { handedOver: _, ...state } = scenario.job.state;
    expect((await scenario.post(state)).log).toMatch(/^Deleted: machine /m);
  });
});

describe("a machine that can't be deleted", () => {
  it("fails post with its id, its price and what to do, and the key goes nevertheless", async () => {
    const scenario = await start({ inputs });
    const { outputs } = await scenario.main();
    const refuses = { fault: "refused", status: 409, message: "Locked <b>|" } as const;
    scenario.simulator.faults.add({ ...refuses, on: ["delete"], times: Number.POSITIVE_INFINITY });
    const post = await scenario.post();
    expect(post.exitCode).toBe(1);
    expect(post.log).toMatch(
      new RegExp(
        `::error::Still running: machine ${outputs.instanceId} .* It costs 0.803 \\$/h\\. `,
      ),
    );
    expect(post.summary).toContain("Locked &#60;b&#62;&#124;");
    expect(await scenario.leftFiles()).toEqual([]);
    scenario.simulator.faults.clear();
    await scenario.post();
  });
});
