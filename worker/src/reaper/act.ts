/** Carries out a plan: what is decided is written down first, then the due deletes, the most urgent first. */
import type { TickDeps } from "../deps.ts";
import type { CaseChange, Claim, Evidence } from "../store/index.ts";
import { changeOf, type Finding, nextFile } from "./case-file.ts";
import { type Deed, endMachines } from "./end-machines.ts";
import type { Subject, Verdict } from "./facts.ts";
import type { Known, Observation } from "./observe.ts";
import { type Delete, isDelete, isInferred, type Plan, trusted } from "./plan.ts";
import { affordableDeletes } from "./spending.ts";

export interface Acts {
  readonly deeds: readonly Deed[];
  /** Machines whose delete an earlier tick began and did not write down. */
  readonly finished: readonly string[];
  readonly evidence: readonly Evidence[];
}

type ActDeps = TickDeps & { readonly sesterce: TickDeps["sesterce"] & { readonly ok: true } };

/** Throws StoreError: then nothing that was not saved is deleted. */
export async function act(plan: Plan, seen: Observation, deps: ActDeps): Promise<Acts> {
  const { now } = seen.facts;
  const cases = casesOf(plan, seen);
  const changed = cases.filter(({ isChanged }) => isChanged);
  const saved = await deps.store.cases.save(changed.map(({ change }) => change));
  const finished = await finish(seen, deps);
  const versions = new Map(
    cases
      .filter(({ isChanged, change }) => !isChanged || saved.has(change.machineId))
      .map(({ isChanged, change }) => [change.machineId, change.version + Number(isChanged)]),
  );
  const isAsking = seen.facts.subjects.some(({ file }) => file.mark?.why === "owner-missing");
  const due = inOrder(plan.verdicts.filter(isDelete), seen).slice(
    0,
    affordableDeletes(deps.budget.left, isAsking),
  );
  const claims = due.flatMap(({ machineId }) => claimOf(machineId, seen, versions) ?? []);
  const deeds = await endMachines(claims, deps, now);
  const evidence = [
    ...cases.flatMap(({ evidence }) => evidence),
    ...finished.map((id) =>
      rowOf(seen, id, "deleted", "Deleted; an earlier sweep had asked for it."),
    ),
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
function casesOf({ verdicts }: Plan, seen: Observation): Case[] {
  const { now, subjects } = seen.facts;
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  return verdicts.flatMap((verdict) => {
    const subject = byId.get(verdict.machineId);
    const known = seen.machines.get(verdict.machineId);
    if (!subject || !known || subject.holder.kind === "foreign") return [];
    // Another sweep has ended it since our list was asked for: what it wrote down is newer than what we see.
    if ((known.case?.deletingSince ?? 0) >= now) return [];
    const finding = { verdict, look: trusted(seen.facts, subject.id), now };
    return caseOf(subject, known, finding, seen);
  });
}

function caseOf(subject: Subject, known: Known, finding: Finding, seen: Observation): Case {
  const { id } = subject;
  const { case: row } = known;
  const file = nextFile(subject, finding);
  const change = changeOf({ id, stem: known.seen.stem ?? "", row }, file, finding);
  const { verdict, look } = finding;
  const isNews = look && (look.kind !== row?.lookKind || look.evidence !== row.lookDetail);
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

/** Stated ends need nobody's word but ours and come first; then the dearest. */
function inOrder(due: readonly Delete[], { machines }: Observation): Delete[] {
  const priceOf = ({ machineId }: Verdict) => machines.get(machineId)?.seen.hourlyUsd ?? 0;
  return due.toSorted(
    (a, b) => Number(isInferred(a.why)) - Number(isInferred(b.why)) || priceOf(b) - priceOf(a),
  );
}

/** Undefined: its case could not be saved, so somebody else has changed it. */
function claimOf(
  machineId: string,
  { machines }: Observation,
  versions: ReadonlyMap<string, number>,
): Claim | undefined {
  const version = versions.get(machineId);
  const known = machines.get(machineId);
  if (version === undefined || !known) return undefined;
  return { machineId, version, leaseVersion: known.leaseVersion };
}

/** Deletes that were sent, and cut off before they were written down. Whoever ends the claim tells of it. */
async function finish({ unfinished, facts }: Observation, { store }: ActDeps): Promise<string[]> {
  if (unfinished.length === 0) return [];
  const ids = unfinished.map(({ machineId }) => machineId);
  return [...(await store.cases.endClaims(ids, facts.now, true))];
}

function evidenceOf(deed: Deed, due: readonly Delete[], seen: Observation): Evidence[] {
  const why = due.find(({ machineId }) => machineId === deed.machineId)?.evidence.join(" ") ?? "";
  const row = (kind: string, detail: string) => [rowOf(seen, deed.machineId, kind, detail)];
  switch (deed.outcome) {
    case "deleted":
      return row("deleted", `Deleted. ${why}`);
    case "failed":
      return row("delete-failed", `Not deleted. ${deed.detail} ${why}`);
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
