/**
 * One lease on a simulated API under virtual time: provisioning and release as the product runs them, with
 * everything that they tell and write down kept for the test to look at.
 */
import {
  type Candidate,
  encodeStem,
  fail,
  hasStem,
  type Journal,
  ok,
  type ProvisionEvent,
  type ProvisionRequest,
  provision,
  type Reach,
  release,
  SesterceClient,
} from "@sesterce-gpu/shared";
import { createSimulator, type Simulator, type SimulatorOptions } from "../simulator/index.ts";
import { VirtualClock } from "./virtual-clock.ts";

export const MINUTE = 60_000;
export const STARTED_AT = Date.UTC(2026, 0, 1, 12);
export const STEM = encodeStem(
  { kind: "workflow", repositoryId: 1_000_001, runId: 7_000_000_001, attempt: 1, jobId: 42 },
  "abc123",
);
export const SSH_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== test";

/** One H100 in a virtual machine: five candidates in the sample, in the order of `RANKED`. */
export const usualRequest: ProvisionRequest = {
  stem: STEM,
  requirements: {
    gpus: [{ name: "H100", count: 1 }],
    regions: [],
    clouds: [],
    deploymentType: "vm",
    needsCloudInit: false,
    billableMs: 140 * MINUTE,
  },
  access: { sshKey: SSH_KEY },
  lifetimeMs: 120 * MINUTE,
  readyTimeoutMs: 20 * MINUTE,
  capacityWaitMs: 0,
  maxAttempts: 3,
};

export const RANKED = [
  "H100_pcie_vm@oslo-norway-1",
  "H100_pcie_vm@paris-france-1",
  "H100_sxm5@austin-usa-1",
  "H100_sxm5@dallas-usa-3",
  "H100_sxm5@us-southeast-1",
];

export interface JournalNote {
  readonly note: "pending" | "settled" | "given-up" | "created";
  /** POSTs that had reached the API when it was written. */
  readonly posts: number;
  readonly id?: string;
}

export class Lease {
  readonly clock = new VirtualClock(STARTED_AT, { isInProcess: true });
  readonly simulator: Simulator;
  readonly client: SesterceClient;
  readonly events: ProvisionEvent[] = [];
  readonly notes: JournalNote[] = [];
  /** What a cleaner finds in the journal. */
  readonly ids: string[] = [];
  pendingCreateAt: number | null = null;
  isLookedFor = false;
  /** Machines that were tried to be reached. */
  readonly reached: string[] = [];

  constructor(options: Partial<SimulatorOptions> = {}) {
    const { clock } = this;
    this.simulator = createSimulator({ clock, ...options });
    const { baseUrl: apiUrl, apiKey } = this.simulator.options;
    const deps = { fetch: this.simulator.fetch, clock, random: () => 0.5 };
    this.client = new SesterceClient({ apiUrl, apiKey, userAgent: "sesterce-gpu-test" }, deps);
  }

  /** POSTs that reached the API. */
  get posts(): readonly string[] {
    return this.#sent("create").map(({ body }) => `${body.instanceId}@${body.region}`);
  }

  /** Ids of what nobody has ended. */
  get alive(): readonly string[] {
    return this.simulator.billedNow().map(({ id }) => id);
  }

  /** The kinds of what was told, in order, without the progress. */
  get told(): readonly string[] {
    return this.events.map(({ kind }) => kind).filter((kind) => kind !== "waiting");
  }

  /** How each create ended. */
  get attempts(): readonly string[] {
    return this.events.flatMap((event) => {
      if (event.kind !== "attempt") return [];
      const { outcome } = event.attempt;
      return [outcome.kind === "failed" ? outcome.failure.code : outcome.kind];
    });
  }

  provision(change: Partial<ProvisionRequest> = {}, options: ProvisionOptions = {}) {
    const { client, clock } = this;
    const reach = options.withoutReach ? undefined : this.#reach;
    const on = (event: ProvisionEvent) => this.events.push(event);
    const { signal } = options;
    const deps = { client, clock, random: () => 0.5, signal, journal: this.#journal, reach, on };
    return clock.run(provision({ ...usualRequest, ...change }, deps));
  }

  /** Cleans up as post does: by the journal and the stem, for at most `forMs`. */
  release(forMs = 120_000, stem = STEM) {
    const { client, clock, ids, pendingCreateAt, isLookedFor } = this;
    const isOurs = (name: string) => hasStem(name, stem);
    const until = clock.now() + forMs;
    return clock.run(
      release({ isOurs, ids, pendingCreateAt, isLookedFor }, { client, clock }, until),
    );
  }

  /** Rents a machine of another name, past provisioning. */
  rentForeign(name: string): Promise<string> {
    return this.clock.run(this.rentBeside(name));
  }

  /** The same while the clock runs already. */
  async rentBeside(name: string): Promise<string> {
    const [offer] = await this.client.offers({ gpuType: "L4" });
    const { cloud, instanceId, availability, configuration } = offer ?? fault("no L4");
    const region = availability[0]?.region ?? fault("no region");
    const vm = { os: configuration.os[0] ?? fault("no OS") };
    const order = { name, cloudProvider: cloud._id, instanceId, region, vm, sshKey: SSH_KEY };
    const machine = await this.client.create(order);
    return machine._id;
  }

  #sent(operation: string) {
    return this.simulator.requests.filter((request) => request.operation === operation);
  }

  readonly #journal: Journal = {
    pendingCreate: (sentAt, isLookedFor) => {
      this.pendingCreateAt = sentAt;
      this.isLookedFor = isLookedFor;
      const note = sentAt === null ? "settled" : isLookedFor ? "given-up" : "pending";
      this.notes.push({ note, posts: this.posts.length });
    },
    created: (id: string, _candidate: Candidate) => {
      this.ids.push(id);
      this.notes.push({ note: "created", posts: this.posts.length, id });
    },
  };

  /** SSH as the simulator has it, asked every second. */
  readonly #reach: Reach = async ({ machineId, candidate, onProgress }, signal) => {
    this.reached.push(machineId);
    const { ssh } = this.simulator;
    for (onProgress("connection refused"); !ssh.answers(machineId); ) {
      await this.clock.sleep(1_000, signal);
    }
    const gpus = ssh.gpuCount(machineId);
    const detail = `${gpus} of ${candidate.offer.gpuCount} GPUs`;
    return gpus < candidate.offer.gpuCount ? fail({ code: "too-few-gpus", detail }) : ok({ gpus });
  };
}

export interface ProvisionOptions {
  readonly signal?: AbortSignal;
  readonly withoutReach?: boolean;
}

function fault(what: string): never {
  throw new Error(`The sample has ${what}.`);
}
