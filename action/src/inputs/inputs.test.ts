import { generateKeyPairSync } from "node:crypto";
import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { API_KEY, faultsOf, inputsOf, readerOf } from "./inputs.fixture.ts";
import { readApiInputs, readJobId } from "./inputs.ts";

const container = { "deployment-type": "container", "docker-image": "img:1" };

const pem = (passphrase?: string) =>
  generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export(
      passphrase === undefined
        ? { type: "pkcs8", format: "pem" }
        : { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase },
    )
    .toString();

describe("inputs that nobody has touched", () => {
  it("ask for any GPU, for two hours, with a fresh key", () => {
    expect(inputsOf()).toEqual({
      apiKey: API_KEY,
      apiUrl: "https://api.cloud.sesterce.com",
      requirements: {
        gpus: [{ name: "any", count: null }],
        regions: [],
        clouds: [],
        deploymentType: "vm",
        needsCloudInit: false,
        billableMs: 2 * HOUR_MS + 20 * MINUTE_MS,
      },
      lifetimeMs: 2 * HOUR_MS,
      readyTimeoutMs: 20 * MINUTE_MS,
      capacityWaitMs: 0,
      maxAttempts: 3,
      waitFor: "ssh",
      scope: "job",
      sshAlias: "gpu",
      isDryRun: false,
      jobCheckRunId: 52_000_000_001,
    });
  });
});

describe("inputs that were given", () => {
  it("reach the requirements by their names", () => {
    const { requirements } = inputsOf({
      gpu: "H100:8",
      regions: "NO, Paris",
      clouds: "AZ_07",
      "deployment-type": "baremetal",
      "min-vram-gb": "80",
      "min-ram-gb": "200",
      "min-vcpus": "16",
      "min-storage-gb": "500.5",
      os: "ubuntu22.04",
      "max-hourly-price": "2.5",
      "max-cost": "10",
      lifetime: "1h",
      "ready-timeout": "30m",
    });
    expect(requirements).toEqual({
      gpus: [{ name: "H100", count: 8 }],
      regions: ["NO", "Paris"],
      clouds: ["AZ_07"],
      deploymentType: "baremetal",
      minVramGbPerGpu: 80,
      minRamGb: 200,
      minVcpus: 16,
      minStorageGb: 500.5,
      osPrefix: "ubuntu22.04",
      needsCloudInit: false,
      maxHourlyUsd: 2.5,
      maxCostUsd: 10,
      billableMs: 90 * MINUTE_MS,
    });
  });

  it("send cloud-init in base64 of its UTF-8, and ask for offers that take it", () => {
    const inputs = inputsOf({ "cloud-init": "#cloud-config\n# für alle" });
    expect(inputs.cloudInitBase64).toBe("I2Nsb3VkLWNvbmZpZwojIGbDvHIgYWxsZQ==");
    expect(inputs.requirements.needsCloudInit).toBe(true);
  });

  it("take a volume in one cloud and one region, a container with its image, and a key", () => {
    const place = { clouds: "AZ_07", regions: "oslo-norway-1" };
    expect(inputsOf({ "volume-id": "vol-1", ...place }).volumeId).toBe("vol-1");
    expect(inputsOf(container).dockerImage).toBe("img:1");
    expect(inputsOf({ "ssh-private-key": pem() }).ownKey?.publicKey).toMatch(/^ecdsa-sha2-/);
    expect(inputsOf({ "ssh-key-id": "key-1" })).toMatchObject({ sshKeyId: "key-1" });
  });

  it.each(["", "abc", "-1", "1.5", "9".repeat(16)])("a job id %j counts as not told", (id) => {
    expect(readJobId(readerOf({ "job-check-run-id": id }))).toBe(0);
  });
});

