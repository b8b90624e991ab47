import { describe, expect, it } from "vitest";
import { freshKey } from "../../action/src/ssh/key.ts";
import { expectNoLineOf } from "../runner/secret-lines.ts";
import { virtualScenarios } from "../runner/virtual-scenario.ts";

const start = virtualScenarios();

describe("the API key", () => {
  it("is not told by an API that repeats it in an error, nor by its page", async () => {
    const scenario = await start();
    const message = `The key ${scenario.apiKey} is unknown`;
    scenario.simulator.faults.add({ fault: "key-refused", message });
    const main = await scenario.main();
    expect(main.exitCode).toBe(1);
    expect(main.log).toContain("The key *** is unknown");
    expect(main.log).toContain("Check the secret behind the `api-key` input");
  });

  it("that can't be one is not repeated either", async () => {
    const scenario = await start({ inputs: { "api-key": "two words" } });
    const main = await scenario.ended(scenario.job.main());
    expect(main.exitCode).toBe(1);
    expect(main.log.replace("::add-mask::two words", "")).not.toContain("two words");
    expect(scenario.simulator.requests).toEqual([]);
  });
});

describe("a private key", () => {
  it("that can't be read is told of without a line of it", async () => {
    const { privateKey } = freshKey("mine");
    const damaged = privateKey.split("\n").toSpliced(2, 1).join("\n");
    const scenario = await start({ inputs: { "ssh-private-key": damaged } });
    const main = await scenario.main();
    expect(main.exitCode).toBe(1);
    expect(main.log).toContain("The key is cut short or altered");
    expectNoLineOf(privateKey, scenario);
  });
});

describe("the state", () => {
  it("holds names, ids, prices and times", async () => {
    const scenario = await start({ inputs: { gpu: "L4" } });
    const { state } = await scenario.main();
    expect(state).toEqual({
      scope: "job",
      stem: expect.stringMatching(/^sgpu-gh-[a-z0-9-]{20,40}$/),
      hasFiles: "true",
      pendingCreate: "",
      ids: expect.stringMatching(/^\["[0-9a-f]{24}"\]$/),
      hourlyUsd: "0.803",
      leaseEndsAt: expect.stringMatching(/^\d{13}$/),
      activeAt: expect.stringMatching(/^\d{13}(\.\d+)?$/),
      handedOver: "true",
    });
    await scenario.post();
  });
});
