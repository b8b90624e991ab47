/**
 * Virtual time for tests and benchmarks: sleepers wake when the test says so, not when the wall
 * clock does, so hours of provisioning take milliseconds. Runs in Node and in workerd.
 *
 *   const clock = new VirtualClock();
 *   const machine = await clock.run(provision({ clock, fetch: simulator.fetch }));
 */
import type { Clock } from "@sesterce-gpu/shared";
import { macrotask, turnInProcess } from "./turns.ts";

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** Work gets this many macrotasks to settle in before time moves on … */
const SETTLE_ROUNDS = 2;
/** … and many microtasks before each. */
const MICROTASKS_PER_ROUND = 100;
/** With nothing scheduled at all: rounds of 2 ms each for work on real threads (crypto, sockets). */
const PATIENCE_ROUNDS = 400;

/** Files, a database. */
export interface Elsewhere {
  isBusy(): boolean;
  /** How much has begun and ended so far, where that is known. */
  readonly changes?: number;
  /** Resolves when it is worth asking again. */
  pause(): Promise<void>;
}

export interface VirtualClockOptions {
  /**
   * Whether the work is all in this process, but for what goes on `elsewhere`: then time waits for one
   * `turnInProcess`, and not for macrotasks.
   */
  readonly isInProcess?: boolean;
  /** Work for which time has to wait. */
  readonly elsewhere?: Elsewhere;
  /** Rounds with nothing scheduled, before it throws. */
  readonly patience?: number;
}

export class VirtualClock implements Clock {
  #now: number;
  readonly #patience: number;
  #sleepers: Sleeper[] = [];
  readonly #elsewhere: Elsewhere | undefined;
  readonly #isInProcess: boolean;

  constructor(startMs: number = Date.UTC(2026, 0, 1, 12), options: VirtualClockOptions = {}) {
    const { elsewhere, isInProcess = false, patience = PATIENCE_ROUNDS } = options;
    this.#now = startMs;
    this.#isInProcess = isInProcess;
    this.#elsewhere = elsewhere;
    this.#patience = patience;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        at: this.#now + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#schedule(sleeper);
    });
  }

  /** Moves time on by `ms`, waking sleepers in order and letting each get on with its work. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.#settle();
    for (let next = this.#sleepers[0]; next && next.at <= end; next = this.#sleepers[0]) {
      this.#jumpTo(next.at);
      await this.#settle();
    }
    this.#now = end;
  }

  /**
   * Drives time until `work` settles, and settles likewise: whenever the work in process is idle,
   * time jumps to the next sleeper. Throws when nothing is scheduled and the work still hangs.
   */
  async run<T>(work: Promise<T> | (() => Promise<T>)): Promise<T> {
    let isSettled = false;
    const promise = typeof work === "function" ? work() : work;
    const watched = promise.finally(() => {
      isSettled = true;
    });
    watched.catch(() => {}); // the caller gets the rejection from the return below
    let idleRounds = 0;
    while (!isSettled) {
      await this.#settle(() => isSettled);
      if (isSettled) break;
      const next = this.#sleepers[0];
      if (next) this.#jumpTo(next.at);
      else if (idleRounds++ < this.#patience) await realPause();
      else throw new Error(`${this.#stuck()}: the work waits for something that never comes.`);
      if (next) idleRounds = 0;
    }
    return watched;
  }

  async #settle(isDone: () => boolean = () => false): Promise<void> {
    const isBusy = () => this.#elsewhere?.isBusy() ?? false;
    let before: number | undefined;
    do {
      if (!this.#isInProcess) await microtasks(isDone);
      while (!isDone() && isBusy()) {
        await this.#elsewhere?.pause();
        if (!this.#isInProcess) await microtasks(isDone);
      }
      before = this.#elsewhere?.changes;
      // A turn comes after all microtasks: whoever is busy then need not be waited for here.
      if (this.#isInProcess) await turnInProcess(() => isDone() || isBusy());
      else await this.#rounds(isDone);
      // What has begun and ended within the turn has work that goes on after it.
    } while (!isDone() && (isBusy() || this.#elsewhere?.changes !== before));
  }

  async #rounds(isDone: () => boolean): Promise<void> {
    for (let round = 0; round < SETTLE_ROUNDS && !isDone(); round++) {
      await microtasks(isDone);
      if (!isDone()) await macrotask();
    }
  }

  #schedule(sleeper: Sleeper): void {
    const later = this.#sleepers.findIndex((other) => other.at > sleeper.at);
    this.#sleepers.splice(later === -1 ? this.#sleepers.length : later, 0, sleeper);
  }

  #jumpTo(at: number): void {
    this.#now = Math.max(this.#now, at);
    const due = this.#sleepers.filter((sleeper) => sleeper.at <= this.#now);
    this.#sleepers = this.#sleepers.slice(due.length);
    for (const sleeper of due) sleeper.wake();
  }

  #stuck(): string {
    return `Nothing is scheduled on the virtual clock at ${new Date(this.#now).toISOString()}`;
  }
}

async function microtasks(isDone: () => boolean): Promise<void> {
  for (let hop = 0; hop < MICROTASKS_PER_ROUND && !isDone(); hop++) await null;
}

const realPause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));
