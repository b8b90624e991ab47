/**
 * What a step run in this process has of a process of its own: it lives as long as it waits for something, and
 * once it is killed nothing that it had begun goes on: its promises never settle.
 */
import type { Clock } from "@sesterce-gpu/shared";
import type { StepProcess, StepSignal } from "./step.ts";

export class VirtualProcess implements StepProcess {
  exitCode: number | null = null;
  /** Aborted when it has gone: whoever it talks to sees the connection close. */
  readonly gone: AbortSignal;
  readonly #gone = new AbortController();
  readonly #waits = new Set<Promise<unknown>>();
  #onSignal: ((signal: StepSignal) => void) | undefined;

  constructor() {
    this.gone = this.#gone.signal;
  }

  /** In place of dying of SIGINT and SIGTERM. */
  onSignal(act: (signal: StepSignal) => void): void {
    this.#onSignal = act;
  }

  /** False when there is nobody to get the signal any more. */
  kill(signal: StepSignal): boolean {
    if (this.gone.aborted) return false;
    if (signal === "SIGKILL" || !this.#onSignal) this.#gone.abort();
    else this.#onSignal(signal);
    return true;
  }

  /** Settles as the work does, unless the process is killed before. */
  wait<T>(work: Promise<T>): Promise<T> {
    const waited = new Promise<T>((resolve, reject) => {
      work.then(
        (value) => this.gone.aborted || resolve(value),
        (error: unknown) => this.gone.aborted || reject(error),
      );
    });
    this.#waits.add(waited);
    const forget = () => void this.#waits.delete(waited);
    waited.then(forget, forget);
    return waited;
  }

  clockOf(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      sleep: (ms, signal) => this.wait(clock.sleep(ms, signal)),
    };
  }

  /** Runs the program to its end, and gives its exit code; null when it was killed. */
  async run(program: () => Promise<number>): Promise<number | null> {
    const killed = new Promise<null>((resolve) => {
      this.gone.addEventListener("abort", () => resolve(null));
    });
    const ended = program().then(async (code) => {
      while (this.#waits.size > 0) await Promise.allSettled(this.#waits);
      return code;
    });
    const exitCode = await Promise.race([ended, killed]);
    this.exitCode = exitCode;
    this.#gone.abort();
    return exitCode;
  }
}
