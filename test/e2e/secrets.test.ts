import { generateKeyPairSync } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { freshKey } from "../../action/src/ssh/key.ts";
import type { StepResult } from "../runner/job.ts";
import { type Scenario, scenarios } from "./scenario.ts";

const start = scenarios();

/** Everything that leaves a step, the line that masks the API key included. */
const everything = (steps: readonly StepResult[]) => JSON.stringify(steps.map(flat));
const flat = ({ log, outputs, state, summary }: StepResult) => ({ log, outputs, state, summary });

/** Lines of a key that tell something of it. */
const secretLines = (key: string) =>
  key.split("\n").filter((line) => /^[A-Za-z0-9+/=]{8,}$/.test(line));

const MASK = /^::add-mask::/gm;

function expectNoLineOf(key: string, { steps, simulator }: Scenario): void {
  // The public half, which has the modulus of an RSA key in it, is sent.
  const bodies = simulator.requests.map(({ body: { sshKey: _, ...rest } }) => rest);
  const seen = everything(steps) + JSON.stringify(bodies);
  const lines = secretLines(key);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.filter((line) => seen.includes(line))).toEqual([]);
}

describe("the API key", () => {
  it("is masked in the first line of each step, and named nowhere else", async () => {
    // That it is nowhere else every scenario checks, see scenario.ts.
    const scenario = await start({ inputs: { gpu: "L4" } });
    const [main, post] = [await scenario.main(), await scenario.post()];
    for (const { log } of [main, post]) {
      expect(log.startsWith(`::add-mask::${scenario.apiKey}\n`)).toBe(true);
      expect(log.match(MASK)).toHaveLength(1);
    }
  });

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
    const main = await scenario.job.main();
    expect(main.exitCode).toBe(1);
    expect(main.log.replace("::add-mask::two words", "")).not.toContain("two words");
    expect(scenario.simulator.requests).toEqual([]);
  });
});

describe("a private key", () => {
  it("made for the lease is in its file and nowhere else", async () => {
    const scenario = await start({ inputs: { gpu: "L4" } });
    const { outputs } = await scenario.main();
    const key = await readFile(outputs.sshKeyPath ?? "", "utf8");
    await scenario.post();
    expectNoLineOf(key, scenario);
  });

  it.each([
    ["OpenSSH", () => freshKey("mine").privateKey],
    [
      "PEM",
      () =>
        generateKeyPairSync("rsa", { modulusLength: 2048 })
          .privateKey.export({ type: "pkcs8", format: "pem" })
          .toString(),
    ],
  ])("of the user's (%s) logs in and is in one file alone", async (_, make) => {
    const key = make();
    const scenario = await start({ inputs: { gpu: "L4", "ssh-private-key": key } });
    const { outputs } = await scenario.main();
    expect(await scenario.ssh("nvidia-smi", "-L")).toContain("L4");
    const directory = join(outputs.sshKeyPath ?? "", "..");
    const others = (await readdir(directory)).filter((name) => name !== "id");
    const texts = await Promise.all(others.map((name) => readFile(join(directory, name), "utf8")));
    expect(others.toSorted()).toEqual(["config", "known_hosts"]);
    expect(secretLines(key).filter((line) => texts.join().includes(line))).toEqual([]);
    await scenario.post();
    expectNoLineOf(key, scenario);
  });

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
