/** What of a sweep is said to people: the plan and the deeds as items. Pure. */
import { isGone } from "@sesterce-gpu/shared";
import {
  APPROVAL_VALID_MS,
  type Guard,
  type MachineFact,
  type ReportedMachine,
  type ReportItem,
  type SweepReport,
} from "../fleet/report.ts";
import type { FleetMachine } from "../fleet/types.ts";
import type { ApprovalList } from "../store/index.ts";
import type { Acts } from "./act.ts";
import { isIn } from "./approvals.ts";
import type { CaseFile, Verdict } from "./facts.ts";
import { lastEnd } from "./judge.ts";
import type { Known, Observation } from "./observe.ts";
import type { Plan } from "./plan.ts";
import { POLICY } from "./policy.ts";

export interface ReportFacts {
  readonly plan: Plan;
  readonly seen: Observation;
  readonly acts: Acts;
  /** The list that holds what is asked for; undefined: nothing is. */
  readonly approvals: ApprovalList | undefined;
}

export function reportOf(facts: ReportFacts): SweepReport {
  const { plan, seen } = facts;
  const files = new Map(seen.facts.subjects.map(({ id, file }) => [id, file]));
  const machines = plan.verdicts.flatMap((verdict) => {
    const known = seen.machines.get(verdict.machineId);
    const file = files.get(verdict.machineId);
    if (!known || !file) return [];
    return factsOf(verdict, { known, file }, facts).map((fact) =>
      itemOf(fact, verdict, { seen: known.seen, now: seen.facts.now }),
    );
  });
  return {
    at: seen.facts.now,
    mode: seen.facts.mode,
    items: [...machines.sort(dearestFirst).map(({ item }) => item), ...plan.guards.map(guardItem)],
  };
}

interface About {
  readonly known: Known;
  readonly file: CaseFile;
}

/** What is new, and what was told before and still holds: of a machine on its way out nothing does. */
function factsOf(verdict: Verdict, about: About, report: ReportFacts): MachineFact[] {
  const { now } = report.seen.facts;
  if (report.acts.finished.includes(verdict.machineId)) return [{ kind: "deleted" }];
  const standing = isGone(about.known.seen.machine) ? [] : standingOf(verdict, about, report);
  switch (verdict.kind) {
    case "keep":
    case "mark":
    case "ask":
      return standing;
    case "foreign":
      return isNearlyOurs(about.known.seen) ? [{ kind: "nearly-ours" }] : [];
    case "unknown":
      return [...standing, ...escalationOf(verdict.escalation, about, now)];
    case "warn":
      return [...standing, warningOf(verdict, about.file, report)];
    case "would-delete":
      return [{ kind: "would-delete", isQuestion: isQuestion(about.file) }];
    case "delete":
      return deedOf(verdict.machineId, report.acts) ?? standing;
  }
}

function standingOf(verdict: Verdict, about: About, report: ReportFacts): MachineFact[] {
  const { facts } = report.seen;
  const look = facts.looks.get(verdict.machineId)?.kind;
  const isWaiting = verdict.kind === "keep" || verdict.kind === "unknown";
  const approvedBy = isWaiting ? about.known.case?.approvedBy : null;
  // A look that was not made has found nothing out; and a warning does not end what is not known.
  const isUnknown = (look ?? "unknown") === "unknown";
  const isStill = isUnknown && (verdict.kind === "keep" || verdict.kind === "warn");
  return [
    ...endOf(about, report),
    ...(approvedBy ? [{ kind: "approved", by: approvedBy } as const] : []),
    ...(isStill ? escalationOf(0, about, facts.now) : []),
    ...(look === undefined ? wouldDelete(about, report) : []),
    // Only life, or another end, takes the question away.
    ...(look === "alive" || look === "ended" ? [] : askOf(about, report.approvals)),
  ];
}

/** The end that was warned of, while it is near. */
function endOf({ known, file: { warning } }: About, { seen: { facts } }: ReportFacts) {
  const subject = facts.subjects.find(({ id }) => id === known.seen.machine._id);
  const end = subject && lastEnd(subject, facts);
  const isTold = end && warning?.endsAt === end.at && warning.saidAt !== null;
  const isNear = end && end.at - facts.now <= POLICY.warningMs;
  return isTold && isNear ? [{ kind: "lease-ends", endsAt: end.at, of: end.why } as const] : [];
}

