/** An end to waiting: what takes longer is aborted, and given up even when it does not listen. */
import type { Clock } from "@sesterce-gpu/shared";

export interface Deadline {
  readonly clock: Clock;
  readonly afterMs: number;
  /** What is thrown, and given as the reason of the abort, when the time is up. */
  readonly error: Error;
}

export async function withDeadline<T>(
  { clock, afterMs, error }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const done = new AbortController();
  const timeUp = clock.sleep(afterMs, done.signal).then(() => {
    late.abort(error);
    throw error;
  });
  try {
    return await Promise.race([work(late.signal), timeUp]);
  } finally {
    timeUp.catch(() => {});
    done.abort();
  }
}
