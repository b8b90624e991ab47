/** What the machines have cost so far, and which of them still cost something. */
import { billedMinutes, isRunning, statusAt } from "./lifecycle.ts";
import type { Machine } from "./machines.ts";
import type { Server } from "./server.ts";

export interface Bill {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly hourlyUsd: number;
  /** Begun minutes of `active`. */
  readonly minutes: number;
  readonly usd: number;
}

/** Of every machine that ever was, newest first. */
export function billing({ machines, clock }: Server): Bill[] {
  const now = clock.now();
  return machines.all().map((machine) => bill(machine, now));
}

/**
 * Of the machines that nobody has ended: `active`, `pending` (will bill), `error` and any unknown
 * status. `deleting` is on its way out and not among them. Empty = nothing left running.
 */
export function billedNow(server: Server): Bill[] {
  return billing(server).filter(({ status }) => isRunning(status));
}

function bill({ id, name, life, offer }: Machine, now: number): Bill {
  const minutes = billedMinutes(life, now);
  const hourlyUsd = offer.hourlyPrice;
  return {
    id,
    name,
    status: statusAt(life, now),
    hourlyUsd,
    minutes,
    usd: (minutes * hourlyUsd) / 60,
  };
}
