/**
 * One job on a simulated cloud of its own, however its steps are run, and what has to hold after each test: the
 * cloud bills nothing, every request is as documented, and nobody has seen the API key.
 */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { checkRequest } from "../helpers/openapi.ts";
import { callsTo, field, HEADERS, orderOf } from "../helpers/sesterce-calls.ts";
import type { JournalEntry, Simulator } from "../simulator/index.ts";
import type { ActionJob, RunningStep, StepResult } from "./step.ts";

export interface ScenarioParts<J extends ActionJob> {
  readonly simulator: Simulator;
  /** Whose ~/.ssh it is. */
  readonly home: string;
  readonly job: J;
}

/** Of the simulator's clock. */
const LOOK_EVERY_MS = 50;
const MOST_LOOKS = 4_000;

export abstract class JobScenario<J extends ActionJob> {
  readonly simulator: Simulator;
  readonly home: string;
  readonly job: J;
  readonly apiKey: string;
  readonly steps: StepResult[] = [];
  /** Ids of machines that may be billed in the end: other people's, and what the cloud keeps from us. */
  readonly leftAlone = new Set<string>();

  protected constructor({ simulator, home, job }: ScenarioParts<J>) {
    this.simulator = simulator;
    this.home = home;
    this.job = job;
    this.apiKey = simulator.options.apiKey;
  }

  /** Settles as the work does; time passes meanwhile. */
  protected abstract drive<T>(work: Promise<T>): Promise<T>;

  abstract close(): Promise<void>;

  get userConfig(): string {
    return join(this.home, ".ssh", "config");
  }

  sent(operation: JournalEntry["operation"]): readonly JournalEntry[] {
    return this.simulator.requests.filter((request) => request.operation === operation);
  }

  async main(): Promise<StepResult> {
    const { done } = await this.startMain();
    return this.drive(done);
  }

  /** Main, which has to work; shows its log when it does not. */
  async rent(): Promise<StepResult> {
    const main = await this.main();
    expect(main.exitCode, main.log).toBe(0);
    return main;
  }

  async startMain(): Promise<RunningStep> {
    const step = await this.drive(this.job.startMain());
    return { ...step, done: step.done.then((result) => this.#keep(result)) };
  }

  async post(state?: Readonly<Record<string, string>>): Promise<StepResult> {
    return this.#keep(await this.drive(this.job.post(state)));
  }

  /** The release action, as a later step of the same job; by run without a name. */
  async release(inputs?: Readonly<Record<string, string>>): Promise<StepResult> {
    return this.#keep(await this.drive(this.job.release(inputs)));
  }

  /** The end of a step that was begun. */
  ended<T extends StepResult>(done: Promise<T>): Promise<T> {
    return this.drive(done);
  }

  /** By the simulator's clock. */
  pause(ms: number): Promise<void> {
    return this.drive(this.simulator.clock.sleep(ms));
  }

  async until(isSo: () => boolean): Promise<void> {
    for (let look = 0; !isSo(); look++) {
      if (look > MOST_LOOKS) throw new Error(`It never came to be: ${isSo}`);
      await this.pause(LOOK_EVERY_MS);
    }
  }

  /** A machine that somebody rents past us; its id. */
  async rentElsewhere(name: string): Promise<string> {
    const body = { ...orderOf("L4", "eu-west-2"), name };
    const headers = { ...HEADERS, "x-api-key": this.apiKey };
    const calls = callsTo(this.simulator);
    const made = await this.drive(calls.call("", { method: "POST", body, headers }));
    expect(made.status, made.text).toBe(201);
    const id = String(field(made.body, "_id"));
    this.leftAlone.add(id);
    return id;
  }

  /** Files of leases that are still there. */
  async leftFiles(): Promise<string[]> {
    const directory = join(this.job.temp, "sesterce-gpu");
    const files = existsSync(directory) ? await readdir(directory) : [];
    return existsSync(this.userConfig) ? [...files, this.userConfig] : files;
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
