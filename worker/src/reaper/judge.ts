/** What one machine deserves, by itself: the guards that look at all of them are in `plan.ts`. Pure. */
import { formatDuration, isFailed, isGone } from "@sesterce-gpu/shared";
import type { EndReason, Mark, OwnerLook, PlanFacts, Subject, Verdict } from "./facts.ts";
import { POLICY } from "./policy.ts";

type Case = Pick<PlanFacts, "now" | "recheckMs" | "graceMs" | "maxLifetimeMs"> & {
  /** Undefined: nobody was asked in this tick. */
  readonly look: OwnerLook | undefined;
};

/** The first of the rules that applies: stated ends, inferred ends, what is coming, what is not known. */
export function judge(subject: Subject, facts: Case): Verdict {
  return (
    judgeForeign(subject) ??
    judgeLeaving(subject, facts) ??
    judgeAsked(subject) ??
    judgeLeftover(subject) ??
    judgeStatedEnd(subject, facts) ??
    judgeInferredEnd(subject, facts) ??
    judgeComingEnd(subject, facts) ??
    judgeUnknown(subject, facts) ??
    keep(subject, [facts.look?.evidence ?? "Its lease runs."])
  );
}

function judgeForeign({ id, holder }: Subject): Verdict | undefined {
  if (holder.kind !== "foreign") return undefined;
  return { machineId: id, kind: "foreign", evidence: [`Foreign: ${holder.why}.`] };
}

function judgeLeaving(subject: Subject, { now }: Case): Verdict | undefined {
  if (!isGone(subject)) return undefined;
  const { deletingSince } = subject.file;
  const isStuck = deletingSince !== null && now - deletingSince > POLICY.deletingMs;
  if (!isStuck || subject.status === "deleted") return keep(subject, ["It is being deleted."]);
  const sinceMs = now - deletingSince;
  const evidence = [`It has been ${subject.status} for ${formatDuration(sinceMs)}.`];
  return { machineId: subject.id, kind: "warn", of: "deleting", evidence };
}

function judgeAsked({ id, askedBy }: Subject): Verdict | undefined {
  if (askedBy === undefined) return undefined;
  return { machineId: id, kind: "delete", why: "asked", evidence: [`${askedBy} asked for it.`] };
}

/** Nobody has it: it came late, or could not be deleted then. */
function judgeLeftover({ id, holder, isLeftover }: Subject): Verdict | undefined {
  if (!isLeftover || holder.kind !== "person") return undefined;
  const evidence = ["The launch that rented it is over, and did not hand it over."];
  return { machineId: id, kind: "delete", why: "leftover", evidence };
}

/** A lease that has ended needs one look, and nobody at GitHub: but somebody who works there is told first. */
function judgeStatedEnd(subject: Subject, facts: Case): Verdict | undefined {
  const end = statedEnd(subject, facts);
  if (end === undefined) return undefined;
  const { look, now } = facts;
  const evidence = [end.evidence, ...(look ? [look.evidence] : [])];
  const verdict = { machineId: subject.id, evidence };
  const isNobodyLeft = look?.kind === "ended";
  if (isNobodyLeft || now >= toldUntil(subject, end.at)) {
    return { ...verdict, kind: "delete", why: end.why };
  }
  return isTold(subject, end.at)
    ? { ...verdict, kind: "keep" }
    : { ...verdict, kind: "warn", of: "lease-end", endsAt: end.at };
}

interface StatedEnd {
  readonly why: EndReason;
  readonly at: number;
  readonly evidence: string;
}

function statedEnd(subject: Subject, facts: Case): StatedEnd | undefined {
  const end = lastEnd(subject, facts);
  if (end.at > facts.now) return undefined;
  const evidence =
    end.why === "lease"
      ? `Its lease ended at ${iso(end.at)}.`
      : `It was first seen at ${iso(subject.firstSeenAt)}: longer ago than any lifetime may be.`;
  return { ...end, evidence };
}

/** Whatever GitHub says: its lease's end, or that of the longest lifetime when it comes first. */
export function lastEnd(
  { leaseEndsAt, firstSeenAt }: Pick<Subject, "leaseEndsAt" | "firstSeenAt">,
  { maxLifetimeMs }: Pick<PlanFacts, "maxLifetimeMs">,
): { readonly why: "lease" | "lifetime"; readonly at: number } {
  const lastAt = firstSeenAt + maxLifetimeMs + POLICY.overLifetimeMs;
  return leaseEndsAt !== null && leaseEndsAt <= lastAt
    ? { why: "lease", at: leaseEndsAt }
    : { why: "lifetime", at: lastAt };
}

