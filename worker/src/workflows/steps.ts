/**
 * The steps of a Workflow as a port: what was done once is not done again, its result is kept. All time, randomness
 * and requests are inside of steps, since the code around them is run again from its beginning after each stop.
 */
import type { WorkflowStepConfig } from "cloudflare:workers";
import { fail, ok, type Result } from "@sesterce-gpu/shared";

export interface Steps {
  /**
   * Does it once, or gives what was kept; a failure is the last try's, and is kept, too. A step that was begun and
   * not kept is begun again after a stop, whatever its tries: what must not happen twice asks D1 itself.
   * Throws when the engine stops the whole run, which must then end at once.
   */
  do<T>(name: string, tries: Tries, work: () => Promise<T>): Promise<Result<T, StepFailure>>;
  sleep(name: string, ms: number): Promise<void>;
}

export interface StepFailure {
  /** Of the last try; for the log. */
  readonly message: string;
}

export interface Tries {
  /** After the first. */
  readonly retries: number;
  readonly delayMs: number;
}

/** What must not be repeated by the engine, or answers with values whatever happens. */
export const ONCE: Tries = { retries: 0, delayMs: 0 };
/** D1, which is near. */
export const STORE: Tries = { retries: 5, delayMs: 1_000 };

const TIMEOUT_MS = 120_000;

/** Nothing but its text tells it from a step that failed. Source: cloudflare/workers-sdk, packages/workflows-shared. */
const STOPPED = /^Aborting engine:/;

/** The engine pauses, ends or moves the run: what goes on now would act behind its back. */
export const isStop = (error: unknown): boolean => STOPPED.test(messageOf(error));

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Of `WorkflowStep`, what we use. */
export interface EngineStep {
  do(name: string, config: WorkflowStepConfig, work: () => Promise<string>): Promise<string>;
  sleep(name: string, ms: number): Promise<void>;
}

export function stepsOf(step: EngineStep): Steps {
  return {
    async do<T>(name: string, tries: Tries, work: () => Promise<T>) {
      const retries = {
        limit: tries.retries,
        delay: tries.delayMs,
        backoff: "exponential",
      } as const;
      const config = { retries, timeout: TIMEOUT_MS };
      try {
        // Text, so that what is kept is what JSON makes of it, and of one type.
        const kept = await step.do(name, config, async () =>
          JSON.stringify({ value: await work() }),
        );
        const { value }: { value: T } = JSON.parse(kept);
        return ok(value);
      } catch (error) {
        if (isStop(error)) throw error;
        return fail({ message: messageOf(error) });
      }
    },
    sleep: (name, ms) => step.sleep(name, ms),
  };
}
