/**
 * What happens on GitHub while nobody asks: runs start, jobs end, repositories are renamed. Ids are
 * minted in order and the same in every run of a test; an unknown id throws.
 */
import type { Clock } from "@sesterce-gpu/shared";
import { cancelled, completed, runOf, type StartRun, startedAttempt, withJob } from "./run-life.ts";
import type { Conclusion, Job, JobStatus, Repository, Run } from "./state.ts";
import { latestAttempt } from "./state.ts";
import type { Store } from "./store.ts";

export interface AddRepository {
  readonly id?: number;
  readonly owner?: string;
  readonly name?: string;
  readonly isPrivate?: boolean;
}

export class World {
  readonly #store: Store;
  readonly #clock: Clock;
  #repositories = 0;
  #runs = 0;
  #jobs = 0;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  addRepository(repository: AddRepository = {}): Repository {
    this.#repositories += 1;
    const defaults = { id: 700_000_000 + this.#repositories, owner: "acme", isPrivate: true };
    const name = `repository-${this.#repositories}`;
    const state = { deleted: false, accessible: true, formerNames: [] };
    const added: Repository = { ...defaults, name, ...repository, ...state };
    this.#store.update((before) => ({
      ...before,
      repositories: [...before.repositories, added],
    }));
    return added;
  }

  /** Its jobs are in progress unless told otherwise; `repository` is an id. */
  startRun(start: StartRun): Run {
    this.#runs += 1;
    const { id } = this.#store.repository(start.repository);
    const run = runOf({ id: 18_000_000_000 + this.#runs, ...start, repository: id }, this.#minting);
    this.#store.update((before) => ({ ...before, runs: [...before.runs, run] }));
    return run;
  }

  /** The way back from `completed` is `rerun`. */
  setJob(jobId: number, status: Exclude<JobStatus, "completed">): Job {
    return this.#changeJob(jobId, { status });
  }

  /** With its last open job the attempt has ended. */
  completeJob(jobId: number, conclusion: Conclusion = "success"): Job {
    return this.#changeJob(jobId, { status: "completed", conclusion });
  }

  /** Ends every open job of the latest attempt likewise. */
  completeRun(runId: number, conclusion: Conclusion = "success"): Run {
    return this.#changeRun(runId, (run, now) => completed(run, conclusion, now));
  }

  cancel(runId: number): Run {
    return this.#changeRun(runId, cancelled);
  }

  /** A new attempt with jobs of the same names and ids of their own. An open attempt cannot be rerun. */
  rerun(runId: number): Run {
    return this.#changeRun(runId, (run) => {
      const { jobs, number, completedAt } = latestAttempt(run);
      if (completedAt === null) throw new Error(`Run ${runId} has not ended: it cannot be rerun.`);
      const again = jobs.map(({ name }) => name);
      const attempt = startedAttempt(runId, number + 1, again, this.#minting);
      return { ...run, attempts: [...run.attempts, attempt] };
    });
  }

  deleteRun(runId: number): void {
    this.#store.run(runId);
    this.#store.update((before) => ({
      ...before,
      runs: before.runs.filter(({ id }) => id !== runId),
    }));
  }

  /** A new name, a new owner or both; the old one redirects until another repository takes it. */
  rename(
    repositoryId: number,
    to: { readonly owner?: string; readonly name?: string },
  ): Repository {
    return this.#changeRepository(repositoryId, (before) => ({
      ...to,
      formerNames: [...before.formerNames, `${before.owner}/${before.name}`.toLowerCase()],
    }));
  }

  removeAccess(repositoryId: number): Repository {
    return this.#changeRepository(repositoryId, () => ({ accessible: false }));
  }

  restoreAccess(repositoryId: number): Repository {
    return this.#changeRepository(repositoryId, () => ({ accessible: true }));
  }

  deleteRepository(repositoryId: number): Repository {
    return this.#changeRepository(repositoryId, () => ({ deleted: true }));
  }

  readonly #minting = {
    mintJobId: () => 52_000_000_000 + ++this.#jobs,
    now: () => this.#clock.now(),
  };

  #changeJob(jobId: number, change: Pick<Job, "status"> & Partial<Job>): Job {
    const { runId } = this.#store.job(jobId);
    this.#changeRun(runId, (run, now) => withJob(run, jobId, change, now));
    return this.#store.job(jobId);
  }

  #changeRun(runId: number, change: (run: Run, now: number) => Run): Run {
    const now = this.#clock.now();
    const changed = { ...change(this.#store.run(runId), now), updatedAt: now };
    this.#store.update((before) => ({
      ...before,
      runs: before.runs.map((run) => (run.id === runId ? changed : run)),
    }));
    return changed;
  }

  #changeRepository(id: number, change: (before: Repository) => Partial<Repository>): Repository {
    const before = this.#store.repository(id);
    const changed = { ...before, ...change(before) };
    this.#store.update((state) => ({
      ...state,
      repositories: state.repositories.map((other) => (other.id === id ? changed : other)),
    }));
    return changed;
  }
}
