/**
 * A clock that runs faster than the wall's, so that end-to-end tests of the bundled action need not wait.
 * Set by the environment variable SGPU_CLOCK_RATE, for tests only: 10 makes 5 s pass in half a second.
 */
import type { Clock } from "@sesterce-gpu/shared";

export function scaledClock(clock: Clock, rate: number): Clock {
  if (!(rate > 1 && rate <= 100)) return clock;
  const startedAt = clock.now();
  return {
    now: () => startedAt + (clock.now() - startedAt) * rate,
    sleep: (ms, signal) => clock.sleep(ms / rate, signal),
  };
}
