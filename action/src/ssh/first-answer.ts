/**
 * Waits until a machine's SSH server answers. Shell over injected clock and probe.
 * Promise: a probe starts every second whatever became of the others, since one that waits on lost
 * packets must not delay the one that would be answered.
 */
import type { Clock, SshAddress } from "@sesterce-gpu/shared";
import type { ProbeLimits } from "./banner.ts";

export interface FirstAnswerDeps {
  readonly clock: Clock;
  readonly banner: (address: SshAddress, limits: ProbeLimits) => Promise<boolean>;
}

const PROBE_EVERY_MS = 1000;
const PROBE_TIMEOUT_MS = 5000;
const PROBES_AT_ONCE = 5;

/** Ends with the first answer; rejects with the reason of an abort. No probe outlives it. */
export async function firstAnswer(
  address: SshAddress,
  { signal, onSilence }: { signal: AbortSignal; onSilence: () => void },
  { clock, banner }: FirstAnswerDeps,
): Promise<void> {
  signal.throwIfAborted();
  const done = new AbortController();
  const limits = { timeoutMs: PROBE_TIMEOUT_MS, signal: AbortSignal.any([signal, done.signal]) };
  const answer = Promise.withResolvers<void>();
  let inFlight = 0;

  const probe = async () => {
    inFlight += 1;
    try {
      if (await banner(address, limits)) answer.resolve();
      else if (!limits.signal.aborted) onSilence();
    } catch (error) {
      answer.reject(error);
    } finally {
      inFlight -= 1;
    }
  };
  const keepProbing = async (): Promise<never> => {
    for (;;) {
      if (inFlight < PROBES_AT_ONCE) void probe();
      await clock.sleep(PROBE_EVERY_MS, limits.signal);
    }
  };

  try {
    await Promise.race([answer.promise, keepProbing()]);
  } finally {
    done.abort();
  }
}