const BAD: readonly [name: string, value: string, allowed: string][] = [
  ["api-url", "http://api.example", "an https URL without query"],
  ["gpu", "H100:0", "a count from 1 to 64"],
  ["deployment-type", "pod", "`vm` or `baremetal` or `container`"],
  ["min-vram-gb", "80GB", "a number of GB above 0"],
  ["min-ram-gb", "0", "a number of GB above 0"],
  ["min-vcpus", "many", "a number of vCPUs above 0"],
  ["min-storage-gb", "-1", "a number of GB above 0"],
  ["os", "Ubuntu 22.04", "one word of visible ASCII characters"],
  ["docker-image", "my image", "one word of visible ASCII characters"],
  ["volume-id", "vol 1", "one word of visible ASCII characters"],
  ["ssh-key-id", "my key", "one word of visible ASCII characters"],
  ["max-hourly-price", "-1", "a number of USD above 0"],
  ["max-cost", "$5", "a number of USD above 0"],
  ["lifetime", "2 hours please", "from 1m to 5d"],
  ["lifetime", "6d", "from 1m to 5d"],
  ["capacity-wait", "soon", "from 0s to 5d"],
  ["ready-timeout", "30s", "from 1m to 1d"],
  ["max-attempts", "0", "a whole number from 1 to 10"],
  ["wait-for", "boot", "`ssh` or `active`"],
  ["scope", "workflow", "`job` or `run`"],
  ["ssh-alias", "-oProxyCommand=x", "a name of letters, digits, dots, hyphens and underscores"],
  ["dry-run", "maybe", "`true` or `false`"],
  ["deployment-type", "container", "`container` only with a `docker-image`"],
  [
    "volume-id",
    "vol-1",
    "a volume together with exactly one entry in `clouds` (there are 0) and one in `regions` (there are 0)",
  ],
];

describe("a bad value is one sentence with input, value and what is allowed:", () => {
  it.each(BAD)("%s %j", (name, value, allowed) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toEqual([expect.stringContaining(allowed)]);
    expect(faults[0]).toMatch(/\.$/);
    expect(
      faults[0]?.startsWith(`Input \`${name}\` is ${JSON.stringify(value)}; allowed is `),
    ).toBe(true);
  });

  it("a volume with two regions tells what there is", () => {
    const faults = faultsOf({ "volume-id": "vol-1", clouds: "AZ_07", regions: "a, b" });
    expect(faults).toEqual([
      'Input `volume-id` is "vol-1"; allowed is a volume together with exactly one entry in `clouds` (there are 1) and one in `regions` (there are 2).',
    ]);
  });

  it("a value of many lines is one line, cut short", () => {
    const [fault = ""] = faultsOf({ gpu: `H100\n::error::${"x".repeat(500)}` });
    expect(fault).not.toContain("\n");
    expect(fault).toContain('"H100\\n::error::xxx');
    expect(fault.length).toBeLessThan(260);
  });

  it("several faults are told together", () => {
    const faults = faultsOf({ "api-key": "", gpu: ":", lifetime: "x", "max-cost": "0" });
    const names = faults.map((fault) => /^Input `([a-z-]+)`/.exec(fault)?.[1]);
    expect(names.toSorted()).toEqual(["api-key", "gpu", "lifetime", "max-cost"]);
  });
});

describe("a secret is never shown:", () => {
  const encrypted = pem("a passphrase");
  const body = encrypted.split("\n")[1] ?? "";

  it.each([
    ["an API key of two lines", { "api-key": "first-half\nsecond-half" }, "first-half"],
    ["an API key with a blank", { "api-key": "first-half second-half" }, "second-half"],
    ["a key with a passphrase", { "ssh-private-key": encrypted }, body],
    ["a key that is none", { "ssh-private-key": "hunter2hunter2" }, "hunter2"],
    ["a cloud-init script", { ...container, "cloud-init": "password: hunter2" }, "hunter2"],
  ])("%s", (_, change, secret) => {
    const faults = faultsOf(change);
    expect(faults).toEqual([expect.stringMatching(/its value is not shown.*[.)]$/)]);
    expect(faults.join()).not.toContain(secret);
  });

  it("and what is wrong with a key is said", () => {
    expect(faultsOf({ "ssh-private-key": encrypted })[0]).toContain("has a passphrase");
    expect(faultsOf({ "ssh-private-key": "ssh-ed25519 AAAAC3Nz" })[0]).toContain("public key");
  });
});

describe("post's inputs", () => {
  it("are the key and the URL alone: other faults must not keep a machine running", () => {
    const read = readApiInputs(readerOf({ lifetime: "x", gpu: "" }));
    expect(read).toEqual({
      ok: true,
      value: { apiKey: API_KEY, apiUrl: "https://api.cloud.sesterce.com" },
    });
  });
});
