/**
 * What a fault is: a name, a line of documentation, the operations that it can meet, and hooks into
 * the handling of one request. Parameters of every fault are typed here, in one place.
 */
import type { ConnectionCode } from "../../connection.ts";
import type { Call, Operation } from "../call.ts";
import type { GitHub } from "../github.ts";

export interface FaultParams {
  "not-found": object;
  unauthorized: object;
  forbidden: { message?: string };
  "secondary-limit": { status?: 403 | 429; retryAfter?: number | string | null };
  "quota-low": { remaining?: number };
  unavailable: { status?: number };
  hang: { ms?: number };
  network: { code?: ConnectionCode };
  html: { status?: number };
  "cut-json": { keep?: number };
  "other-id": { id?: number };
  "job-of-another-run": { runId?: number };
  "other-check-run": { checkRunId?: number };
  stale: { ms?: number };
}
export type FaultName = keyof FaultParams;

export interface Hooks {
  /** More conditions on the request; the fault waits for one that fulfils them. */
  applies?(call: Call): boolean;
  /** Answers instead of GitHub; undefined = carry on. */
  before?(call: Call, github: GitHub): Response | undefined | Promise<Response | undefined>;
  /** Changes GitHub's answer. */
  after?(call: Call, answer: Response): Response | Promise<Response>;
}

export interface FaultDefinition<P> {
  /** What it does, in one line. */
  readonly doc: string;
  /** Its parameters with their defaults, for the README. */
  readonly params: string;
  readonly on: readonly Operation[];
  script(params: P): Hooks;
}

export type Registry<N extends FaultName = FaultName> = {
  readonly [K in N]: FaultDefinition<FaultParams[K]>;
};

/** Those that read of a repository. */
export const READS: readonly Operation[] = [
  "repository",
  "runs",
  "run",
  "attempt",
  "attempt-jobs",
  "job",
];

/** Those of an app, with its JWT. */
export const APP_OPERATIONS: readonly Operation[] = [
  "installation-token",
  "app",
  "app-installation",
  "app-hook",
];

export const EVERY_OPERATION: readonly Operation[] = [...READS, ...APP_OPERATIONS, "rate-limit"];
