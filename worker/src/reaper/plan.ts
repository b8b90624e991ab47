/**
 * The reaper's decisions: what each machine deserves (`judge.ts`), held back by what is true of all of them
 * together. Pure, and the order of the facts does not matter. Nothing else may decide a delete.
 */
import type { Guard } from "../fleet/report.ts";
import type {
  EndReason,
  Gap,
  ListLength,
  OwnerLook,
  PlanFacts,
  Subject,
  Verdict,
} from "./facts.ts";
import { judge } from "./judge.ts";
import { POLICY } from "./policy.ts";

export interface Plan {
  /** One for each machine, by id. */
  readonly verdicts: readonly Verdict[];
  /** What was held back, and why. */
  readonly guards: readonly Guard[];
}

export type Delete = Extract<Verdict, { kind: "delete" }>;

export function plan(facts: PlanFacts): Plan {
  const subjects = new Map(facts.subjects.map((subject) => [subject.id, subject]));
  const judged = facts.subjects
    .map((subject) => judge(subject, { ...facts, look: trusted(facts, subject.id) }))
    .sort((a, b) => (a.machineId < b.machineId ? -1 : 1));
  const guards: Guard[] = [...guardOfList(facts), ...guardOfSight(facts)];
  const steps = [holdForList, holdForMode, holdForGap, holdForBurst];
  const verdicts = steps.reduce(
    (all, step) => step(all, { facts, subjects, guards }),
    judged as readonly Verdict[],
  );
  return { verdicts, guards };
}

/** While GitHub is in trouble nothing that it says ends anything: its replicas may be as well. */
export function trusted({ looks, sight }: PlanFacts, id: string): OwnerLook | undefined {
  const look = looks.get(id);
  const isVerdict = look?.kind === "ended" || look?.kind === "missing";
  if (sight.kind === "clear" || !isVerdict) return look;
  const why = sight.kind === "failing" ? "GitHub fails others" : "GitHub's quota is nearly used up";
  return { kind: "unknown", evidence: `${look.evidence} Not believed while ${why}.` };
}

function guardOfSight({ sight }: PlanFacts): Guard[] {
  if (sight.kind === "clear") return [];
  const { kind, ...figures } = sight;
  return [
    "failed" in figures
      ? { code: "github-failing", ...figures }
      : { code: "github-quota", ...figures },
  ];
}

const guardOfList = ({ unreadable }: PlanFacts): Guard[] =>
  unreadable > 0 ? [{ code: "unreadable", machines: unreadable }] : [];

interface Held {
  readonly facts: PlanFacts;
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly guards: Guard[];
}

type Step = (verdicts: readonly Verdict[], held: Held) => readonly Verdict[];

/** Less than half as long as the last good one, and not yet confirmed by a second such list. */
export const isShrunk = ({ is, was, wasShrunk }: ListLength): boolean =>
  !wasShrunk && was !== null && was >= POLICY.shrunk.least && is < was * POLICY.shrunk.share;

/** Half the fleet is not gone because a list says so, and what such a list says of the rest waits as well. */
const holdForList: Step = (verdicts, { facts: { list }, guards }) => {
  if (!isShrunk(list)) return verdicts;
  guards.push({ code: "list-shrunk", was: list.was ?? 0, is: list.is });
  return verdicts.map((verdict) =>
    isDelete(verdict)
      ? kept(verdict, "The list is much shorter than the last: it waits.")
      : verdict,
  );
};

/** Somebody may have extended a lease while nobody listened: everybody is told first. */
const holdForGap: Step = (verdicts, { facts: { gap, now }, subjects, guards }) => {
  if (gap === null) return verdicts;
  let heldBack = 0;
  const all = verdicts.map((verdict): Verdict => {
    const subject = subjects.get(verdict.machineId);
    if (!isDelete(verdict) || verdict.why === "asked") return verdict;
    if (!subject || subject.firstSeenAt >= gap.endedAt) return verdict;
    const at = toldUntilAfter(gap.endedAt, subject, now);
    if (now >= at) return verdict;
    heldBack += 1;
    const { machineId, evidence } = verdict;
    return { machineId, kind: "warn", of: "end-after-gap", since: gap.endedAt, at, evidence };
  });
  if (heldBack > 0) guards.push(guardOfGap(gap, heldBack));
  return all;
};

const guardOfGap = ({ endedAt, lengthMs }: Gap, heldBack: number): Guard =>
  lengthMs === 0
    ? { code: "after-switch", heldBack }
    : { code: "after-gap", gapMs: lengthMs, endedAt, heldBack };

/** Ten minutes after it was told since the gap, of its lease's end or for the gap's sake. */
function toldUntilAfter(gapEndedAt: number, { file, leaseEndsAt }: Subject, now: number): number {
  const { gapWarning, warning } = file;
  const current = gapWarning && gapWarning.firstTriedAt >= gapEndedAt ? gapWarning : null;
  const tellings = [current?.saidAt, warning?.endsAt === leaseEndsAt ? warning?.saidAt : null];
  const said = tellings.filter((at) => typeof at === "number").filter((at) => at >= gapEndedAt);
  const untold = (current?.firstTriedAt ?? now) + POLICY.untoldEndMs;
  return Math.min(untold, ...said.map((at) => at + POLICY.warningMs));
}

/** In observe mode only what we have rented ourselves is ended, and what somebody asks for. */
const holdForMode: Step = (verdicts, { facts, subjects }) => {
  if (facts.mode === "enforce") return verdicts;
  return verdicts.map((verdict): Verdict => {
    const isOurRental = subjects.get(verdict.machineId)?.holder.kind === "person";
    if (isOurRental || (verdict.kind !== "delete" && verdict.kind !== "ask")) return verdict;
    if (verdict.why === "asked") return verdict;
    return { ...verdict, kind: "would-delete" };
  });
};

/** Many inferred ends at once are rather a fault of what we see: the dearest go first, the others wait. */
const holdForBurst: Step = (verdicts, { facts, subjects, guards }) => {
  const ours = facts.subjects.filter(({ holder }) => holder.kind !== "foreign").length;
  const { least, share } = POLICY.burst;
  const most = Math.max(least, Math.floor(ours * share));
  const priceOf = ({ machineId }: Verdict) => subjects.get(machineId)?.hourlyUsd ?? 0;
  // What can't be deleted must not keep the others waiting for ever.
  const failedAt = ({ machineId }: Verdict) => subjects.get(machineId)?.file.failedAt ?? 0;
  const due = verdicts
    .filter(isDelete)
    .filter(({ why }) => isInferred(why))
    .sort(
      (a, b) =>
        failedAt(a) - failedAt(b) ||
        priceOf(b) - priceOf(a) ||
        (a.machineId < b.machineId ? -1 : 1),
    );
  const waiting = new Set(due.slice(most).map(({ machineId }) => machineId));
  if (waiting.size > 0) guards.push({ code: "burst", heldBack: waiting.size, most });
  return verdicts.map((verdict) =>
    isDelete(verdict) && waiting.has(verdict.machineId)
      ? kept(verdict, `More than ${most} ends were inferred at once: it waits for the next sweep.`)
      : verdict,
  );
};

export const isDelete = (verdict: Verdict): verdict is Delete => verdict.kind === "delete";

const STATED: readonly EndReason[] = ["lease", "lifetime", "asked", "leftover"];

export const isInferred = (why: EndReason): boolean => !STATED.includes(why);

const kept = ({ machineId, evidence }: Verdict, why: string): Verdict => ({
  machineId,
  kind: "keep",
  evidence: [...evidence, why],
});