/** From when it may end, as far as warnings go. Infinity: nobody has tried to tell yet. */
function toldUntil({ file: { warning } }: Subject, endsAt: number): number {
  if (warning === null || warning.endsAt !== endsAt) return Number.POSITIVE_INFINITY;
  const patience = Math.max(endsAt, warning.firstTriedAt) + POLICY.untoldEndMs;
  if (warning.saidAt === null) return patience;
  return Math.max(endsAt, Math.min(warning.saidAt + POLICY.warningMs, patience));
}

const isTold = ({ file: { warning } }: Subject, endsAt: number): boolean =>
  warning?.endsAt === endsAt && warning.saidAt !== null;

/** Marked by one look, and confirmed by another that is late enough. */
function judgeInferredEnd(subject: Subject, facts: Case): Verdict | undefined {
  const found = inferredEnd(subject, facts);
  if (found === undefined) return undefined;
  const { why, evidence } = found;
  const { mark, isApproved } = subject.file;
  const verdict = { machineId: subject.id, evidence: [evidence], why };
  if (mark === null || mark.why !== why) return { ...verdict, kind: "mark" };
  if (facts.now - mark.at < recheckMs(mark, facts)) {
    const waits = [evidence, `Marked at ${iso(mark.at)}; a later look must agree.`];
    return judgeComingEnd(subject, facts) ?? keep(subject, waits);
  }
  const first = mark.by === "webhook" ? "GitHub's webhook told it" : "First found";
  const confirmed = { ...verdict, evidence: [evidence, `${first} at ${iso(mark.at)}.`] };
  if (why !== "owner-missing" || isApproved) return { ...confirmed, kind: "delete" };
  // A question may stay open until the lease ends: that end is warned of like any other.
  return judgeComingEnd(subject, facts) ?? { ...confirmed, kind: "ask" };
}

/** How much later at least the second look must be. */
function recheckMs({ why, by }: Mark, facts: Case): number {
  if (by === "webhook") return facts.graceMs;
  return why === "owner-missing"
    ? Math.max(facts.recheckMs, POLICY.missingRecheckMs)
    : facts.recheckMs;
}

function inferredEnd(
  subject: Subject,
  { look, now }: Case,
): { why: EndReason; evidence: string } | undefined {
  if (look?.kind === "ended") return { why: "owner-ended", evidence: look.evidence };
  if (look?.kind === "missing") return { why: "owner-missing", evidence: look.evidence };
  const isOld = now - subject.firstSeenAt >= POLICY.errorMs;
  // A run that we know nothing of may still want to look at what has failed.
  const isKnown = subject.holder.kind === "person" || look?.kind === "alive";
  if (!isFailed(subject) || !isOld || !isKnown) return undefined;
  return { why: "failed", evidence: "It has failed, and nobody has given it back." };
}

function judgeComingEnd(subject: Subject, facts: Case): Verdict | undefined {
  const { why, at } = lastEnd(subject, facts);
  if (at - facts.now > POLICY.warningMs || isTold(subject, at)) return undefined;
  const what = why === "lease" ? "Its lease" : "The longest lifetime that a machine may have";
  const evidence = [`${what} ends at ${iso(at)}.`];
  return { machineId: subject.id, kind: "warn", of: "lease-end", endsAt: at, evidence };
}

function judgeUnknown({ id, file }: Subject, { look, now }: Case): Verdict | undefined {
  if (look?.kind !== "unknown") return undefined;
  const sinceMs = now - (file.unknownSince ?? now);
  const due = POLICY.escalationsMs.filter((afterMs) => sinceMs >= afterMs).length;
  const escalation = due > file.escalations ? due : 0;
  const known = `Not known for ${formatDuration(sinceMs)}.`;
  return { machineId: id, kind: "unknown", escalation, evidence: [look.evidence, known] };
}

const keep = ({ id }: Subject, evidence: readonly string[]): Verdict => ({
  machineId: id,
  kind: "keep",
  evidence,
});

const iso = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
