import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readActionMetadata } from "../runner/action-metadata.ts";
import { type VirtualScenario, virtualScenarios } from "../runner/virtual-scenario.ts";

const start = virtualScenarios();

/** One bad value for each input that can have one, and a word of what the error says is allowed. */
const BAD: Readonly<Record<string, readonly [value: string, allowed: string]>> = {
  "api-key": ["", "is required"],
  "api-url": ["http://api.example.org", "an https URL"],
  gpu: ["H100:0", "a count from 1 to 64"],
  "deployment-type": ["pod", "`vm` or `baremetal` or `container`"],
  "min-vram-gb": ["80GB", "a number of GB above 0"],
  "min-ram-gb": ["0", "a number of GB above 0"],
  "min-vcpus": ["-4", "a number of vCPUs above 0"],
  "min-storage-gb": ["lots", "a number of GB above 0"],
  os: ["Ubuntu 22", "one word"],
  "docker-image": ["my image", "one word"],
  "volume-id": [
    "vol-1",
    "exactly one entry in `clouds` (there are 0) and one in `regions` (there are 0)",
  ],
  "ssh-private-key": ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", "give the private half"],
  "ssh-key-id": ["my key", "one word"],
  "max-hourly-price": ["-1", "a number of USD above 0"],
  lifetime: ["2 hours please", "from 1m to 5d"],
  "max-cost": ["0", "a number of USD above 0"],
  "capacity-wait": ["later", "from 0s to 5d"],
  "ready-timeout": ["10s", "from 1m to 1d"],
  "max-attempts": ["11", "a whole number from 1 to 10"],
  "wait-for": ["boot", "`ssh` or `active`"],
  scope: ["team", "`job` or `run`"],
  "ssh-alias": ["-x", "begins with a letter or digit"],
  "dry-run": ["maybe", "`true` or `false`"],
};

/** Any text is a region or a cloud, which then no offer is in, any a script; the last is the runner's. */
const ANY_VALUE = ["regions", "clouds", "cloud-init", "job-check-run-id"];

async function failed(scenario: VirtualScenario) {
  const hasKey = scenario.options.inputs["api-key"] !== "";
  // Without a key there is none to mask in the first line.
  const main = await (hasKey ? scenario.main() : scenario.ended(scenario.job.main()));
  expect(main.exitCode).toBe(1);
  const errors = main.log.split("\n").filter((line) => line.startsWith("::error::"));
  expect(errors).toHaveLength(1);
  // The offers may be asked for while the inputs are read; nothing else is.
  const others = scenario.simulator.requests.filter(({ operation }) => operation !== "offers");
  expect(others).toEqual([]);
  expect(scenario.sent("offers").length).toBeLessThanOrEqual(1);
  return { error: errors[0] ?? "", main };
}

describe("a bad value is one error, before anything is rented:", () => {
  it("every input is looked at here", () => {
    const all = [...Object.keys(BAD), ...ANY_VALUE].toSorted();
    expect(all).toEqual(Object.keys(readActionMetadata().inputs).toSorted());
  });

  it.each(Object.entries(BAD))("%s", async (name, [value, allowed]) => {
    const scenario = await start({ inputs: { [name]: value } });
    const { error } = await failed(scenario);
    expect(error).toContain(`::error::Input \`${name}\``);
    expect(error).toContain(allowed);
    if (name !== "ssh-private-key") expect(error).toContain(value);
    const asked = scenario.simulator.requests.length;
    const post = await scenario.ended(scenario.job.post());
    expect(post.log).toContain("Nothing was rented");
    expect(scenario.simulator.requests).toHaveLength(asked);
  });

  it("a container without an image", async () => {
    const scenario = await start({ inputs: { "deployment-type": "container" } });
    expect((await failed(scenario)).error).toContain("`container` only with a `docker-image`");
  });

  it("an alias that a Host line of the user's has, or another lease", async () => {
    const scenario = await start({ inputs: { gpu: "L4" } });
    await mkdir(join(scenario.home, ".ssh"));
    await writeFile(scenario.userConfig, "Host gpu\n  HostName example.org\n");
    expect((await failed(scenario)).error).toContain("belongs to a Host line in");
    expect((await scenario.ended(scenario.job.post())).exitCode).toBe(0);

    const first = await start({ inputs: { gpu: "L4" } });
    await first.main();
    const second = await start({ inputs: { gpu: "L4" }, home: first.home });
    expect((await failed(second)).error).toContain("belongs to the machine of lease sgpu-gh-");
    await second.post();
    await first.post();
  });

  it("a runner that does not tell its run", async () => {
    const scenario = await start({ repositoryId: "" });
    expect((await failed(scenario)).error).toContain("so none is rented");
  });
});

describe("what no offer meets is told after one look, before any create:", () => {
  it.each<[string, Record<string, string>, string]>([
    ["a region", { regions: "atlantis" }, "is offered only in"],
    ["a cloud", { clouds: "nimbus" }, "is in cloud"],
    ["cloud-init", { gpu: "H100", "cloud-init": "#!/bin/sh" }, "does not take cloud-init"],
    ["a price", { gpu: "H100", "max-hourly-price": "2" }, "is too dear by 0.75 $/h"],
    ["a cost in all", { gpu: "H100", "max-cost": "5" }, "could cost 6.416667 $ in all"],
    ["memory", { gpu: "H100", "min-vram-gb": "96" }, "has 80 GB of memory per GPU, not 96"],
    ["stock", { gpu: "RTX4090" }, "is sold out in oslo-norway-1, warsaw-poland-1"],
    ["a name", { gpu: "H10O" }, "Did you mean H100"],
  ])("%s", async (_, inputs, why) => {
    const scenario = await start({ inputs });
    const { error, main } = await failed(scenario);
    expect(error).toContain("::error::No offer fits, of 20 that Sesterce has.%0A");
    expect(error).toContain(why);
    expect(error).toContain("It would fit with");
    expect(main.summary).toContain(why);
    expect(scenario.simulator.requests.map(({ operation }) => operation)).toEqual(["offers"]);
  });
});
