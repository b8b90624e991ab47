/** The figures that the reaper decides by. Times in milliseconds. */
import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";

export const POLICY = {
  /** A person is warned so long before a lease ends. */
  warningMs: 10 * MINUTE_MS,
  /** An end of which nobody could be told waits at most so long. */
  untoldEndMs: 15 * MINUTE_MS,
  /** A machine in `error` whose owner lives may be mended or given back by its owner until it is so old. */
  errorMs: 30 * MINUTE_MS,
  /** Two looks that find no run must lie so far apart. */
  missingRecheckMs: 5 * MINUTE_MS,
  /** An owner that stays unknown is told of, the first time and the second. */
  escalationsMs: [30 * MINUTE_MS, 2 * HOUR_MS],
  /** A deletion that takes longer is told of. */
  deletingMs: 20 * MINUTE_MS,
  /** No machine of ours outlives the longest lifetime by more than an hour: time to tell, and to end it, included. */
  overLifetimeMs: 40 * MINUTE_MS,
  /** Of inferred ends so many a tick, or the share of all of ours, whichever is more. */
  burst: { least: 3, share: 0.3 },
  /** A list with less than this share of the last good one is suspicious, when that had so many at least. */
  shrunk: { least: 5, share: 0.5 },
  /** Longer without a sweep, and extensions may have been lost. */
  gapMs: 15 * MINUTE_MS,
  /** An approval is asked for again after so long. */
  askedAgainMs: HOUR_MS,
} as const;
