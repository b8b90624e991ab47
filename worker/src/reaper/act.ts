/** Carries out a plan: what is decided is written down first, then the due deletes, the most urgent first. */
import type { TickDeps } from "../deps.ts";
import type { CaseChange, Evidence } from "../store/index.ts";
import { changeOf, type Finding, nextFile } from "./case-file.ts";
import { type Deed, type Doomed, endMachines, SENT_WITHIN_MS } from "./end-machines.ts";
import type { Subject, Verdict } from "./facts.ts";
import type { Known, Observation } from "./observe.ts";
import { type Delete, isDelete, isInferred, isShrunk, type Plan, trusted } from "./plan.ts";
import { affordableDeletes, BEFORE_DELETING } from "./spending.ts";

export interface Acts {
  readonly deeds: readonly Deed[];
  /** Machines whose delete an earlier tick began and did not write down. */
  readonly finished: readonly string[];
  readonly evidence: readonly Evidence[];
}

type ActDeps = TickDeps & { readonly sesterce: TickDeps["sesterce"] & { readonly ok: true } };

/** Throws StoreError: then nothing that was not saved is deleted. */
export async function act(plan: Plan, seen: Observation, deps: ActDeps): Promise<Acts> {
  const isAsking = seen.facts.subjects.some(({ file }) => file.mark?.why === "owner-missing");
  const ordered = inOrder(plan.verdicts.filter(isDelete), seen);
  // Saving, and ending old claims, are still to be paid for.
  const due = ordered.slice(0, affordableDeletes(deps.budget.left - BEFORE_DELETING, isAsking));
  const waiting = new Set(ordered.slice(due.length).map(({ machineId }) => machineId));
  const cases = casesOf(plan, seen, waiting);
  const changed = cases.filter(({ isChanged }) => isChanged);
  const saved = await deps.store.cases.save(changed.map(({ change }) => change));
  const finished = await finish(seen, deps);
  const versions = new Map(
    cases
      .filter(({ isChanged, change }) => !isChanged || saved.has(change.machineId))
      .map(({ isChanged, change }) => [change.machineId, change.version + Number(isChanged)]),
  );
  const deeds = await endMachines(
    due.flatMap((verdict) => doomedOf(verdict, seen, versions) ?? []),
    deps,
  );
  const evidence = [
    ...cases.flatMap(({ evidence }) => evidence),
    ...deeds.flatMap((deed) => evidenceOf(deed, due, seen)),
  ];
  return { deeds, finished, evidence };
}

interface Case {
  readonly change: CaseChange;
  readonly isChanged: boolean;
  readonly evidence: readonly Evidence[];
}

/** Of every machine of ours: what is to be remembered, and what of it is news. */
function casesOf({ verdicts }: Plan, seen: Observation, waiting: ReadonlySet<string>): Case[] {
  const { now, lookedAt, subjects } = seen.facts;
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  return verdicts.flatMap((verdict) => {
    const subject = byId.get(verdict.machineId);
    const known = seen.machines.get(verdict.machineId);
    if (!subject || !known || subject.holder.kind === "foreign") return [];
    // Another sweep has ended it since our list was asked for: what it wrote down is newer than what we see.
    if ((known.case?.deletingSince ?? 0) >= now) return [];
    const isWaiting = waiting.has(subject.id);
    const look = trusted(seen.facts, subject.id);
    const finding = { verdict, look, now, lookedAt, isWaiting };
    return caseOf(subject, known, finding, seen);
  });
}

