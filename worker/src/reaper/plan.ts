/**
 * The reaper's decisions: what each machine deserves (`judge.ts`), held back by what is true of all of them
 * together. Pure, and the order of the facts does not matter. Nothing else may decide a delete.
 */
import type { EndReason, PlanFacts, Subject, Verdict } from "./facts.ts";
import { judge } from "./judge.ts";
import { POLICY } from "./policy.ts";

export interface Plan {
  /** One for each machine, by id. */
  readonly verdicts: readonly Verdict[];
  /** Guards that held something back, each to be said once. */
  readonly guards: readonly Guard[];
}

export type Guard =
  | { readonly code: "list-shrunk"; readonly heldBack: number }
  | { readonly code: "after-gap"; readonly heldBack: number }
  /** More inferred ends were due than one tick takes. */
  | { readonly code: "burst"; readonly heldBack: number; readonly most: number };

type Delete = Extract<Verdict, { kind: "delete" }>;

export function plan(facts: PlanFacts): Plan {
  const subjects = new Map(facts.subjects.map((subject) => [subject.id, subject]));
  const judged = facts.subjects
    .map((subject) => judge(subject, { ...facts, look: facts.looks.get(subject.id) }))
    .sort((a, b) => (a.machineId < b.machineId ? -1 : 1));
  const guards: Guard[] = [];
  const steps = [holdForList, holdForGap, holdForMode, holdForBurst];
  const verdicts = steps.reduce(
    (all, step) => step(all, { facts, subjects, guards }),
    judged as readonly Verdict[],
  );
  return { verdicts, guards };
}

interface Held {
  readonly facts: PlanFacts;
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly guards: Guard[];
}

type Step = (verdicts: readonly Verdict[], held: Held) => readonly Verdict[];

/** Half the fleet is not gone because a list says so, and what such a list says of the rest waits as well. */
const holdForList: Step = (verdicts, { facts, guards }) => {
  if (!facts.isListShrunk) return verdicts;
  const heldBack = verdicts.filter(isDelete).length;
  if (heldBack > 0) guards.push({ code: "list-shrunk", heldBack });
  return verdicts.map((verdict) =>
    isDelete(verdict)
      ? kept(verdict, "The list is much shorter than the last: it waits.")
      : verdict,
  );
};

/** Somebody may have extended a lease while nobody listened: everybody is told first. */
const holdForGap: Step = (verdicts, { facts, subjects, guards }) => {
  const { gapEndedAt, now } = facts;
  if (gapEndedAt === null) return verdicts;
  let heldBack = 0;
  const all = verdicts.map((verdict): Verdict => {
    if (!isDelete(verdict)) return verdict;
    const warnedAt = subjects.get(verdict.machineId)?.file.gapWarnedAt ?? null;
    if (warnedAt !== null && warnedAt >= gapEndedAt && now - warnedAt >= POLICY.warningMs) {
      return verdict;
    }
    heldBack += 1;
    const { machineId, evidence } = verdict;
    if (warnedAt !== null && warnedAt >= gapEndedAt) {
      return kept(verdict, "Told after a gap between sweeps: it waits ten minutes.");
    }
    return { machineId, kind: "warn", of: "end-after-gap", evidence };
  });
  if (heldBack > 0) guards.push({ code: "after-gap", heldBack });
  return all;
};

/** In observe mode only what we have rented ourselves is ended. */
const holdForMode: Step = (verdicts, { facts, subjects }) => {
  if (facts.mode === "enforce") return verdicts;
  return verdicts.map((verdict): Verdict => {
    const isOurRental = subjects.get(verdict.machineId)?.holder.kind === "person";
    if (isOurRental || (verdict.kind !== "delete" && verdict.kind !== "ask")) return verdict;
    return { ...verdict, kind: "would-delete" };
  });
};

/** Many inferred ends at once are rather a fault of what we see: the dearest go first, the others wait. */
const holdForBurst: Step = (verdicts, { facts, subjects, guards }) => {
  const ours = facts.subjects.filter(({ holder }) => holder.kind !== "foreign").length;
  const { least, share } = POLICY.burst;
  const most = Math.max(least, Math.floor(ours * share));
  const priceOf = ({ machineId }: Verdict) => subjects.get(machineId)?.hourlyUsd ?? 0;
  const due = verdicts
    .filter(isDelete)
    .filter(({ why }) => isInferred(why))
    .sort((a, b) => priceOf(b) - priceOf(a) || (a.machineId < b.machineId ? -1 : 1));
  const waiting = new Set(due.slice(most).map(({ machineId }) => machineId));
  if (waiting.size > 0) guards.push({ code: "burst", heldBack: waiting.size, most });
  return verdicts.map((verdict) =>
    isDelete(verdict) && waiting.has(verdict.machineId)
      ? kept(verdict, `More than ${most} ends were inferred at once: it waits for the next sweep.`)
      : verdict,
  );
};

const isDelete = (verdict: Verdict): verdict is Delete => verdict.kind === "delete";

export const isInferred = (why: EndReason): boolean => why !== "lease" && why !== "lifetime";

const kept = ({ machineId, evidence }: Verdict, why: string): Verdict => ({
  machineId,
  kind: "keep",
  evidence: [...evidence, why],
});
