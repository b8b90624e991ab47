/** The machines that are there, whose they are and what they cost. Pure. */
import { byAge, isActive, isGone, type Machine, usedCostUsd } from "@sesterce-gpu/shared";
import type { LeaseRow, MachineRow } from "../store/index.ts";
import { heldBy, type Ours } from "./holder.ts";
import type { Fleet, FleetMachine, Totals } from "./types.ts";

export interface FleetFacts {
  /** A list of the whole account that was asked for at `now`. */
  readonly machines: readonly Machine[];
  /** What we remember of them; what is missing here is taken from the list. */
  readonly rows: readonly MachineRow[];
  readonly leases: readonly LeaseRow[];
  readonly ours: Ours;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Machines on their way out are left out: they cost nothing any more. */
export function fleetOf(facts: FleetFacts): Fleet {
  const all = describeMachines(facts)
    .filter(({ machine }) => !isGone(machine))
    .sort(dearestFirst);
  const ours = all.filter(({ holder }) => holder.kind !== "foreign");
  const foreign = all.filter(({ holder }) => holder.kind === "foreign");
  return {
    ours,
    foreign,
    oursTotals: totalsOf(ours),
    foreignTotals: totalsOf(foreign),
    at: facts.now,
  };
}

/** Every machine of the list, in its order, those on their way out too. */
export function describeMachines(facts: FleetFacts): FleetMachine[] {
  const rows = new Map(facts.rows.map((row) => [row.id, row]));
  const leases = new Map(facts.leases.map((lease) => [lease.stem, lease]));
  return facts.machines.map((machine) =>
    describe(machine, facts, { row: rows.get(machine._id), leases }),
  );
}

export function totalsOf(machines: readonly FleetMachine[]): Totals {
  const sum = (figure: (machine: FleetMachine) => number | null) =>
    machines.reduce((total, machine) => total + (figure(machine) ?? 0), 0);
  return {
    machines: machines.length,
    hourlyUsd: sum(({ hourlyUsd }) => hourlyUsd),
    costUsd: sum(({ costUsd }) => costUsd),
    withoutPrice: machines.filter(({ hourlyUsd }) => hourlyUsd === null).length,
  };
}

interface Known {
  readonly row: MachineRow | undefined;
  readonly leases: ReadonlyMap<string, LeaseRow>;
}

function describe(
  machine: Machine,
  { ours, now }: FleetFacts,
  { row, leases }: Known,
): FleetMachine {
  const { holder, owned } = heldBy(machine.name, ours);
  const createdAt = createdAtOf(machine) ?? row?.firstSeenAt ?? now;
  const hourlyUsd = machine.hourlyPrice ?? row?.hourlyUsd ?? null;
  const billedFrom = row?.billedFrom ?? (isActive(machine) ? createdAt : now);
  const extendedTo = owned ? (leases.get(owned.stem)?.endsAt ?? 0) : 0;
  return {
    machine,
    holder,
    stem: owned?.stem ?? null,
    ageMs: Math.max(0, now - createdAt),
    hourlyUsd,
    costUsd: hourlyUsd === null ? null : usedCostUsd(hourlyUsd, Math.max(0, now - billedFrom)),
    leaseEndsAt: owned ? Math.max(owned.expiresAt, extendedTo) : null,
  };
}

const EARLIEST_CREATION = Date.UTC(2020, 0, 1);

/** Milliseconds since the epoch, or null when the API tells none that can be read. */
export function createdAtOf({ createdAt }: Pick<Machine, "createdAt">): number | null {
  const time = Date.parse(createdAt ?? "");
  // A zero time (year 1, 1970) is no creation: it would be billed for.
  return time >= EARLIEST_CREATION ? time : null;
}

const dearestFirst = (a: FleetMachine, b: FleetMachine): number =>
  (b.hourlyUsd ?? 0) - (a.hourlyUsd ?? 0) || byAge(a.machine, b.machine);
