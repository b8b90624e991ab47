/** The state now and as it was: every change is kept with its time, so that an answer can be stale. */
import type { Clock } from "@sesterce-gpu/shared";
import type { Job, Repository, Run, State } from "./state.ts";
import { jobsOf } from "./state.ts";

export class Store {
  readonly #clock: Clock;
  #past: { readonly at: number; readonly state: State }[] = [];
  #state: State = { repositories: [], runs: [] };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get state(): State {
    return this.#state;
  }

  /** What was true at `time`; before the first change, nothing was there. */
  at(time: number): State {
    const last = this.#past.findLast(({ at }) => at <= time);
    return last?.state ?? { repositories: [], runs: [] };
  }

  update(change: (state: State) => State): void {
    this.#state = change(this.#state);
    this.#past.push({ at: this.#clock.now(), state: this.#state });
  }

  /** What is true now has been true for ever. */
  forgetPast(): void {
    this.#past = [{ at: Number.NEGATIVE_INFINITY, state: this.#state }];
  }

  /** Throws for an id that is not there: a mistake in the test. */
  repository(id: number): Repository {
    return found(`repository ${id}`, findRepository(this.#state, id));
  }

  run(id: number): Run {
    return found(`run ${id}`, findRun(this.#state, id));
  }

  job(id: number): Job {
    return found(`job ${id}`, findJob(this.#state, id));
  }
}

export function findRepository(state: State, id: number): Repository | undefined {
  return state.repositories.find((repository) => repository.id === id);
}

export function findRun(state: State, id: number): Run | undefined {
  return state.runs.findLast((run) => run.id === id);
}

export function findJob(state: State, id: number): Job | undefined {
  const run = state.runs.findLast((one) => jobsOf(one).some((job) => job.id === id));
  return run && jobsOf(run).find((job) => job.id === id);
}

function found<T>(what: string, thing: T | undefined): T {
  if (thing === undefined) throw new Error(`The simulated GitHub has no ${what}.`);
  return thing;
}
