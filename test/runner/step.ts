/** A job and its steps as tests see them, whether the steps are processes or run in virtual time. */
import type { ActionMetadata, ReleaseMetadata } from "./action-metadata.ts";

export interface JobOptions {
  readonly inputs: Readonly<Record<string, string>>;
  /** Stands for `job.check_run_id`; "" as on a runner that does not tell. */
  readonly checkRunId?: string;
  readonly repositoryId?: string;
  readonly runId?: string;
  readonly attempt?: string;
  readonly onLine?: (line: string) => void;
}

export interface StepResult {
  /** Null after a kill. */
  readonly exitCode: number | null;
  /** Everything that the step printed, commands included. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
}

export type StepSignal = "SIGINT" | "SIGTERM" | "SIGKILL";

export interface StepProcess {
  /** Null until it has ended by itself. */
  readonly exitCode: number | null;
  kill(signal: StepSignal): boolean;
}

export interface RunningStep<P extends StepProcess = StepProcess> {
  readonly process: P;
  readonly done: Promise<StepResult>;
}

export interface ActionJob {
  /** RUNNER_TEMP */
  readonly temp: string;
  /** What main left for post. */
  readonly state: Readonly<Record<string, string>>;
  main(): Promise<StepResult>;
  /** For a test that kills it or cancels it. */
  startMain(): Promise<RunningStep>;
  /** `state` in place of what main left, e.g. none at all. */
  post(state?: Readonly<Record<string, string>>): Promise<StepResult>;
  /** A step with the release action: with the job's `api-key` and `api-url`, and these inputs. */
  release(inputs?: Readonly<Record<string, string>>): Promise<StepResult>;
  end(): Promise<void>;
}

/** Whose job it is; all as the runner writes it into the environment. */
export const identityOf = ({
  repositoryId = "700001",
  runId = "9000000001",
  attempt = "1",
}: JobOptions) => ({ repositoryId, runId, attempt });

type Inputs = Readonly<Record<string, string>>;

/** As the runner does it: every input that has a value, defaults included, blanks to underscores. */
export function inputVariables(
  { inputs: known }: Pick<ActionMetadata | ReleaseMetadata, "inputs">,
  { inputs, checkRunId = "52000000001" }: Pick<JobOptions, "inputs" | "checkRunId">,
): Record<string, string> {
  const defaults = Object.entries(known).map(([name, input]) => [name, input.default ?? ""]);
  const all: Inputs = { ...Object.fromEntries(defaults), ...inputs };
  const named = Object.entries(all).map(([name, value]) => [
    `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
    value.replaceAll(/\$\{\{\s*job\.check_run_id\s*\}\}/g, checkRunId),
  ]);
  return Object.fromEntries(named);
}

/** What a step with the release action gets of a job: the inputs that it knows, and its own. */
export function releaseInputs(
  { inputs: known }: ReleaseMetadata,
  ofJob: Inputs,
  own: Inputs,
): Inputs {
  const shared = Object.entries(ofJob).filter(([name]) => name in known);
  return { ...Object.fromEntries(shared), ...own };
}
