/**
 * One job of a GitHub runner in virtual time: main, post and the release action run in this process, on a host
 * in memory, with files in directories of their own and a `fetch` that is handed in. `wait-for: ssh` needs
 * sockets and a real clock, and is for `Job`. That both say the same is held by `e2e/virtual-runner.test.ts`.
 */
import { channel } from "node:diagnostics_channel";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "@sesterce-gpu/shared";
import { askEarly } from "../../action/src/early-offers.ts";
import { releaseLease } from "../../action/src/release-lease.ts";
import { releaseNamed } from "../../action/src/release-named.ts";
import { type ActionDeps, rent } from "../../action/src/rent.ts";
import { readActionMetadata, readReleaseMetadata } from "./action-metadata.ts";
import {
  type ActionJob,
  identityOf,
  inputVariables,
  type JobOptions,
  type RunningStep,
  releaseInputs,
  type StepResult,
} from "./step.ts";
import { VirtualHost } from "./virtual-host.ts";
import { VirtualProcess } from "./virtual-process.ts";

export interface VirtualJobOptions extends JobOptions {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly random: () => number;
  /** Whose ~/.ssh it is. */
  readonly home: string;
}

type Variables = Readonly<Record<string, string>>;

export class VirtualJob implements ActionJob {
  readonly temp: string;
  state: Variables = {};
  readonly #options: VirtualJobOptions;

  private constructor(temp: string, options: VirtualJobOptions) {
    this.temp = temp;
    this.#options = options;
  }

  static async start(options: VirtualJobOptions): Promise<VirtualJob> {
    return new VirtualJob(await mkdtemp(join(tmpdir(), "sgpu-job-")), options);
  }

  async end(): Promise<void> {
    // A step that has ended may have files half written: threads of this process do that, which end with no step.
    await rm(this.temp, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  }

  async main(): Promise<StepResult> {
    return (await this.startMain()).done;
  }

  async startMain(): Promise<RunningStep> {
    const step = this.#startStep(inputVariables(METADATA, this.#options), mainEntry);
    const done = step.done.then((result) => {
      this.state = result.state;
      return result;
    });
    return { ...step, done };
  }

  post(state: Variables = this.state): Promise<StepResult> {
    const entries = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]);
    const variables = {
      ...inputVariables(METADATA, this.#options),
      ...Object.fromEntries(entries),
    };
    return this.#startStep(variables, releaseLease).done;
  }

  release(own: Variables = {}): Promise<StepResult> {
    const inputs = releaseInputs(RELEASE_METADATA, this.#options.inputs, own);
    const variables = inputVariables(RELEASE_METADATA, { ...this.#options, inputs });
    return this.#startStep(variables, releaseNamed).done;
  }

  #startStep(variables: Variables, entry: (deps: StepDeps) => Promise<void>): RunningStep {
    const { clock, random, onLine } = this.#options;
    const process = new VirtualProcess();
    const host = new VirtualHost({ process, clock, runner: this.#runner(), variables, onLine });
    const program = async () => {
      try {
        await entry({ host, fetch: fetchOf(process, this.#options.fetch), random });
        return host.exitCode;
      } catch (error) {
        host.print(error instanceof Error ? `${error.stack}` : String(error));
        return 1;
      }
    };
    const done = process.run(program).then((exitCode) => host.result(exitCode));
    return { process, done };
  }

  #runner(): VirtualHost["runner"] {
    const { repositoryId, runId, attempt } = identityOf(this.#options);
    return {
      repositoryId: Number.parseInt(repositoryId, 10),
      runId: Number.parseInt(runId, 10),
      attempt: Number.parseInt(attempt, 10),
      temp: this.temp,
      home: this.#options.home,
      userName: "runner",
      platform: "linux",
    };
  }
}

const METADATA = readActionMetadata();
const RELEASE_METADATA = readReleaseMetadata();

interface StepDeps extends ActionDeps {
  readonly host: VirtualHost;
}

/** What the action's `main.ts` does, which works on import and on the real environment. */
async function mainEntry({ host, fetch: send, random }: StepDeps): Promise<void> {
  const apiKey = host.input("api-key");
  if (apiKey !== "") host.mask(apiKey);
  const early = askEarly(apiKey, host.input("api-url"), send);
  await early?.hasLeft;
  await rent({ host, fetch: early?.fetch ?? send, random });
  early?.drop();
}

/** As Node's fetch it tells when a request leaves, and the API sees whom the process's end cuts off. */
function fetchOf(process: VirtualProcess, send: typeof fetch): typeof fetch {
  return (input, init) => {
    const ours = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const signal = ours ? AbortSignal.any([ours, process.gone]) : process.gone;
    const answer = process.gone.aborted
      ? new Promise<never>(() => {})
      : send(input, { ...init, signal });
    SENT.publish({});
    return process.wait(answer);
  };
}

const SENT = channel("undici:client:sendHeaders");
