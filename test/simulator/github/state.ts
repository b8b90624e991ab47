/** What GitHub knows, as plain data that is never changed in place: a look at it stays true of its time. */
export type JobStatus =
  | "queued"
  | "waiting"
  | "requested"
  | "pending"
  | "in_progress"
  | "completed";

export type Conclusion =
  | "success"
  | "failure"
  | "cancelled"
  | "skipped"
  | "timed_out"
  | "neutral"
  | "action_required";

/** Times are milliseconds since the epoch. */
export interface Job {
  readonly id: number;
  readonly runId: number;
  readonly attempt: number;
  readonly name: string;
  readonly status: JobStatus;
  readonly conclusion: Conclusion | null;
  /** The same number as `id` on GitHub. */
  readonly checkRunId: number;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
}

export interface Attempt {
  readonly number: number;
  readonly startedAt: number;
  /** Set = the attempt has ended, and only then. */
  readonly completedAt: number | null;
  readonly conclusion: Conclusion | null;
  readonly jobs: readonly Job[];
}

export interface Run {
  readonly id: number;
  readonly repositoryId: number;
  /** The name of the workflow. */
  readonly workflow: string;
  readonly event: string;
  readonly headBranch: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Oldest first, at least one. */
  readonly attempts: readonly Attempt[];
}

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly deleted: boolean;
  /** Whether the token may see it; if not, it is a 404 like one that is not there. */
  readonly accessible: boolean;
  /** `owner/name` in lower case, of before a rename or transfer. */
  readonly formerNames: readonly string[];
}

export interface State {
  readonly repositories: readonly Repository[];
  readonly runs: readonly Run[];
}

export function attemptStatus(attempt: Attempt): JobStatus {
  if (attempt.completedAt !== null) return "completed";
  const statuses = attempt.jobs.map(({ status }) => status);
  if (statuses.includes("in_progress") || statuses.includes("completed")) return "in_progress";
  const [first] = statuses;
  return first !== undefined && statuses.every((status) => status === first) ? first : "queued";
}

export function latestAttempt(run: Run): Attempt {
  const latest = run.attempts.at(-1);
  if (!latest) throw new Error(`Run ${run.id} has no attempt.`);
  return latest;
}

export function jobsOf(run: Run): readonly Job[] {
  return run.attempts.flatMap(({ jobs }) => jobs);
}
