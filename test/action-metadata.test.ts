import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULTS } from "../action/src/inputs/defaults.ts";
import { readInputs } from "../action/src/inputs/inputs.ts";
import { outputsOf } from "../action/src/outputs.ts";
import { ready } from "../action/src/renting.fixture.ts";
import {
  RELEASE_DIRECTORY,
  readActionMetadata,
  readReleaseMetadata,
  repositoryRoot,
} from "./runner/action-metadata.ts";

const { inputs, outputs, runs, name, description } = readActionMetadata();

/** Name and default of every input; null: it has none. Users' workflows rely on both. */
const INPUTS: Readonly<Record<string, string | null>> = {
  "api-key": null,
  "api-url": "https://api.cloud.sesterce.com",
  gpu: "any",
  regions: null,
  clouds: null,
  "deployment-type": "vm",
  "min-vram-gb": null,
  "min-ram-gb": null,
  "min-vcpus": null,
  "min-storage-gb": null,
  os: null,
  "docker-image": null,
  "cloud-init": null,
  "volume-id": null,
  "ssh-private-key": null,
  "ssh-key-id": null,
  "max-hourly-price": null,
  lifetime: "2h",
  "max-cost": null,
  "capacity-wait": "0",
  "ready-timeout": "20m",
  "max-attempts": "3",
  "wait-for": "ssh",
  scope: "job",
  "ssh-alias": "gpu",
  "dry-run": "false",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the runner's expression, not ours
  "job-check-run-id": "${{ job.check_run_id }}",
};

const OUTPUTS = [
  "ip",
  "sshPort",
  "sshUser",
  "sshCommand",
  "sshAlias",
  "sshConfig",
  "sshKeyPath",
  "knownHostsPath",
  "instanceId",
  "instanceName",
  "gpu",
  "gpuCount",
  "region",
  "cloud",
  "os",
  "hourlyPrice",
  "expiresAt",
  "portForwards",
  "attempts",
];

/** What the code makes of action.yml's defaults, and the names that it asks for. */
function readDefaults() {
  const asked = new Set<string>();
  const read = readInputs((input) => {
    asked.add(input);
    const given = input === "api-key" ? "a-key" : (inputs[input]?.default ?? "");
    return given.includes("${{") ? "7" : given;
  });
  if (!read.ok) throw new Error(read.reason.join("\n"));
  return { asked, inputs: read.value };
}

describe("action.yml", () => {
  it("has the inputs and defaults of the contract, and no other", () => {
    const found = Object.entries(inputs).map(([input, { default: given }]) => [
      input,
      given ?? null,
    ]);
    expect(Object.fromEntries(found)).toEqual(INPUTS);
  });

  it("requires the key and nothing else", () => {
    const required = Object.entries(inputs).filter(([, input]) => input.required);
    expect(required.map(([input]) => input)).toEqual(["api-key"]);
  });

  it("has the outputs of the contract, in their order, and no other", () => {
    expect(Object.keys(outputs)).toEqual(OUTPUTS);
  });

  it.each(Object.entries({ action: { description }, ...inputs, ...outputs }))(
    "describes %s in full sentences",
    (_, { description: text }) => {
      expect(text).toMatch(/^[A-Z`][^\n]{15,}\.$/);
    },
  );

  it("runs on Node 24, with a main and a post that are there", () => {
    expect(name).not.toBe("");
    expect(runs).toEqual({
      using: "node24",
      main: "action/dist/main.js",
      post: "action/dist/post.js",
    });
    for (const script of [runs.main, runs.post]) {
      expect(existsSync(join(repositoryRoot, script)), script).toBe(true);
    }
  });
});

describe("action/release/action.yml", () => {
  const release = readReleaseMetadata();

  it("has the inputs and defaults of the contract, and no other", () => {
    const found = Object.entries(release.inputs).map(([input, { default: given }]) => [
      input,
      given ?? null,
    ]);
    expect(Object.fromEntries(found)).toEqual({
      "api-key": null,
      "api-url": INPUTS["api-url"],
      "instance-name": null,
    });
  });

  it("requires the key and nothing else", () => {
    const required = Object.entries(release.inputs).filter(([, input]) => input.required);
    expect(required.map(([input]) => input)).toEqual(["api-key"]);
  });

  it.each(Object.entries({ action: { description: release.description }, ...release.inputs }))(
    "describes %s in full sentences",
    (_, { description: text }) => {
      expect(text).toMatch(/^[A-Z`][^\n]{15,}\.$/);
    },
  );

  it("runs on Node 24, with a main that is there, no post and no outputs", () => {
    expect(release.runs).toEqual({ using: "node24", main: "../dist/release.js" });
    const script = join(repositoryRoot, RELEASE_DIRECTORY, release.runs.main);
    expect(existsSync(script), script).toBe(true);
    expect(release.outputs).toBeUndefined();
  });
});

describe("the code", () => {
  it("reads every input of action.yml, and asks for no other", () => {
    expect([...readDefaults().asked].toSorted()).toEqual(Object.keys(inputs).toSorted());
  });

  it("takes an input that is empty for its default", () => {
    for (const [name, value] of Object.entries(DEFAULTS)) {
      expect(inputs[name]?.default, name).toBe(value);
    }
    const left = Object.entries(inputs).filter(([, given]) => (given.default ?? "") !== "");
    const names = left.map(([name]) => name).filter((name) => name !== "job-check-run-id");
    expect(Object.keys(DEFAULTS).sort()).toEqual(names.sort());
    const given = (name: string) => (name === "api-key" ? "a-key" : "");
    expect(readInputs(given)).toMatchObject({ ok: true, value: { lifetimeMs: 7_200_000 } });
  });

  it("understands the defaults as they are documented", () => {
    expect(readDefaults().inputs).toMatchObject({
      apiUrl: "https://api.cloud.sesterce.com",
      requirements: {
        gpus: [{ name: "any", count: null }],
        regions: [],
        clouds: [],
        deploymentType: "vm",
        needsCloudInit: false,
        billableMs: 140 * 60_000,
      },
      lifetimeMs: 120 * 60_000,
      readyTimeoutMs: 20 * 60_000,
      capacityWaitMs: 0,
      maxAttempts: 3,
      waitFor: "ssh",
      scope: "job",
      sshAlias: "gpu",
      isDryRun: false,
      jobCheckRunId: 7,
    });
  });

  it("sets every output of action.yml, and no other", () => {
    const quoted = { key: "", knownHosts: "", config: "" };
    const paths = { directory: "", key: "", knownHosts: "", config: "", quoted };
    const given = { ready, paths, alias: "gpu", hasKey: true, attempts: 1 } as const;
    const set = outputsOf({ ...given, platform: "linux" });
    expect(Object.keys(set).toSorted()).toEqual(Object.keys(outputs).toSorted());
  });
});
