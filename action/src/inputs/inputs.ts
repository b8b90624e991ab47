/**
 * The action's inputs, parsed once. Pure. Every fault
 * names the input, its value and what is allowed; all faults are told at once, before anything is rented.
 */
import { DAY_MS, fail, MINUTE_MS, ok, type Requirements, type Result } from "@sesterce-gpu/shared";
import { isAlias } from "../ssh/config.ts";
import { readPrivateKey, type SshKey } from "../ssh/key.ts";
import { DEFAULTS } from "./defaults.ts";
import {
  apiUrl,
  choice,
  duration,
  type Field,
  flag,
  gpus,
  integer,
  list,
  optional,
  positive,
  token,
} from "./fields.ts";

export interface ApiInputs {
  readonly apiKey: string;
  /** No trailing slash. */
  readonly apiUrl: string;
}

export interface Inputs extends ApiInputs {
  readonly requirements: Requirements;
  readonly dockerImage?: string | undefined;
  readonly cloudInitBase64?: string | undefined;
  readonly volumeId?: string | undefined;
  /** Undefined: a fresh key is made, unless `sshKeyId` stands alone. */
  readonly ownKey?: SshKey | undefined;
  readonly sshKeyId?: string | undefined;
  readonly lifetimeMs: number;
  readonly readyTimeoutMs: number;
  readonly capacityWaitMs: number;
  readonly maxAttempts: number;
  readonly waitFor: "ssh" | "active";
  readonly scope: "job" | "run";
  readonly sshAlias: string;
  readonly isDryRun: boolean;
  /** The job's check run id; 0 when the runner does not tell. */
  readonly jobCheckRunId: number;
}

export type ReadInput = (name: string) => string;

/** One sentence for each fault. */
export type InputFaults = readonly string[];

export function readApiInputs(read: ReadInput): Result<ApiInputs, InputFaults> {
  const reader = new Reader(read);
  const inputs = readApi(reader);
  return reader.faults.length > 0 ? fail(reader.faults) : ok(inputs);
}

export function readInputs(read: ReadInput): Result<Inputs, InputFaults> {
  const reader = new Reader(read);
  const lifetimeMs = reader.take("lifetime", duration({ minMs: MINUTE_MS, maxMs: 5 * DAY_MS }), 0);
  const readyTimeoutMs = reader.take(
    "ready-timeout",
    duration({ minMs: MINUTE_MS, maxMs: DAY_MS }),
    0,
  );
  const inputs: Inputs = {
    ...readApi(reader),
    requirements: readRequirements(reader, lifetimeMs + readyTimeoutMs),
    dockerImage: reader.take("docker-image", optional(token), undefined),
    cloudInitBase64: encodeBase64(read("cloud-init")),
    volumeId: reader.take("volume-id", optional(token), undefined),
    ownKey: readOwnKey(reader),
    sshKeyId: reader.take("ssh-key-id", optional(token), undefined),
    lifetimeMs,
    readyTimeoutMs,
    capacityWaitMs: reader.take("capacity-wait", duration({ minMs: 0, maxMs: 5 * DAY_MS }), 0),
    maxAttempts: reader.take("max-attempts", integer(1, 10), 1),
    waitFor: reader.take("wait-for", choice("ssh", "active"), "ssh"),
    scope: reader.take("scope", choice("job", "run"), "job"),
    sshAlias: reader.take("ssh-alias", alias, "gpu"),
    isDryRun: reader.take("dry-run", flag, true),
    jobCheckRunId: readJobId(read),
  };
  checkTogether(inputs, reader);
  return reader.faults.length > 0 ? fail(reader.faults) : ok(inputs);
}

