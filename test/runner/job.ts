/**
 * One job of a GitHub runner, as far as our actions meet it: starts main, post and the release action as
 * child processes without a shell, gives them inputs and file commands, and reads outputs, state and
 * summary even after a kill.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ActionMetadata,
  RELEASE_DIRECTORY,
  readActionMetadata,
  readReleaseMetadata,
  repositoryRoot,
} from "./action-metadata.ts";
import { parseFileCommand } from "./file-command.ts";
import {
  type ActionJob,
  identityOf,
  inputVariables,
  type JobOptions,
  type RunningStep,
  releaseInputs,
  type StepResult,
} from "./step.ts";

export interface ProcessJobOptions extends JobOptions {
  /** More environment, such as SGPU_CLOCK_RATE and SGPU_HOME; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Of node, which a runner starts with none. */
  readonly nodeFlags?: readonly string[];
}

export type RunningProcess = RunningStep<ChildProcess>;

const COMMAND_FILES = [
  "GITHUB_OUTPUT",
  "GITHUB_STATE",
  "GITHUB_STEP_SUMMARY",
  "GITHUB_ENV",
] as const;

export class Job implements ActionJob {
  readonly temp: string;
  state: Readonly<Record<string, string>> = {};
  readonly #options: ProcessJobOptions;
  readonly #metadata: ActionMetadata = readActionMetadata();

  private constructor(temp: string, options: ProcessJobOptions) {
    this.temp = temp;
    this.#options = options;
  }

  static async start(options: ProcessJobOptions): Promise<Job> {
    return new Job(await mkdtemp(join(tmpdir(), "sgpu-job-")), options);
  }

  async end(): Promise<void> {
    await rm(this.temp, { recursive: true, force: true });
  }

  async main(): Promise<StepResult> {
    const step = await this.startMain();
    return step.done;
  }

  async startMain(): Promise<RunningProcess> {
    const given = inputVariables(this.#metadata, this.#options);
    const step = await this.#startStep(this.#metadata.runs.main, given);
    const done = step.done.then((result) => {
      this.state = result.state;
      return result;
    });
    return { ...step, done };
  }

  async post(state = this.state): Promise<StepResult> {
    const entries = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]);
    const env = {
      ...inputVariables(this.#metadata, this.#options),
      ...Object.fromEntries(entries),
    };
    const step = await this.#startStep(this.#metadata.runs.post, env);
    return step.done;
  }

  async release(own: Readonly<Record<string, string>> = {}): Promise<StepResult> {
    const metadata = readReleaseMetadata();
    const inputs = releaseInputs(metadata, this.#options.inputs, own);
    const given = inputVariables(metadata, { ...this.#options, inputs });
    return (await this.#startStep(join(RELEASE_DIRECTORY, metadata.runs.main), given)).done;
  }

  /** `given`: inputs and state, as variables. */
  async #startStep(script: string, given: Record<string, string>): Promise<RunningProcess> {
    const { nodeFlags = [] } = this.#options;
    const files = await this.#commandFiles();
    const env = { ...baseEnv(), ...this.#jobEnv(), ...given, ...files };
    const child = spawn(process.execPath, [...nodeFlags, join(repositoryRoot, script)], {
      env: { ...env, ...this.#options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    letOthersFirst(child);
    const log = collectLog(child, this.#options.onLine);
    const exit = new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    return { process: child, done: exit.then((exitCode) => readResult(exitCode, log(), files)) };
  }

  async #commandFiles(): Promise<Record<string, string>> {
    const directory = await mkdtemp(join(this.temp, "commands-"));
    const files = COMMAND_FILES.map((name) => [name, join(directory, name)] as const);
    await Promise.all(files.map(([, path]) => writeFile(path, "")));
    return Object.fromEntries(files);
  }

  #jobEnv(): Record<string, string> {
    const { repositoryId, runId, attempt } = identityOf(this.#options);
    return {
      GITHUB_ACTIONS: "true",
      GITHUB_REPOSITORY: "octo-org/octo-repo",
      GITHUB_REPOSITORY_ID: repositoryId,
      GITHUB_RUN_ID: runId,
      GITHUB_RUN_ATTEMPT: attempt,
      RUNNER_TEMP: this.temp,
    };
  }
}

/** Nothing of the surroundings but what programs need to be found and to run. */
function baseEnv(): Record<string, string> {
  const kept = ["PATH", "HOME", "LANG", "TMPDIR", "SystemRoot", "USERPROFILE"];
  return Object.fromEntries(kept.flatMap((name) => [[name, process.env[name] ?? ""]]));
}

/** The cloud that a step asks is in this process: it must not be late because many steps are at work. */
function letOthersFirst({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system has no such thing.
  }
}

function collectLog(child: ChildProcess, onLine: (line: string) => void = () => {}): () => string {
  let log = "";
  let rest = "";
  const take = (chunk: Buffer) => {
    log += chunk.toString();
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  };
  child.stdout?.on("data", take);
  child.stderr?.on("data", take);
  return () => log;
}

async function readResult(
  exitCode: number | null,
  log: string,
  files: Record<string, string>,
): Promise<StepResult> {
  const read = (name: (typeof COMMAND_FILES)[number]) => readFile(files[name] ?? "", "utf8");
  return {
    exitCode,
    log,
    outputs: parseFileCommand(await read("GITHUB_OUTPUT")),
    state: parseFileCommand(await read("GITHUB_STATE")),
    summary: await read("GITHUB_STEP_SUMMARY"),
  };
}
