/** How runs and jobs start and end. Pure: each step makes a new run of the old one. */
import type { Attempt, Conclusion, Job, JobStatus, Run } from "./state.ts";
import { latestAttempt } from "./state.ts";

export interface StartJob {
  readonly name: string;
  readonly id?: number;
  /** The same as `id` unless a test wants it otherwise. */
  readonly checkRunId?: number;
  readonly status?: Exclude<JobStatus, "completed">;
}

export interface StartRun {
  /** The repository's id. */
  readonly repository: number;
  /** A name stands for a job in progress; one job unless told. */
  readonly jobs?: readonly (string | StartJob)[];
  readonly id?: number;
  readonly workflow?: string;
  readonly event?: string;
  readonly headBranch?: string;
}

export interface Minting {
  mintJobId(): number;
  now(): number;
}

export function runOf(start: StartRun & { readonly id: number }, minting: Minting): Run {
  const { id, repository, jobs = ["train"], ...rest } = start;
  const now = minting.now();
  return {
    id,
    repositoryId: repository,
    workflow: "CI",
    event: "push",
    headBranch: "main",
    ...rest,
    createdAt: now,
    updatedAt: now,
    attempts: [startedAttempt(id, 1, jobs, minting)],
  };
}

export function startedAttempt(
  runId: number,
  number: number,
  jobs: readonly (string | StartJob)[],
  minting: Minting,
): Attempt {
  const startedAt = minting.now();
  const started = jobs.map((job) => {
    const {
      name,
      id = minting.mintJobId(),
      ...rest
    } = typeof job === "string" ? { name: job } : job;
    const { checkRunId = id, status = "in_progress" } = rest;
    const times = { createdAt: startedAt, startedAt: null, completedAt: null };
    const blank = { id, runId, attempt: number, name, checkRunId, conclusion: null, ...times };
    return moved({ ...blank, status }, { status }, startedAt);
  });
  return { number, startedAt, completedAt: null, conclusion: null, jobs: started };
}

/** Changes one job, of whichever attempt; an attempt whose jobs have all completed has ended. */
export function withJob(run: Run, jobId: number, change: Change, now: number): Run {
  const attempts = run.attempts.map((attempt) => {
    if (!attempt.jobs.some(({ id }) => id === jobId)) return attempt;
    if (attempt.completedAt !== null) throw new Error(`The attempt of job ${jobId} has ended.`);
    const jobs = attempt.jobs.map((job) => (job.id === jobId ? moved(job, change, now) : job));
    const hasEnded = jobs.every(({ status }) => status === "completed");
    return hasEnded ? ended({ ...attempt, jobs }, overall(jobs), now) : { ...attempt, jobs };
  });
  return { ...run, attempts };
}

/** Ends the latest attempt and its open jobs. */
export function completed(run: Run, conclusion: Conclusion, now: number): Run {
  const latest = latestAttempt(run);
  if (latest.completedAt !== null) throw new Error(`Run ${run.id} has already ended.`);
  const end: Change = { status: "completed", conclusion };
  const jobs = latest.jobs.map((job) => (job.status === "completed" ? job : moved(job, end, now)));
  return {
    ...run,
    attempts: [...run.attempts.slice(0, -1), ended({ ...latest, jobs }, conclusion, now)],
  };
}

export function cancelled(run: Run, now: number): Run {
  return completed(run, "cancelled", now);
}

type Change = Pick<Job, "status"> & Partial<Job>;

function moved(job: Job, change: Change, now: number): Job {
  const hasStarted = change.status === "in_progress" || change.status === "completed";
  return {
    ...job,
    ...change,
    startedAt: job.startedAt ?? (hasStarted ? now : null),
    completedAt: change.status === "completed" ? now : null,
  };
}

function ended(attempt: Attempt, conclusion: Conclusion, now: number): Attempt {
  return { ...attempt, conclusion, completedAt: now };
}

/** As GitHub concludes a run from its jobs, roughly: the worst of them. */
function overall(jobs: readonly Job[]): Conclusion {
  const found = jobs.map(({ conclusion }) => conclusion);
  if (found.includes("failure") || found.includes("timed_out")) return "failure";
  return found.includes("cancelled") ? "cancelled" : "success";
}
