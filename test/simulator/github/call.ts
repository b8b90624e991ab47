/** One request as the simulated GitHub sees it: its path read once, and what it is about looked up. */
import type { Attempt, Job, Repository, Run, State } from "./state.ts";
import { jobsOf } from "./state.ts";
import { findRepository } from "./store.ts";

export type Operation =
  | "repository"
  | "runs"
  | "run"
  | "attempt"
  | "attempt-jobs"
  | "job"
  | "installation-token"
  | "app"
  | "app-installation"
  | "app-hook"
  | "rate-limit";

/** What the path names, undecided whether it is there. */
export interface Address {
  readonly repositoryId?: string;
  readonly owner?: string;
  readonly name?: string;
  readonly run?: string;
  readonly attempt?: string;
  readonly job?: string;
  readonly installation?: string;
}

/** What the path names, as far as it is there and the token may see it. */
export interface Targets {
  readonly repository?: Repository;
  /** The repository bears another name now. */
  readonly isFormerName?: boolean;
  readonly run?: Run;
  readonly attempt?: Attempt;
  readonly job?: Job;
}

export interface Call {
  readonly operation: Operation;
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly address: Address;
  /** As of now; see the fault `stale`. */
  readonly targets: Targets;
  readonly state: State;
  /** The clock, on arrival. */
  readonly now: number;
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal;
}

export function targetsIn(state: State, address: Address): Targets {
  const repository = findAddressed(state, address);
  if (!repository || repository.deleted || !repository.accessible) return {};
  const { owner, name } = address;
  const isFormerName = owner !== undefined && !isNamed(repository, fullName(owner, name));
  const [runId, jobId] = [idIn(address.run), idIn(address.job)];
  // The latest first: they are what is asked for most.
  const run = state.runs.findLast(
    (one) =>
      one.repositoryId === repository.id &&
      (one.id === runId || (jobId !== null && hasJob(one, jobId))),
  );
  const job = run && jobsOf(run).find(({ id }) => id === jobId);
  const attempt = run?.attempts.find(({ number }) => String(number) === address.attempt);
  return {
    repository,
    isFormerName,
    ...(run && { run }),
    ...(job && { job }),
    ...(attempt && { attempt }),
  };
}

const hasJob = (run: Run, jobId: number): boolean =>
  run.attempts.some(({ jobs }) => jobs.some(({ id }) => id === jobId));

/** Null: no number, or not written as GitHub writes it. */
function idIn(text: string | undefined): number | null {
  const id = Number(text);
  return String(id) === text ? id : null;
}

/** A name that somebody bears now goes before one that somebody bore. */
function findAddressed(state: State, { repositoryId, owner, name }: Address) {
  if (owner === undefined) return findRepository(state, Number(repositoryId));
  const wanted = fullName(owner, name);
  return (
    state.repositories.find((other) => !other.deleted && isNamed(other, wanted)) ??
    state.repositories.find(({ formerNames }) => formerNames.includes(wanted))
  );
}

function isNamed({ owner, name }: Repository, wanted: string): boolean {
  return fullName(owner, name) === wanted;
}

/** GitHub does not tell upper from lower case in names. */
function fullName(owner: string, name = ""): string {
  return `${owner}/${name}`.toLowerCase();
}
