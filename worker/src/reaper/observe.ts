/**
 * Everything that one sweep decides on: what runs, what is remembered of it, and what GitHub says of the owners.
 * Only reads, but for the list, which is written down as every look is.
 */
import {
  decodeName,
  isGone,
  isPassing,
  type Machine,
  MINUTE_MS,
  SECOND_MS,
} from "@sesterce-gpu/shared";
import type { TickDeps } from "../deps.ts";
import { createdAtOf, describeMachines } from "../fleet/fleet.ts";
import { type Look, look } from "../fleet/look.ts";
import { memoryOf, oursOf } from "../fleet/read-fleet.ts";
import type { FleetMachine } from "../fleet/types.ts";
import type { CaseRow, LeaseRow, MachineRow, SweepMemory } from "../store/index.ts";
import { asksOf, type OwnerAsk } from "./ask-order.ts";
import { fileOf, forgotten } from "./case-file.ts";
import { isDigestExpected } from "./digest.ts";
import type { Gap, GitHubSight, OwnerLook, PlanFacts, Subject } from "./facts.ts";
import { POLICY } from "./policy.ts";
import { keptWhileAsking, WHEN_DIGESTING } from "./spending.ts";

/** A listed machine, and what belongs to it. */
export interface Known {
  readonly seen: FleetMachine;
  readonly row: MachineRow | undefined;
  readonly case: CaseRow | undefined;
  /** Of its lease in D1; 0: nobody has moved it. */
  readonly leaseVersion: number;
}

export interface Observation {
  readonly facts: PlanFacts;
  readonly memory: SweepMemory;
  readonly machines: ReadonlyMap<string, Known>;
  /** Claimed, and not there any more: whoever deleted them was stopped before it was written down. */
  readonly unfinished: readonly CaseRow[];
}

/** `kept`: what of the budget has to be left. The first are asked first. Never throws. */
export type AskOwners = (
  asks: readonly OwnerAsk[],
  kept: number,
) => Promise<{ readonly looks: ReadonlyMap<string, OwnerLook>; readonly sight: GitHubSight }>;

type ObserveDeps = TickDeps & { readonly sesterce: TickDeps["sesterce"] & { readonly ok: true } };

/** Null: others look all the time, and their lists are newer than ours. Throws SesterceError, StoreError. */
export async function observe(
  deps: ObserveDeps,
  askOwners: AskOwners,
  now: number,
): Promise<Observation | null> {
  const memory = await deps.store.sweep.read();
  const listed = await lookWell(deps);
  if (listed.storeFault) throw listed.storeFault;
  if (!listed.isNewest) return null;
  const { settled, ...remembered } = await rememberAll(deps, listed);
  const seen = describeMachines({ ...listed, ...remembered, now: listed.at });
  const cases = casesOfOurs(remembered.cases, seen);
  const machines = knownOf(seen, { ...remembered, cases });
  const subjects = [...machines.values()].map((known) => ({
    ...subjectOf(known, listed.at),
    isLeftover: isLeftover(known.seen, settled),
  }));
  const asks = asksOf([...machines.values()], { now, ...policyOf(deps) });
  const forDigest = isDigestExpected(memory, now) ? WHEN_DIGESTING : 0;
  const kept = keptWhileAsking(subjects, now, deps.budget.left - forDigest) + forDigest;
  const { looks, sight } = await askOwners(asks, kept);
  const alive = seen.filter(({ machine }) => !isGone(machine));
  const aliveIds = new Set(alive.map(({ machine }) => machine._id));
  return {
    memory,
    machines,
    unfinished: cases.filter((row) => row.claimedAt !== null && !aliveIds.has(row.machineId)),
    facts: {
      ...policyOf(deps),
      now,
      lookedAt: Math.max(now, deps.clock.now()),
      subjects,
      looks,
      sight,
      unreadable: listed.unreadable,
      list: {
        is: alive.length + listed.unreadable,
        was: memory.listSize,
        wasShrunk: memory.isListShrunk,
      },
      gap: gapOf(memory, policyOf(deps).mode, now),
    },
  };
}

const PAUSE_MS = SECOND_MS;

/** Once more when the API stumbles, or when somebody's list has come between ours and its being written down. */
async function lookWell(deps: ObserveDeps): Promise<Look> {
  const first = await look(deps).catch((error: unknown) => {
    if (isPassing(error)) return undefined;
    throw error;
  });
  if (first && (first.isNewest || first.storeFault)) return first;
  await deps.clock.sleep(PAUSE_MS);
  return look(deps);
}

