/** The truth about every machine of the week, by which the Worker is judged: whose, until when, and who ended it. */

/** Times in milliseconds since the epoch. */
export interface Tenancy {
  readonly machineId: string;
  readonly runId: number;
  readonly attempt: number;
  /** 0: the whole run's. */
  readonly jobId: number;
  readonly rentedAt: number;
  readonly leaseEndsAt: number;
  readonly hourlyUsd: number;
  /** When its attempt ended. */
  endedAt: number | null;
  /** When GitHub's word of that reached the Worker. */
  heardAt: number | null;
  /** When a DELETE was accepted. */
  goneAt: number | null;
  goneBy: "post" | "worker" | null;
}

/** A DELETE of the Worker's for a machine whose owner lived and whose lease ran. */
export interface Murder {
  readonly tenancy: Tenancy;
  readonly at: number;
}

export class Ledger {
  readonly #byId = new Map<string, Tenancy>();
  /** Machines that nobody has ended, by id; few, so that it is quick to look through them. */
  readonly #there = new Map<string, Tenancy>();
  readonly murders: Murder[] = [];

  add(tenancy: Tenancy): void {
    this.#byId.set(tenancy.machineId, tenancy);
    this.#there.set(tenancy.machineId, tenancy);
  }

  isThere(runId: number): boolean {
    return [...this.#there.values()].some((tenancy) => tenancy.runId === runId);
  }

  all(): readonly Tenancy[] {
    return [...this.#byId.values()];
  }

  /** Before it is sent: what the API makes of it does not matter. */
  workerDeletes(machineId: string, at: number): void {
    const tenancy = this.#byId.get(machineId);
    if (!tenancy || tenancy.goneAt !== null) return;
    if (tenancy.endedAt === null && tenancy.leaseEndsAt > at) this.murders.push({ tenancy, at });
  }

  gone(machineId: string, by: "post" | "worker", at: number): void {
    const tenancy = this.#byId.get(machineId);
    if (!tenancy || tenancy.goneAt !== null) return;
    tenancy.goneAt = at;
    tenancy.goneBy = by;
    this.#there.delete(machineId);
  }
}
