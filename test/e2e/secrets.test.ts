import { generateKeyPairSync } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { freshKey } from "../../action/src/ssh/key.ts";
import { expectNoLineOf, secretLines } from "../runner/secret-lines.ts";
import { it } from "./scenario.ts";

const MASK = /^::add-mask::/gm;

// That the API key is nowhere else every scenario checks, see runner/job-scenario.ts.

describe.concurrent("the API key", () => {
  it("is masked in the first line of each step; the key made for the lease is in its file alone", async ({
    start,
  }) => {
    const scenario = await start({ inputs: { gpu: "L4" } });
    const main = await scenario.main();
    const key = await readFile(main.outputs.sshKeyPath ?? "", "utf8");
    const post = await scenario.post();
    for (const { log } of [main, post]) {
      expect(log.startsWith(`::add-mask::${scenario.apiKey}\n`)).toBe(true);
      expect(log.match(MASK)).toHaveLength(1);
    }
    expectNoLineOf(key, scenario);
  });
});

describe.concurrent("a private key", () => {
  it.for<[string, () => string]>([
    ["OpenSSH", () => freshKey("mine").privateKey],
    [
      "PEM",
      () =>
        generateKeyPairSync("rsa", { modulusLength: 2048 })
          .privateKey.export({ type: "pkcs8", format: "pem" })
          .toString(),
    ],
  ])("of the user's (%s) logs in and is in one file alone", async ([, make], { start }) => {
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
});
