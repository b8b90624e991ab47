/**
 * One job of a GitHub runner, as far as our actions meet it: starts main, post and the release action as
 * child processes without a shell, gives them inputs and file commands, and reads outputs, state and
 * summary even after a kill.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ActionMetadata,
  RELEASE_DIRECTORY,
  type ReleaseMetadata,
  readActionMetadata,
  readReleaseMetadata,
  repositoryRoot,
} from "./action-metadata.ts";
import { parseFileCommand } from "./file-command.ts";

export interface JobOptions {
  readonly inputs: Readonly<Record<string, string>>;
  /** Stands for `job.check_run_id`; "" as on a runner that does not tell. */
  readonly checkRunId?: string;
  readonly repositoryId?: string;
  readonly runId?: string;
  readonly attempt?: string;
  /** More environment, such as SGPU_CLOCK_RATE and SGPU_HOME; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onLine?: (line: string) => void;
}

export interface StepResult {
  /** Null after a kill. */
  readonly exitCode: number | null;
  /** Everything that the process printed, commands included. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface RunningStep {
  readonly process: ChildProcess;
  readonly done: Promise<StepResult>;
}

const COMMAND_FILES = [
  "GITHUB_OUTPUT",
  "GITHUB_STATE",
  "GITHUB_STEP_SUMMARY",
  "GITHUB_ENV",
] as const;

export class Job {
  readonly temp: string;
  /** What main left for post. */
  state: Readonly<Record<string, string>> = {};
  readonly #options: JobOptions;
  readonly #metadata: ActionMetadata = readActionMetadata();

  private constructor(temp: string, options: JobOptions) {
    this.temp = temp;
    this.#options = options;
  }

  static async start(options: JobOptions): Promise<Job> {
    return new Job(await mkdtemp(join(tmpdir(), "sgpu-job-")), options);
  }

  async end(): Promise<void> {
    await rm(this.temp, { recursive: true, force: true });
  }

  async main(): Promise<StepResult> {
    const step = await this.startMain();
    return step.done;
  }

  /** For a test that kills it or cancels it. */
  async startMain(): Promise<RunningStep> {
    const step = await this.#startStep(this.#metadata.runs.main, this.#inputs(this.#metadata));
    const done = step.done.then((result) => {
      this.state = result.state;
      return result;
    });
    return { ...step, done };
  }

  /** `state` in place of what main left, e.g. none at all. */
  async post(state = this.state): Promise<StepResult> {
    const entries = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]);
    const env = { ...this.#inputs(this.#metadata), ...Object.fromEntries(entries) };
    const step = await this.#startStep(this.#metadata.runs.post, env);
    return step.done;
  }

  /** A step with the release action: with the job's `api-key` and `api-url`, and these inputs. */
  async release(inputs: Readonly<Record<string, string>> = {}): Promise<StepResult> {
    const metadata = readReleaseMetadata();
    const known = Object.entries(this.#options.inputs).filter(([name]) => name in metadata.inputs);
    const all = this.#inputs(metadata, { ...Object.fromEntries(known), ...inputs });
    return (await this.#startStep(join(RELEASE_DIRECTORY, metadata.runs.main), all)).done;
  }

  /** `given`: inputs and state, as variables. */
  async #startStep(script: string, given: Record<string, string>): Promise<RunningStep> {
    const files = await this.#commandFiles();
    const env = { ...baseEnv(), ...this.#jobEnv(), ...given, ...files };
    const child = spawn(process.execPath, [join(repositoryRoot, script)], {
      env: { ...env, ...this.#options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
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
    const { repositoryId = "700001", runId = "9000000001", attempt = "1" } = this.#options;
    return {
      GITHUB_ACTIONS: "true",
      GITHUB_REPOSITORY: "octo-org/octo-repo",
      GITHUB_REPOSITORY_ID: repositoryId,
      GITHUB_RUN_ID: runId,
      GITHUB_RUN_ATTEMPT: attempt,
      RUNNER_TEMP: this.temp,
    };
  }

  /** As the runner does it: every input that has a value, defaults included, blanks to underscores. */
  #inputs(
    metadata: Pick<ActionMetadata | ReleaseMetadata, "inputs">,
    inputs = this.#options.inputs,
  ): Record<string, string> {
    const { checkRunId = "52000000001" } = this.#options;
    const defaults = Object.entries(metadata.inputs).map(
      ([name, input]) => [name, input.default ?? ""] as const,
    );
    const all = { ...Object.fromEntries(defaults), ...inputs };
    const named = Object.entries(all).map(([name, value]) => [
      `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
      value.replaceAll(/\$\{\{\s*job\.check_run_id\s*\}\}/g, checkRunId),
    ]);
    return Object.fromEntries(named);
  }
}

/** Nothing of the surroundings but what programs need to be found and to run. */
function baseEnv(): Record<string, string> {
  const kept = ["PATH", "HOME", "LANG", "TMPDIR", "SystemRoot", "USERPROFILE"];
  return Object.fromEntries(kept.flatMap((name) => [[name, process.env[name] ?? ""]]));
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
