/** How many machines nobody owned any more, and what that had come to, as the week went on. Pure. */
import { HOUR_MS } from "@sesterce-gpu/shared";
import type { Tenancy } from "./ledger.ts";

export interface Moment {
  /** Milliseconds from the week's begin. */
  readonly at: number;
  /** Machines that are there though their owner has ended. */
  readonly machines: number;
  /** What all such have been there for until then. */
  readonly hours: number;
}

export interface Span {
  /** Milliseconds since the epoch. */
  readonly startAt: number;
  readonly lengthMs: number;
  readonly stepMs: number;
}

export function abandonedOver(
  all: readonly Pick<Tenancy, "endedAt" | "goneAt">[],
  { startAt, lengthMs, stepMs }: Span,
): Moment[] {
  const times = all.flatMap(({ endedAt, goneAt }) =>
    endedAt === null ? [] : [{ from: endedAt, until: goneAt ?? Number.POSITIVE_INFINITY }],
  );
  return Array.from({ length: Math.floor(lengthMs / stepMs) + 1 }, (_, index) => {
    const now = startAt + index * stepMs;
    const begun = times.filter(({ from }) => from <= now);
    const spent = begun.map(({ from, until }) => Math.max(0, Math.min(until, now) - from));
    return {
      at: index * stepMs,
      machines: begun.filter(({ until }) => until > now).length,
      hours: spent.reduce((sum, ms) => sum + ms, 0) / HOUR_MS,
    };
  });
}