/** In one question: a sweep waits for the database as seldom as it can. Throws StoreError. */
async function rememberAll({ store, settings }: ObserveDeps, { machines }: Look) {
  const { rows, leases, cases, settled, ...named } = await store.ask("remembering machines", {
    ...memoryOf(machines, settings, store),
    cases: store.cases.queryOf(machines.map(({ _id }) => _id)),
    settled: store.launches.queryOfSettled(stemsOfPeople(machines)),
  });
  return { rows, leases, cases, settled, ours: await oursOf(settings, named) };
}

/** And those that are claimed, whosever they are by now. */
function casesOfOurs(cases: readonly CaseRow[], seen: readonly FleetMachine[]): CaseRow[] {
  const ours = seen.filter(({ holder }) => holder.kind !== "foreign");
  const ids = new Set(ours.map(({ machine }) => machine._id));
  return cases.filter(({ machineId, claimedAt }) => claimedAt !== null || ids.has(machineId));
}

interface Remembered {
  readonly rows: readonly MachineRow[];
  readonly leases: readonly LeaseRow[];
  readonly cases: readonly CaseRow[];
}

function knownOf(seen: readonly FleetMachine[], remembered: Remembered): Map<string, Known> {
  const rows = new Map(remembered.rows.map((row) => [row.id, row]));
  const cases = new Map(remembered.cases.map((row) => [row.machineId, row]));
  const versions = new Map(remembered.leases.map(({ stem, version }) => [stem, version]));
  return new Map(
    seen.map((one) => {
      const id = one.machine._id;
      const leaseVersion = versions.get(one.stem ?? "") ?? 0;
      return [id, { seen: one, row: rows.get(id), case: caseOf(one, cases), leaseVersion }];
    }),
  );
}

function caseOf(
  { machine, stem }: FleetMachine,
  cases: ReadonlyMap<string, CaseRow>,
): CaseRow | undefined {
  const row = cases.get(machine._id);
  return row && row.stem !== stem ? forgotten(row) : row;
}

const stemsOfPeople = (machines: readonly Machine[]): string[] =>
  machines.flatMap(({ name }) => {
    const owned = decodeName(name);
    return owned?.owner.kind === "person" ? owned.stem : [];
  });

const isLeftover = (
  { stem, machine }: FleetMachine,
  settled: ReadonlyMap<string, string | null>,
): boolean => {
  const handedOver = settled.get(stem ?? "");
  return handedOver !== undefined && handedOver !== machine._id;
};

const subjectOf = ({ seen, row, case: file }: Known, at: number): Subject => ({
  id: seen.machine._id,
  name: seen.machine.name,
  status: seen.machine.status,
  hourlyUsd: seen.hourlyUsd,
  // An id that is used again has been seen before; the machine has not.
  firstSeenAt: Math.max(row?.firstSeenAt ?? at, Math.min(createdAtOf(seen.machine) ?? 0, at)),
  holder: seen.holder,
  leaseEndsAt: seen.leaseEndsAt,
  file: fileOf(file),
});

const policyOf = ({ settings: { reaper, lifetime } }: TickDeps) => ({
  mode: reaper.ok ? reaper.value.mode : ("observe" as const),
  recheckMs: reaper.ok ? reaper.value.recheckMs : MINUTE_MS,
  graceMs: reaper.ok ? reaper.value.graceMs : MINUTE_MS,
  maxLifetimeMs: lifetime.ok ? lifetime.value.maxMs : Number.POSITIVE_INFINITY,
});

/** The latest: this very sweep ends one, or an earlier one did. The first sweep ever ends none. */
function gapOf(
  { lastGoodAt, gapEndedAt, gapMs, mode: lastMode }: SweepMemory,
  mode: PlanFacts["mode"],
  now: number,
): Gap | null {
  const sinceMs = lastGoodAt === null ? 0 : now - lastGoodAt;
  if (sinceMs > POLICY.gapMs) return { endedAt: now, lengthMs: sinceMs };
  if (lastMode === "observe" && mode === "enforce") return { endedAt: now, lengthMs: 0 };
  return gapEndedAt === null ? null : { endedAt: gapEndedAt, lengthMs: gapMs ?? 0 };
}
