/**
 * By when a machine that nobody needs any more has to be gone. Pure; times in ms since the epoch.
 *
 * - 5 minutes after its owner's end when GitHub's webhook arrived, 10 when only the cron finds out; and at the latest
 *   17 minutes after its lease's end.
 * - Who cannot see cannot end: a bound that an outage of GitHub (leases do not mind it), an outage of Sesterce or the
 *   restore falls into begins anew when that is over, and as one of the cron: what was learned before may be lost.
 * - A gap of more than 15 minutes between sweeps (Sesterce's outage, the restore) adds, for machines that were there
 *   when it ended, the 10 minutes' warning and the tick by which the first sweep after it may be late.
 * - The burst guard lets max(3, 30 % of ours) inferred ends pass a tick: each further such lot adds a tick.
 */
import { MINUTE_MS } from "@sesterce-gpu/shared";
import type { Tenancy } from "./ledger.ts";
import type { Troubles, Window } from "./scenario.ts";

export type Net = "webhook" | "cron" | "lease";

export const ALLOWED_MS: Readonly<Record<Net, number>> = {
  webhook: 5 * MINUTE_MS,
  cron: 10 * MINUTE_MS,
  lease: 17 * MINUTE_MS,
};

const TICK_MS = 2 * MINUTE_MS;
const GAP_WARNING_MS = 10 * MINUTE_MS + TICK_MS;
const BURST = { least: 3, share: 0.3 };

export interface Bound {
  readonly net: Net;
  /** From when it counts. */
  readonly from: number;
  readonly deadline: number;
  /** An outage, a gap or a burst has moved it. */
  readonly isMoved: boolean;
}

/** Null: its owner lives, and its lease runs. `troubles` in ms since the epoch, too; `all`: every machine of the week. */
export function boundOf(
  tenancy: Tenancy,
  troubles: Troubles,
  all: readonly Tenancy[],
): Bound | null {
  const bounds = [ofOwner(tenancy, troubles), ofLease(tenancy, troubles)].filter(
    (one) => one !== null,
  );
  const [first] = bounds.toSorted((a, b) => a.deadline - b.deadline);
  return first ? heldByBurst(heldByGap(first, tenancy, troubles), all) : null;
}

function ofOwner({ endedAt, heardAt, goneAt }: Tenancy, troubles: Troubles): Bound | null {
  const wasOutlived = endedAt === null || (goneAt !== null && goneAt < endedAt);
  if (wasOutlived) return null;
  const { github, sesterce, restore } = troubles;
  const net = heardAt !== null && !isIn(sesterce, heardAt) ? "webhook" : "cron";
  return after([github, sesterce, instant(restore)], plain(net, endedAt), "cron");
}

const ofLease = ({ leaseEndsAt }: Tenancy, { sesterce, restore }: Troubles): Bound =>
  after([sesterce, instant(restore)], plain("lease", leaseEndsAt), "lease");

const plain = (net: Net, from: number): Bound => ({
  net,
  from,
  deadline: from + ALLOWED_MS[net],
  isMoved: false,
});

const instant = ({ until }: Window): Window => ({ from: until, until });

const isIn = ({ from, until }: Window, at: number): boolean => at >= from && at < until;

/** Begun anew after each blindness that falls into it. */
function after(blindness: readonly Window[], bound: Bound, net: Net): Bound {
  return blindness
    .toSorted((a, b) => a.until - b.until)
    .reduce((now, { from, until }) => {
      const isMet = from <= now.deadline && until >= now.from;
      return isMet ? { ...plain(net, until), isMoved: true } : now;
    }, bound);
}

function heldByGap(bound: Bound, { rentedAt }: Tenancy, { sesterce, restore }: Troubles): Bound {
  const isHeld = [sesterce.until, restore.until].some(
    (gapEnd) => rentedAt <= gapEnd + TICK_MS && gapEnd <= bound.deadline,
  );
  return isHeld ? { ...bound, deadline: bound.deadline + GAP_WARNING_MS, isMoved: true } : bound;
}

function heldByBurst(bound: Bound, all: readonly Tenancy[]): Bound {
  if (bound.net === "lease") return bound;
  const at = bound.deadline;
  const there = all.filter((one) => one.rentedAt <= at && (one.goneAt ?? Infinity) > at);
  const ended = there.filter(({ endedAt }) => endedAt !== null && endedAt < at);
  const most = Math.max(BURST.least, Math.floor(there.length * BURST.share));
  const lots = Math.ceil(ended.length / most) - 1;
  return lots > 0 ? { ...bound, deadline: at + lots * TICK_MS, isMoved: true } : bound;
}
