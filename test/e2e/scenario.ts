/** One job on a simulated cloud, all of it real: the bundled action in child processes, a port, SSH, a home directory. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { test as fixed } from "vitest";
import { Job, type ProcessJobOptions } from "../runner/job.ts";
import { JobScenario, type ScenarioParts } from "../runner/job-scenario.ts";
import { OpenScenarios, playing } from "../runner/open-scenarios.ts";
import { type ServedSimulator, type ServeOptions, serveSimulator } from "../simulator/serve.ts";

/** The action's clock; 10 makes a request time out after 1.5 s and a ready-timeout of 1m end in 6 s. */
const CLOCK_RATE = "10";
/** Real milliseconds. */
const QUICK = { bootMs: 150, sshMs: 100, deletingMs: 50 };

/**
 * A step is over before optimizing it pays off: V8 would spend a quarter of its processor time on that, most of it
 * on the HTTP parser of `fetch`, which is WebAssembly. The demo's steps are started without.
 */
export const NODE_FLAGS = ["--liftoff-only", "--no-opt", "--no-maglev", "--no-sparkplug"];

export interface Setting extends Partial<ProcessJobOptions> {
  readonly cloud?: ServeOptions;
}

export class Scenario extends JobScenario<Job> {
  readonly options: ProcessJobOptions;
  readonly #cloud: ServedSimulator;

  private constructor(
    parts: ScenarioParts<Job>,
    cloud: ServedSimulator,
    options: ProcessJobOptions,
  ) {
    super(parts);
    this.#cloud = cloud;
    this.options = options;
  }

  static async start({ cloud = {}, inputs = {}, env = {}, ...job }: Setting): Promise<Scenario> {
    const apiKey = `e2e-${randomBytes(12).toString("hex")}`;
    const served = await serveSimulator({ ...QUICK, apiKey, ...cloud });
    const home = await mkdtemp(join(tmpdir(), "sgpu-home-"));
    const options = {
      inputs: { "api-key": apiKey, "api-url": served.url, ...inputs },
      nodeFlags: NODE_FLAGS,
      env: { SGPU_CLOCK_RATE: CLOCK_RATE, SGPU_HOME: home, ...env },
      ...job,
    };
    const { simulator } = served;
    return new Scenario({ simulator, home, job: await Job.start(options) }, served, options);
  }

  drive<T>(work: Promise<T>): Promise<T> {
    return work;
  }

  /** A later step; stdout. Rejects when the command fails. */
  async step(program: string, ...argv: string[]): Promise<string> {
    return (await promisify(execFile)(program, argv, { timeout: 10_000 })).stdout;
  }

  /** `ssh gpu …` as a later step types it, but for the home directory. */
  ssh(...command: string[]): Promise<string> {
    return this.step("ssh", "-F", this.userConfig, "gpu", ...command);
  }

  async close(): Promise<void> {
    await Promise.all([
      this.#cloud.close(),
      this.job.end(),
      rm(this.home, { recursive: true, force: true }),
    ]);
  }
}

export type Start = (setting?: Setting) => Promise<Scenario>;

/**
 * Vitest's `it`, whose test gets `start`: gives scenarios, which are checked and closed when the test is through. Such
 * tests may run beside each other, as they mostly wait.
 */
export const it = fixed.extend<{ start: Start }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs.
  start: async ({}, use) => {
    const scenarios = new OpenScenarios((setting: Setting) => Scenario.start(setting));
    await use((setting = {}) => scenarios.open(setting));
    await scenarios.end();
  },
});

/** For tests that run beside each other: each checks and closes its own. */
export const inScenario = (
  setting: Setting,
  play: (scenario: Scenario) => Promise<void>,
): Promise<void> => playing(Scenario.start(setting), play);
