/**
 * What is to happen in the simulated week, drawn from a seed before it begins: runs with their attempts, and the
 * troubles of the three ends. Pure. Times are milliseconds from the week's begin.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@sesterce-gpu/shared";
import { type Dice, diceOf } from "./dice.ts";

export interface Window {
  readonly from: number;
  readonly until: number;
}

export interface Troubles {
  /** GitHub's API answers 503, and its webhooks are lost. */
  readonly github: Window;
  /** Sesterce's API answers 503: no machine can be rented, listed or deleted. */
  readonly sesterce: Window;
  /** At `until` the Worker's database is again what it was at `from`. */
  readonly restore: Window;
}

export interface PlannedAttempt {
  /** After the run's begin, or the end of the attempt before. */
  readonly afterMs: number;
  readonly durationMs: number;
  readonly conclusion: "success" | "failure" | "cancelled";
  /** False: the runner was lost, and nobody deletes the machine. */
  readonly hasPost: boolean;
  readonly isWebhookLost: boolean;
  readonly webhookAfterMs: number;
  /** GitHub sends its *completed* again, so long after its end. */
  readonly resentAfterMs: readonly number[];
  readonly lifetimeMs: number;
  /** The runner does not tell the job: the lease belongs to the whole run. */
  readonly isOfRun: boolean;
  /** `instanceId` and region of a sample offer. */
  readonly offer: readonly [instanceId: string, region: string];
}

export interface PlannedRun {
  readonly startsAt: number;
  /** At least one; each but the first is a re-run. */
  readonly attempts: readonly PlannedAttempt[];
}

export interface Scenario {
  readonly runs: readonly PlannedRun[];
  readonly troubles: Troubles;
  /** The last tick. */
  readonly lengthMs: number;
}

/** Of attempts. */
export interface Shares {
  readonly postMissing: number;
  readonly webhookLost: number;
  /** Those that run longer than their lease, of those that could. */
  readonly overLease: number;
}

export interface Size {
  readonly seed: number;
  readonly runs: number;
  readonly shares: Shares;
  /** Runs begin until then. */
  readonly startsUntilMs: number;
  readonly lengthMs: number;
  readonly runMinutes: readonly [least: number, most: number];
  readonly troubles: Troubles;
}

export const WEEK: Size = {
  seed: 7,
  runs: 5_000,
  shares: { postMissing: 0.05, webhookLost: 0.2, overLease: 0.03 },
  startsUntilMs: 7 * DAY_MS - 5 * HOUR_MS,
  lengthMs: 7 * DAY_MS,
  runMinutes: [5, 240],
  troubles: {
    github: { from: 30 * HOUR_MS, until: 32 * HOUR_MS },
    sesterce: { from: 75 * HOUR_MS, until: 76 * HOUR_MS },
    restore: { from: 124 * HOUR_MS, until: 130 * HOUR_MS },
  },
};

/** Each trouble once, as short as the reaper still takes it for a gap; an hour of runs, and until the last has ended. */
export const HOUR: Size = {
  seed: 1,
  runs: 70,
  // More of what is rare: it is to happen in an hour.
  shares: { postMissing: 0.3, webhookLost: 0.4, overLease: 0.4 },
  startsUntilMs: 60 * MINUTE_MS,
  lengthMs: 110 * MINUTE_MS,
  runMinutes: [5, 40],
  troubles: {
    github: { from: 7 * MINUTE_MS, until: 13 * MINUTE_MS },
    sesterce: { from: 15 * MINUTE_MS, until: 31 * MINUTE_MS },
    restore: { from: 14.5 * MINUTE_MS, until: 34.5 * MINUTE_MS },
  },
};

/** Likewise, whatever the size. */
const SHARES = {
  rerun: 0.1,
  cancelled: 0.1,
  failed: 0.1,
  ofRun: 0.1,
};

type Offer = PlannedAttempt["offer"];

const ONE_GPU: readonly Offer[] = [
  ["H100_sxm5", "dallas-usa-3"],
  ["A100_80G", "paris-france-1"],
  ["L40S", "oslo-norway-1"],
];
const TWO_GPUS: readonly Offer[] = [
  ["H100_pcie_vmx2", "paris-france-1"],
  ["A100_80Gx2", "montreal-canada-2"],
];
const EIGHT_GPUS: readonly Offer[] = [
  ["H200x8", "tokyo-japan-5"],
  ["A100_sxm4_80Gx8", "chicago-usa-2"],
  ["H100_sxm5x8", "frankfurt-germany-1"],
];
/** As often as they stand here. */
const SIZES = [ONE_GPU, ONE_GPU, ONE_GPU, TWO_GPUS, EIGHT_GPUS];

export function scenarioOf(size: Size): Scenario {
  const dice = diceOf(size.seed);
  const runs = Array.from({ length: size.runs }, () => plannedRun(size, dice));
  const { troubles, lengthMs } = size;
  return { runs, troubles, lengthMs };
}

function plannedRun(size: Size, dice: Dice): PlannedRun {
  const startsAt = dice.whole(0, size.startsUntilMs);
  const attempts = [plannedAttempt(0, size, dice)];
  while (dice.isHit(SHARES.rerun)) {
    attempts.push(plannedAttempt(dice.whole(MINUTE_MS, 20 * MINUTE_MS), size, dice));
  }
  return { startsAt, attempts };
}

function plannedAttempt(
  afterMs: number,
  { shares, runMinutes: [least, most] }: Size,
  dice: Dice,
): PlannedAttempt {
  const wholeMs = dice.whole(least * MINUTE_MS, most * MINUTE_MS);
  const conclusion = conclusionOf(dice);
  return {
    afterMs,
    durationMs: conclusion === "cancelled" ? dice.whole(2 * MINUTE_MS, wholeMs) : wholeMs,
    conclusion,
    hasPost: !dice.isHit(shares.postMissing),
    isWebhookLost: dice.isHit(shares.webhookLost),
    webhookAfterMs: dice.whole(SECOND_MS, 10 * SECOND_MS),
    // While the next attempt, if there is one, has a machine of its own.
    resentAfterMs: dice.isHit(0.5) ? [dice.whole(2 * MINUTE_MS, 40 * MINUTE_MS)] : [],
    lifetimeMs: lifetimeOf(wholeMs, shares, dice),
    isOfRun: dice.isHit(SHARES.ofRun),
    offer: dice.pick(dice.pick(SIZES)),
  };
}

function conclusionOf(dice: Dice): PlannedAttempt["conclusion"] {
  if (dice.isHit(SHARES.cancelled)) return "cancelled";
  return dice.isHit(SHARES.failed) ? "failure" : "success";
}

/** Time to get ready is not part of it: what a name's expiry allows for that is on top. */
export const READY_TIMEOUT_MS = 20 * MINUTE_MS;

function lifetimeOf(durationMs: number, { overLease }: Shares, dice: Dice): number {
  const readyMs = durationMs - READY_TIMEOUT_MS;
  const isOver = dice.isHit(overLease) && readyMs > 5 * MINUTE_MS;
  return isOver ? Math.floor(readyMs * (0.3 + 0.6 * dice.next())) : 1.25 * durationMs + HOUR_MS / 2;
}