/** Its turn to be looked at has not come in this tick: what two looks had found before still holds. */
function wouldDelete({ file, known }: About, { seen: { facts } }: ReportFacts): MachineFact[] {
  const isObserved = facts.mode === "observe" && known.seen.holder.kind === "workflow";
  const lookedAt = known.case?.lookedAt ?? 0;
  const isConfirmed = file.mark !== null && lookedAt - file.mark.at >= facts.recheckMs;
  return isObserved && isConfirmed ? [{ kind: "would-delete", isQuestion: isQuestion(file) }] : [];
}

const isQuestion = ({ mark }: CaseFile): boolean => mark?.why === "owner-missing";

function warningOf(
  verdict: Extract<Verdict, { kind: "warn" }>,
  { deletingSince }: CaseFile,
  { seen: { facts } }: ReportFacts,
): MachineFact {
  switch (verdict.of) {
    case "lease-end": {
      const subject = facts.subjects.find(({ id }) => id === verdict.machineId);
      const of = subject ? lastEnd(subject, facts).why : "lease";
      return { kind: "lease-ends", endsAt: verdict.endsAt, of };
    }
    case "end-after-gap":
      return { kind: "ends-after-gap", at: verdict.at };
    case "deleting":
      return { kind: "stuck", since: deletingSince ?? facts.now };
  }
}

function escalationOf(due: number, { file }: About, now: number): MachineFact[] {
  const escalation = Math.max(due, file.escalations);
  return escalation > 0 ? [{ kind: "unknown", since: file.unknownSince ?? now, escalation }] : [];
}

function askOf({ known, file }: About, list: ApprovalList | undefined): MachineFact[] {
  const isOpen = list && !file.isApproved && isIn(list, { id: known.seen.machine._id, file });
  return isOpen
    ? [{ kind: "ask", approvalId: list.id, until: list.askedAt + APPROVAL_VALID_MS }]
    : [];
}

/** Undefined: nothing was done, so what was told before still holds. */
function deedOf(machineId: string, { deeds }: Acts): MachineFact[] | undefined {
  const deed = deeds.find((one) => one.machineId === machineId);
  switch (deed?.outcome) {
    case "deleted":
      return [{ kind: "deleted" }];
    case "failed":
    case "unverified":
      return [{ kind: "delete-failed", detail: deed.detail }];
    case "lost":
    case undefined:
      return undefined;
  }
}

/** Foreign machines of people's own naming are nobody's news. */
export const isNearlyOurs = ({ holder, machine: { name } }: FleetMachine): boolean =>
  holder.kind === "foreign" && name.toLowerCase().startsWith("sgpu-");

interface Priced {
  readonly item: ReportItem;
  readonly hourlyUsd: number;
}

function itemOf(
  fact: MachineFact,
  { evidence }: Verdict,
  { seen, now }: { readonly seen: FleetMachine; readonly now: number },
): Priced {
  const item: ReportItem = {
    key: `${seen.machine._id}:${keyOf(fact, now)}`,
    kind: "machine",
    fact,
    why: evidence,
    machine: reportedOf(seen),
  };
  return { item, hourlyUsd: seen.hourlyUsd ?? 0 };
}

export function reportedOf(seen: FleetMachine): ReportedMachine {
  const { machine, holder, hourlyUsd, costUsd, leaseEndsAt } = seen;
  return {
    id: machine._id,
    name: machine.name,
    holder,
    gpu: machine.gpuModel,
    gpuCount: machine.gpuCount,
    region: machine.region,
    hourlyUsd,
    costUsd,
    leaseEndsAt,
  };
}

/** The same for as long as there is nothing new to say. */
function keyOf(fact: MachineFact, now: number): string {
  switch (fact.kind) {
    // A machine that has come back is deleted again.
    case "deleted":
      return `${fact.kind}:${now}`;
    case "lease-ends":
      return `${fact.kind}:${fact.endsAt}`;
    case "ask":
      return `${fact.kind}:${fact.approvalId}`;
    case "unknown":
      return `${fact.kind}:${fact.since}:${fact.escalation}`;
    default:
      return fact.kind;
  }
}

const dearestFirst = (a: Priced, b: Priced): number =>
  b.hourlyUsd - a.hourlyUsd || (a.item.key < b.item.key ? -1 : 1);

const guardItem = (guard: Guard): ReportItem => ({
  key: `guard:${guard.code}`,
  kind: "guard",
  guard,
});
