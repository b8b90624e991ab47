/** What the week has shown: who was ended too late, who should not have been, and what orphans have cost. Pure. */
import { MINUTE_MS } from "@sesterce-gpu/shared";
import { type Bound, boundOf, type Net } from "./bounds.ts";
import type { Tenancy } from "./ledger.ts";
import type { Troubles } from "./scenario.ts";

export interface Orphan {
  readonly tenancy: Tenancy;
  readonly bound: Bound;
}

export interface Verdict {
  /** Machines that the Worker had to end, and those of them that were there for too long. */
  readonly orphans: readonly Orphan[];
  readonly late: readonly Orphan[];
  /** The longest time (ms) that each net took where no trouble moved its bound. */
  readonly slowestMs: Readonly<Record<Net, number>>;
}

/** Whoever may still be in time at `endAt` (ms since the epoch) is not judged. */
export function verdictOf(
  all: readonly Tenancy[],
  { troubles, endAt }: { readonly troubles: Troubles; readonly endAt: number },
): Verdict {
  const orphans = all.filter(isWorkers).flatMap((tenancy): Orphan[] => {
    const bound = boundOf(tenancy, troubles, all);
    return bound && bound.deadline <= endAt ? [{ tenancy, bound }] : [];
  });
  const late = orphans.filter(({ tenancy, bound }) => goneAt(tenancy) > bound.deadline);
  const slowest = (net: Net) => Math.max(0, ...orphans.filter(isPlain(net)).map(tookMs));
  const slowestMs = { webhook: slowest("webhook"), cron: slowest("cron"), lease: slowest("lease") };
  return { orphans, late, slowestMs };
}

const isWorkers = ({ goneBy }: Tenancy): boolean => goneBy !== "post";

const isPlain =
  (net: Net) =>
  ({ bound }: Orphan): boolean =>
    bound.net === net && !bound.isMoved;

const goneAt = (tenancy: Tenancy): number => tenancy.goneAt ?? Number.POSITIVE_INFINITY;

const tookMs = ({ tenancy, bound }: Orphan): number => goneAt(tenancy) - bound.from;

export interface Waste {
  /** Between the owner's end and the machine's, or the week's. */
  readonly minutes: number;
  readonly usd: number;
}

export function wasteOf(all: readonly Tenancy[], endAt: number): Waste {
  const parts = all.map((tenancy) => {
    const { endedAt, goneAt, hourlyUsd } = tenancy;
    const minutes = endedAt === null ? 0 : Math.max(0, (goneAt ?? endAt) - endedAt) / MINUTE_MS;
    return { minutes, usd: (minutes * hourlyUsd) / 60 };
  });
  const sum = (of: (part: Waste) => number) => parts.reduce((total, part) => total + of(part), 0);
  return { minutes: sum(({ minutes }) => minutes), usd: sum(({ usd }) => usd) };
}