function caseOf(subject: Subject, known: Known, finding: Finding, seen: Observation): Case {
  const { id } = subject;
  const { case: row } = known;
  const file = nextFile(subject, finding);
  const change = changeOf({ id, stem: known.seen.stem ?? "", row }, file, finding);
  const { verdict, look } = finding;
  const isNews =
    look && !look.isUnasked && (look.kind !== row?.lookKind || look.evidence !== row.lookDetail);
  const evidence = [
    ...(isNews ? [rowOf(seen, id, `owner-${look.kind}`, look.evidence)] : []),
    ...(verdict.kind === "mark"
      ? [rowOf(seen, id, "marked", `${verdict.evidence.join(" ")} A later look must agree.`)]
      : []),
  ];
  const isChanged = !row || Object.entries(change).some(([key, value]) => !isSame(row, key, value));
  // A claim stands on a row; what is simply kept needs none.
  return {
    change,
    isChanged: isChanged && (row !== undefined || isWorthKeeping(finding)),
    evidence,
  };
}

const isSame = (row: object, key: string, value: unknown): boolean =>
  Reflect.get(row, key) === value;

const isWorthKeeping = ({ verdict, look }: Finding): boolean =>
  look !== undefined || verdict.kind !== "keep";

/** Stated ends need nobody's word but ours and come first; then what has not failed of late; then the dearest. */
function inOrder(due: readonly Delete[], { machines }: Observation): Delete[] {
  const priceOf = ({ machineId }: Verdict) => machines.get(machineId)?.seen.hourlyUsd ?? 0;
  const failedAt = ({ machineId }: Verdict) => machines.get(machineId)?.case?.failedAt ?? 0;
  return due.toSorted(
    (a, b) =>
      Number(isInferred(a.why)) - Number(isInferred(b.why)) ||
      failedAt(a) - failedAt(b) ||
      priceOf(b) - priceOf(a),
  );
}

/** Undefined: its case could not be saved, so somebody else has changed it. */
function doomedOf(
  { machineId, evidence }: Delete,
  { machines, facts: { subjects } }: Observation,
  versions: ReadonlyMap<string, number>,
): Doomed | undefined {
  const version = versions.get(machineId);
  const known = machines.get(machineId);
  if (version === undefined || !known) return undefined;
  const actor = subjects.find(({ id }) => id === machineId)?.askedBy ?? SWEEP;
  const { leaseVersion } = known;
  return { machineId, version, leaseVersion, actor, why: evidence.join(" ") };
}

const SWEEP = "sweep";

/**
 * Deletes that were sent, and cut off before they were written down: their machines are gone. A claim that is
 * young may still be acted upon, and a short list proves nothing.
 */
async function finish({ unfinished, facts }: Observation, deps: ActDeps): Promise<string[]> {
  const at = deps.clock.now();
  if (isShrunk(facts.list) || facts.unreadable > 0) return [];
  const ends = unfinished.flatMap(({ machineId, claimedAt, claimedBy }) =>
    claimedAt !== null && at - claimedAt > SENT_WITHIN_MS
      ? { machineId, claimedAt, isDeleted: true, ...FINISHED, actor: claimedBy ?? SWEEP }
      : [],
  );
  return [...(await deps.store.claims.end(ends, at))];
}

const FINISHED = {
  kind: "deleted",
  detail: "Deleted. It was claimed for that before, and whoever did so was stopped.",
};

/** Of deletes that are over the claim's end tells. */
function evidenceOf(deed: Deed, due: readonly Delete[], seen: Observation): Evidence[] {
  const why = due.find(({ machineId }) => machineId === deed.machineId)?.evidence.join(" ") ?? "";
  const row = (kind: string, detail: string) => [rowOf(seen, deed.machineId, kind, detail)];
  switch (deed.outcome) {
    case "deleted":
    case "failed":
      return [];
    case "unverified":
      return row("delete-sent", `${deed.detail} ${why}`);
    case "lost":
      return row("delete-lost", `Not deleted: it was changed or claimed meanwhile. ${why}`);
  }
}

function rowOf(seen: Observation, machineId: string, kind: string, detail: string): Evidence {
  const unfinished = seen.unfinished.find((row) => row.machineId === machineId);
  const stem = seen.machines.get(machineId)?.seen.stem ?? unfinished?.stem ?? null;
  return { at: seen.facts.now, machineId, stem, kind, actor: "sweep", detail };
}
