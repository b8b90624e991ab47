/** The day in figures: what there is now, what it cost, what was ended, what could not be seen. Pure. */
import { DAY_MS, HOUR_MS, isGone } from "@sesterce-gpu/shared";
import type { Digest, DigestOwner, Ended, Unseen } from "../fleet/digest.ts";
import { totalsOf } from "../fleet/fleet.ts";
import { isOurCost, type Ours } from "../fleet/holder.ts";
import type { FleetMachine } from "../fleet/types.ts";
import type { EndedBySweep, OwnerCost, SweepMemory } from "../store/index.ts";
import type { Observation } from "./observe.ts";
import { type Plan, trusted } from "./plan.ts";
import { isNearlyOurs, reportedOf } from "./report.ts";

/** A day ends at 08:00 UTC: the morning in Europe, where most of Sesterce's regions are. */
const DAY_ENDS_MS = 8 * HOUR_MS;

/** The end of the last whole day (ms). */
export const lastDay = (now: number): number =>
  Math.floor((now - DAY_ENDS_MS) / DAY_MS) * DAY_MS + DAY_ENDS_MS;

type Memory = Pick<SweepMemory, "watchedSince" | "digestFor">;

/** Once for each day, by the first good sweep that is able to; a day in which nobody watched yet has none. */
export function isDigestDue({ watchedSince, digestFor }: Memory, now: number): boolean {
  const day = lastDay(now);
  return watchedSince !== null && watchedSince < day && (digestFor ?? 0) < day;
}

/** For so long looks leave room for it; then, while Slack takes none, it has only what they leave. */
const EXPECTED_MS = HOUR_MS;

export const isDigestExpected = (memory: Memory, now: number): boolean =>
  isDigestDue(memory, now) && now - lastDay(now) < EXPECTED_MS;

export interface DigestFacts {
  readonly seen: Pick<Observation, "facts" | "machines">;
  readonly plan: Plan;
  /** Ids of machines that this very sweep has ended. */
  readonly ended: ReadonlySet<string>;
  readonly costs: readonly OwnerCost[];
  readonly endedBySweep: readonly EndedBySweep[];
  readonly ours: Ours;
}

export function digestOf(all: DigestFacts): Digest {
  const { facts } = all.seen;
  const until = lastDay(facts.now);
  const there = [...all.seen.machines.values()]
    .map(({ seen }) => seen)
    .filter(({ machine }) => !isGone(machine) && !all.ended.has(machine._id))
    .sort(dearestFirst);
  const ours = there.filter(({ holder }) => holder.kind !== "foreign");
  const foreign = there.filter(({ holder }) => holder.kind === "foreign");
  const endedOf = (owner: EndedBySweep["owner"]) =>
    all.endedBySweep.find((one) => one.owner === owner) ?? NONE;
  return {
    ...{ at: facts.now, mode: facts.mode, from: until - DAY_MS, until },
    ours: totalsOf(ours),
    foreign: totalsOf(foreign),
    foreignDayUsd: sum(
      all.costs.filter((one) => !isOurCost(one, all.ours)).map((one) => one.costUsd),
    ),
    owners: ownersOf(ours, all),
    leaks: figuresOf(endedOf("workflow")),
    leases: figuresOf(endedOf("person")),
    wouldEnd: wouldEnd(there, all.plan),
    strangers: foreign.filter((one) => !isNearlyOurs(one)).map(reportedOf),
    nearlyOurs: foreign.filter(isNearlyOurs).map(reportedOf),
    unseen: unseenOf(ours, all.seen),
  };
}

const NONE: Ended = { machines: 0, costUsd: 0, hourlyUsd: 0, withoutPrice: 0 };

const figuresOf = ({ machines, costUsd, hourlyUsd, withoutPrice }: Ended): Ended => ({
  machines,
  costUsd,
  hourlyUsd,
  withoutPrice,
});

const sum = (figures: readonly number[]): number => figures.reduce((all, one) => all + one, 0);

const dearestFirst = (a: FleetMachine, b: FleetMachine): number =>
  (b.hourlyUsd ?? 0) - (a.hourlyUsd ?? 0) || (a.machine._id < b.machine._id ? -1 : 1);

function wouldEnd(there: readonly FleetMachine[], { verdicts }: Plan): Ended {
  const due = verdicts.filter(({ kind }) => kind === "would-delete");
  const ids = new Set(due.map(({ machineId }) => machineId));
  return figuresOf(totalsOf(there.filter(({ machine }) => ids.has(machine._id))));
}

/** Whoever has a machine now, or had one that cost something in the day. */
function ownersOf(machines: readonly FleetMachine[], { costs, ours }: DigestFacts): DigestOwner[] {
  const owners = new Map<string, DigestOwner>();
  const add = (owner: DigestOwner["owner"], figures: Partial<Omit<DigestOwner, "owner">>) => {
    const key = owner.kind === "person" ? owner.userId : String(owner.id);
    const { machines, hourlyUsd, dayUsd, withoutPrice } = owners.get(key) ?? NOTHING;
    owners.set(key, {
      owner,
      machines: machines + (figures.machines ?? 0),
      hourlyUsd: hourlyUsd + (figures.hourlyUsd ?? 0),
      dayUsd: dayUsd + (figures.dayUsd ?? 0),
      withoutPrice: withoutPrice + (figures.withoutPrice ?? 0),
    });
  };
  for (const { holder, hourlyUsd } of machines) {
    const owner = ownerOf(holder, ours);
    if (owner) add(owner, { machines: 1, hourlyUsd: hourlyUsd ?? 0 });
  }
  for (const cost of costs.filter((one) => isOurCost(one, ours))) {
    const owner = ownerOf(cost, ours);
    if (owner) add(owner, { dayUsd: cost.costUsd, withoutPrice: cost.withoutPrice });
  }
  return [...owners.values()].sort((a, b) => b.dayUsd - a.dayUsd || b.hourlyUsd - a.hourlyUsd);
}

const NOTHING = { machines: 0, hourlyUsd: 0, dayUsd: 0, withoutPrice: 0 };

function ownerOf(
  one: FleetMachine["holder"] | OwnerCost,
  { repositoryNames }: Ours,
): DigestOwner["owner"] | undefined {
  if (one.kind === "person") return { kind: "person", userId: one.userId };
  if (one.kind === "foreign") return undefined;
  const { repositoryId: id } = one;
  return { kind: "repository", id, name: repositoryNames.get(id) ?? null };
}

/** By what this sweep has found, and where it has not looked by what an earlier one had. */
function unseenOf(ours: readonly FleetMachine[], { facts }: Pick<Observation, "facts">): Unseen[] {
  const files = new Map(facts.subjects.map(({ id, file }) => [id, file]));
  return ours
    .flatMap((one): Unseen[] => {
      const before = files.get(one.machine._id)?.unknownSince ?? null;
      const look = trusted(facts, one.machine._id);
      const isUnknown = look ? look.kind === "unknown" : before !== null;
      return isUnknown ? [{ machine: reportedOf(one), since: before ?? facts.now }] : [];
    })
    .sort((a, b) => a.since - b.since);
}
