/**
 * One job on a simulated cloud of its own: the bundled action in child processes, a real port, real SSH, a
 * home directory that goes away. After each test every scenario has to hold what always holds: the cloud
 * bills nothing, every request is as documented, and nobody has seen the API key.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, vi } from "vitest";
import { checkRequest } from "../helpers/openapi.ts";
import { callsTo, field, HEADERS, orderOf } from "../helpers/sesterce-calls.ts";
import { Job, type JobOptions, type RunningStep, type StepResult } from "../runner/job.ts";
import type { JournalEntry, Simulator } from "../simulator/index.ts";
import { type ServedSimulator, type ServeOptions, serveSimulator } from "../simulator/serve.ts";

/** The action's clock; 20 makes a request time out after 0.75 s and a ready-timeout of 1m end in 3 s. */
const CLOCK_RATE = "20";
/** Of a test; most take a second or two, on a machine that does nothing else. */
const MOST_MS = 30_000;
/** Real milliseconds. */
const QUICK = { bootMs: 150, sshMs: 100, deletingMs: 50 };

export interface Setting extends Partial<JobOptions> {
  readonly cloud?: ServeOptions;
}

export class Scenario {
  readonly home: string;
  readonly job: Job;
  readonly apiKey: string;
  readonly steps: StepResult[] = [];
  /** Ids of machines that may be billed in the end: other people's, and what the cloud keeps from us. */
  readonly leftAlone = new Set<string>();
  readonly #cloud: ServedSimulator;

  readonly options: JobOptions;

  private constructor(cloud: ServedSimulator, home: string, options: JobOptions, job: Job) {
    this.#cloud = cloud;
    this.options = options;
    this.home = home;
    this.job = job;
    this.apiKey = cloud.simulator.options.apiKey;
  }

  static async start({ cloud = {}, inputs = {}, env = {}, ...job }: Setting): Promise<Scenario> {
    const apiKey = `e2e-${randomBytes(12).toString("hex")}`;
    const served = await serveSimulator({ ...QUICK, apiKey, ...cloud });
    const home = await mkdtemp(join(tmpdir(), "sgpu-home-"));
    const options = {
      inputs: { "api-key": apiKey, "api-url": served.url, ...inputs },
      env: { SGPU_CLOCK_RATE: CLOCK_RATE, SGPU_HOME: home, ...env },
      ...job,
    };
    return new Scenario(served, home, options, await Job.start(options));
  }

  get simulator(): Simulator {
    return this.#cloud.simulator;
  }

  get userConfig(): string {
    return join(this.home, ".ssh", "config");
  }

  sent(operation: JournalEntry["operation"]): readonly JournalEntry[] {
    return this.simulator.requests.filter((request) => request.operation === operation);
  }

  async main(): Promise<StepResult> {
    return (await this.startMain()).done;
  }

  /** Main, which has to work; shows its log when it does not. */
  async rent(): Promise<StepResult> {
    const main = await this.main();
    expect(main.exitCode, main.log).toBe(0);
    return main;
  }

  async startMain(): Promise<RunningStep> {
    const step = await this.job.startMain();
    return { ...step, done: step.done.then((result) => this.#keep(result)) };
  }

  async post(state?: Readonly<Record<string, string>>): Promise<StepResult> {
    return this.#keep(await this.job.post(state));
  }

  /** The release action, as a later step of the same job; by run without a name. */
  async release(inputs?: Readonly<Record<string, string>>): Promise<StepResult> {
    return this.#keep(await this.job.release(inputs));
  }

  /** A machine that somebody rents past us; its id. */
  async rentElsewhere(name: string): Promise<string> {
    const body = { ...orderOf("L4", "eu-west-2"), name };
    const headers = { ...HEADERS, "x-api-key": this.apiKey };
    const made = await callsTo(this.simulator).call("", { method: "POST", body, headers });
    expect(made.status, made.text).toBe(201);
    const id = String(field(made.body, "_id"));
    this.leftAlone.add(id);
    return id;
  }

  /** A later step; stdout. Rejects when the command fails. */
  async step(program: string, ...argv: string[]): Promise<string> {
    return (await promisify(execFile)(program, argv, { timeout: 10_000 })).stdout;
  }

  /** `ssh gpu …` as a later step types it, but for the home directory. */
  ssh(...command: string[]): Promise<string> {
    return this.step("ssh", "-F", this.userConfig, "gpu", ...command);
  }

  /** What always holds. */
  check(): void {
    const billed = this.simulator.billedNow().map(({ id }) => id);
    expect(billed.filter((id) => !this.leftAlone.has(id))).toEqual([]);
    expect(this.simulator.faults.unmet()).toEqual([]);
    expect(this.simulator.requests.flatMap(problemsOf)).toEqual([]);
    for (const step of this.steps) {
      const [first = "", ...rest] = step.log.split("\n");
      expect(first).toBe(`::add-mask::${this.apiKey}`);
      expect(JSON.stringify({ ...step, log: rest })).not.toContain(this.apiKey);
    }
  }

  async close(): Promise<void> {
    await Promise.all([
      this.#cloud.close(),
      this.job.end(),
      rm(this.home, { recursive: true, force: true }),
    ]);
  }

  #keep(result: StepResult): StepResult {
    this.steps.push(result);
    return result;
  }
}

function problemsOf({ method, path, query, headers, body }: JournalEntry): string[] {
  const url = `http://api.test${path}?${new URLSearchParams(query)}`;
  const payload = method === "POST" ? { body } : {};
  return checkRequest({ method, url, headers, ...payload });
}

/** For the top of a test file: gives scenarios, and after each test checks and closes them. */
export function scenarios(): (setting?: Setting) => Promise<Scenario> {
  allowTime();
  const open: Scenario[] = [];
  afterEach(async () => {
    const ended = open.splice(0);
    try {
      for (const scenario of ended) scenario.check();
    } finally {
      await Promise.all(ended.map((scenario) => scenario.close()));
    }
  });
  return async (setting = {}) => {
    const scenario = await Scenario.start(setting);
    open.push(scenario);
    return scenario;
  };
}

/** For tests that run beside each other: each checks and closes its own. */
export async function inScenario(
  setting: Setting,
  play: (scenario: Scenario) => Promise<void>,
): Promise<void> {
  const scenario = await Scenario.start(setting);
  try {
    await play(scenario);
    scenario.check();
  } finally {
    await scenario.close();
  }
}

export const allowTime = (): void => {
  vi.setConfig({ testTimeout: MOST_MS, hookTimeout: MOST_MS });
};
