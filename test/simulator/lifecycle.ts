/**
 * A machine's life as a list of phases, each with the time from which it holds. Nothing ticks: the
 * status at any moment is read off the list, so virtual and real time work alike. Pure.
 */
export interface Phase {
  /** Milliseconds of the simulator's clock. */
  readonly from: number;
  /** A status of the API, or `vanished`: the API has never heard of the machine. */
  readonly status: string;
}

/** Oldest first. Of phases that begin at the same time the last one holds. */
export type Life = readonly Phase[];

const MINUTE_MS = 60_000;

export function bootingLife(now: number, activeAt: number): Life {
  return [
    { from: now, status: "pending" },
    { from: activeAt, status: "active" },
  ];
}

export function statusAt(life: Life, now: number): string {
  return life.findLast((phase) => phase.from <= now)?.status ?? "vanished";
}

/** When the phase that holds at `now` began. */
export function changedAt(life: Life, now: number): number {
  return life.findLast((phase) => phase.from <= now)?.from ?? now;
}

/** Begin of the first phase of that status, past or to come. */
export function firstAt(life: Life, status: string): number | undefined {
  return life.find((phase) => phase.status === status)?.from;
}

/** Deleting begins now; whatever was to come does not. */
export function endedLife(life: Life, now: number, deletingMs: number): Life {
  return [
    ...life.filter((phase) => phase.from <= now),
    { from: now, status: "deleting" },
    { from: now + deletingMs, status: "deleted" },
  ];
}

/** It exists and nobody has ended it: it costs money now or will soon. */
export function isRunning(status: string): boolean {
  return !["deleting", "deleted", "vanished"].includes(status);
}

/** Begun minutes of `active`, which is what is billed; each time of being active by itself. */
export function billedMinutes(life: Life, now: number): number {
  return life.reduce((minutes, phase, index) => {
    if (phase.status !== "active") return minutes;
    const until = Math.min(now, life[index + 1]?.from ?? now);
    return minutes + Math.ceil(Math.max(0, until - phase.from) / MINUTE_MS);
  }, 0);
}
