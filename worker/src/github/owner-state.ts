/**
 * Whether a workflow that leased a machine still lives. `judge` is pure: from what GitHub has answered so far
 * either the state or the next question; `askOwner` asks until there is a state. Ended and missing are only
 * what GitHub itself has said in an answer about this very job, attempt or run; all else keeps the machine.
 */
import { oneLine, type WorkflowOwner } from "@sesterce-gpu/shared";
import type { Attempt, GitHubClient } from "./client.ts";
import { type FaultCode, formatFault, type GitHubFault, type Heard } from "./fault.ts";
import type { Job, LatestRuns, Repository, Run } from "./schemas.ts";

/** The evidence is one line for people. */
export type OwnerState =
  | { readonly kind: "alive"; readonly evidence: string }
  | {
      readonly kind: "ended";
      readonly via: "completed" | "later-attempt";
      readonly evidence: string;
    }
  /** The run is a 404, its repository is not. To be believed on a second look, five minutes later. */
  | { readonly kind: "missing"; readonly evidence: string }
  | {
      readonly kind: "unknown";
      readonly reason: FaultCode | "mismatch";
      readonly evidence: string;
      /** GitHub was in trouble before its turn had come. */
      readonly isUnasked?: boolean;
    };

/** GitHub's answers, in the order in which they are asked for. */
export interface Answers {
  readonly job?: Heard<Job>;
  readonly attempt?: Heard<Attempt>;
  readonly run?: Heard<Run>;
  readonly repository?: Heard<Repository>;
  readonly runs?: Heard<LatestRuns>;
}

export type Question = keyof Answers;

/** Owners with the same key have the same state: one asking will do. */
export const ownerKey = ({ repositoryId, runId, attempt, jobId }: WorkflowOwner): string =>
  [repositoryId, runId, attempt, jobId].join("/");

/** One request as a rule; when things are missing, up to five. */
export async function askOwner(owner: WorkflowOwner, client: GitHubClient): Promise<OwnerState> {
  let answers: Answers = {};
  for (;;) {
    const verdict = judge(owner, answers);
    if (typeof verdict !== "string") return verdict;
    answers = { ...answers, ...(await ask(verdict, owner, client)) };
  }
}

/** The owner's state, or what has to be asked next. */
export function judge(owner: WorkflowOwner, answers: Answers): OwnerState | Question {
  const { job, attempt, run } = answers;
  if (owner.jobId > 0) {
    if (!job) return "job";
    if (!isMissing(job)) return job.ok ? ofJob(owner, job.value) : unknown(job.reason);
    if (!attempt) return "attempt";
    if (!isMissing(attempt))
      return attempt.ok ? ofAttempt(owner, attempt.value) : unknown(attempt.reason);
  }
  if (!run) return "run";
  if (!isMissing(run)) return run.ok ? ofRun(owner, run.value) : unknown(run.reason);
  return ofMissingRun(owner, answers);
}

function ofJob(owner: WorkflowOwner, job: Job): OwnerState {
  const what = `Job ${job.id} (check run ${job.checkRunId}) of run ${job.runId}, attempt ${job.attempt}`;
  const isOurs =
    job.id === owner.jobId &&
    job.checkRunId === owner.jobId &&
    job.runId === owner.runId &&
    job.attempt === owner.attempt;
  return isOurs ? byStatus(what, job) : mismatch(what);
}

/** The job is not there: its attempt speaks for it. */
function ofAttempt(owner: WorkflowOwner, attempt: Attempt): OwnerState {
  const what = `Attempt ${attempt.attempt} of run ${attempt.runId}`;
  const isOurs =
    attempt.runId === owner.runId &&
    attempt.attempt === owner.attempt &&
    isOfRepository(owner, attempt);
  return isOurs ? byStatus(what, attempt) : mismatch(what);
}

function ofRun(owner: WorkflowOwner, run: Run): OwnerState {
  const what = `Run ${run.id}, attempt ${run.attempt}`;
  const isOurs = run.id === owner.runId && isOfRepository(owner, run);
  // An earlier attempt is an answer that lags: its end would not be ours.
  if (!isOurs || run.attempt < owner.attempt) return mismatch(what);
  if (run.attempt === owner.attempt) return byStatus(what, run);
  // A run cannot be rerun before its attempt has ended.
  return { kind: "ended", via: "later-attempt", evidence: said(what, run) };
}

/** The canaries: the same token sees the repository and its runs, so the 404 means this run. */
function ofMissingRun(owner: WorkflowOwner, { repository, runs }: Answers): OwnerState | Question {
  if (!repository) return "repository";
  if (!repository.ok) return unknown(repository.reason);
  const { id, fullName } = repository.value;
  if (id !== owner.repositoryId) return mismatch(`Repository ${id} (${fullName})`);
  if (!runs) return "runs";
  if (!runs.ok) return unknown(runs.reason);
  if (runs.value.ids.includes(owner.runId)) return mismatch(`A list with run ${owner.runId}`);
  const evidence = `Run ${owner.runId} is a 404, while ${fullName} (${id}) and its runs are there.`;
  return { kind: "missing", evidence };
}

interface Standing {
  readonly status: string;
  readonly conclusion: string | null;
}

/** Anything but `completed`, words included that GitHub has yet to invent, is life. */
const byStatus = (what: string, standing: Standing): OwnerState =>
  standing.status === "completed"
    ? { kind: "ended", via: "completed", evidence: said(what, standing) }
    : { kind: "alive", evidence: said(what, standing) };

const said = (what: string, { status, conclusion }: Standing): string =>
  oneLine(`${what}: ${status}${conclusion === null ? "" : ` (${conclusion})`}.`);

const mismatch = (what: string): OwnerState => ({
  kind: "unknown",
  reason: "mismatch",
  evidence: `${what}: GitHub's answer is not what the machine's name says.`,
});

const unknown = (fault: GitHubFault): OwnerState => ({
  kind: "unknown",
  reason: fault.code,
  evidence: formatFault(fault),
});

const isMissing = (heard: Heard<unknown>): boolean =>
  !heard.ok && heard.reason.code === "not-found";

const isOfRepository = (owner: WorkflowOwner, told: { repositoryId: number | null }): boolean =>
  told.repositoryId === null || told.repositoryId === owner.repositoryId;

// A second look at what a cache keeps would be the first look again.
const UNCACHED = { uncached: true };

async function ask(
  question: Question,
  owner: WorkflowOwner,
  client: GitHubClient,
): Promise<Answers> {
  switch (question) {
    case "job":
      return { job: await client.job(owner, UNCACHED) };
    case "attempt":
      return { attempt: await client.attempt(owner, owner.attempt, UNCACHED) };
    case "run":
      return { run: await client.run(owner, UNCACHED) };
    case "repository":
      return { repository: await client.repository(owner.repositoryId, UNCACHED) };
    case "runs":
      return { runs: await client.latestRuns(owner.repositoryId, UNCACHED) };
  }
}