/** 0 when the runner does not tell: then a lease belongs to the whole run. */
export function readJobId(read: ReadInput): number {
  const text = read("job-check-run-id");
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

function readApi(reader: Reader): ApiInputs {
  const apiKey = reader.takeSecret("api-key");
  return { apiKey, apiUrl: reader.take("api-url", apiUrl, "") };
}

function readRequirements(reader: Reader, billableMs: number): Requirements {
  return {
    gpus: reader.take("gpu", gpus, []),
    regions: reader.take("regions", list, []),
    clouds: reader.take("clouds", list, []),
    deploymentType: reader.take("deployment-type", choice("vm", "baremetal", "container"), "vm"),
    minVramGbPerGpu: reader.take("min-vram-gb", optional(positive("GB")), undefined),
    minRamGb: reader.take("min-ram-gb", optional(positive("GB")), undefined),
    minVcpus: reader.take("min-vcpus", optional(positive("vCPUs")), undefined),
    minStorageGb: reader.take("min-storage-gb", optional(positive("GB")), undefined),
    osPrefix: reader.take("os", optional(token), undefined),
    needsCloudInit: reader.read("cloud-init") !== "",
    maxHourlyUsd: reader.take("max-hourly-price", optional(positive("USD")), undefined),
    maxCostUsd: reader.take("max-cost", optional(positive("USD")), undefined),
    billableMs,
  };
}

/** The value of a key is never shown, only what is wrong with it. */
function readOwnKey(reader: Reader): SshKey | undefined {
  const text = reader.read("ssh-private-key");
  if (text === "") return undefined;
  const key = readPrivateKey(text);
  if (key.ok) return key.value;
  reader.faults.push(
    `Input \`ssh-private-key\` can't be used (its value is not shown): ${key.reason.hint}`,
  );
  return undefined;
}

const alias: Field<string> = (text) =>
  isAlias(text)
    ? ok(text)
    : fail(
        "a name of letters, digits, dots, hyphens and underscores that begins with a letter or digit",
      );

function checkTogether({ requirements, volumeId, dockerImage }: Inputs, reader: Reader): void {
  const { clouds, regions, deploymentType, needsCloudInit } = requirements;
  if (volumeId !== undefined && (clouds.length !== 1 || regions.length !== 1)) {
    const counts = `\`clouds\` (there are ${clouds.length}) and one in \`regions\` (there are ${regions.length})`;
    reader.refuse("volume-id", `a volume together with exactly one entry in ${counts}`);
  }
  if (deploymentType !== "container") return;
  if (dockerImage === undefined) {
    reader.refuse("deployment-type", "`container` only with a `docker-image`, which is empty");
  }
  if (needsCloudInit) {
    reader.faults.push(
      "Input `cloud-init` is given (its value is not shown); allowed is one only with `deployment-type` `vm` or `baremetal`, not `container`.",
    );
  }
}

const encodeBase64 = (text: string): string | undefined =>
  text === "" ? undefined : Buffer.from(text, "utf8").toString("base64");

const LONGEST_SHOWN = 80;

/** Takes inputs one by one and collects what is wrong with them. */
class Reader {
  readonly read: ReadInput;
  readonly faults: string[] = [];

  constructor(read: ReadInput) {
    this.read = (name) => read(name) || (DEFAULTS[name] ?? "");
  }

  /** `instead` stands in for a faulty value, so that reading goes on to the next fault. */
  take<T>(name: string, field: Field<T>, instead: T): T {
    const parsed = field(this.read(name));
    if (parsed.ok) return parsed.value;
    this.refuse(name, parsed.reason);
    return instead;
  }

  takeSecret(name: string): string {
    const text = this.read(name);
    if (text === "") this.faults.push(`Input \`${name}\` is required and empty.`);
    else if (!token(text).ok) {
      this.faults.push(
        `Input \`${name}\` has characters that no API key has (its value is not shown); allowed is one word of visible ASCII characters.`,
      );
    }
    return text;
  }

  refuse(name: string, allowed: string): void {
    const value = this.read(name);
    const shown = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
    this.faults.push(`Input \`${name}\` is ${JSON.stringify(shown)}; allowed is ${allowed}.`);
  }
}
