/** The answer to `/gpu gc status`: what is due, what is unknown and why, and what holds deletes back. Pure. */
import type { FleetMachine } from "../../fleet/types.ts";
import type { SweepHealth } from "../../health.ts";
import { type ApprovalList, type CaseRow, CLAIM_MS } from "../../store/index.ts";
import type { Message } from "../message.ts";
import { code, counted, mention, moment } from "../text.ts";
import { lines } from "./blocks.ts";
import { priceText, span, timeLeft } from "./figures.ts";
import { said } from "./report/outside.ts";
import { whoText } from "./who.ts";

export interface GcFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Lines that go first; mrkdwn. */
  readonly above: readonly string[];
  /** Null: the variables of the sweep can't be used. */
  readonly mode: "observe" | "enforce" | null;
  readonly health: SweepHealth;
  /** Of the last message; mrkdwn. */
  readonly guards: readonly string[];
  /** Ours that are there. */
  readonly machines: readonly GcMachine[];
  /** The question that can be answered now. */
  readonly approval: (ApprovalList & { readonly until: number }) | null;
  /** Whether Sesterce told what runs. */
  readonly isSeen: boolean;
}

export interface GcMachine {
  readonly seen: FleetMachine;
  /** Undefined: the sweep remembers nothing of it. */
  readonly case: CaseRow | undefined;
}

export function gcStatusView(facts: GcFacts): Message {
  const { machines, above, guards } = facts;
  const due = machines.flatMap((machine) => dueLine(machine, facts) ?? []);
  const unknown = machines.flatMap((machine) => unknownLine(machine, facts) ?? []);
  return lines([
    ...above,
    healthLine(facts),
    ...modeLines(facts),
    ...part("Due", due, facts),
    ...part("Unknown", unknown, facts),
    ...approvalLines(facts),
    ...(guards.length > 0 ? ["*Held back, as the last message said:*", ...guards.map(bullet)] : []),
  ]);
}

const bullet = (line: string): string => `• ${line}`;

function healthLine({ health, now }: GcFacts): string {
  switch (health.state) {
    case "fresh":
      return `*Last good sweep:* ${moment(health.lastGoodAt)}, ${span(now - health.lastGoodAt)} ago.`;
    case "stale":
      return `*Last good sweep:* ${moment(health.lastGoodAt)}, *${span(now - health.lastGoodAt)} ago: since then nobody watches.* \`/healthz\` and the Worker's log say why.`;
    case "never":
      return "*No good sweep yet:* nobody watches. After a deploy it takes two minutes.";
    case "unknown":
      return "*When the last good sweep was is not known.*";
  }
}

function modeLines({ mode, machines, isSeen }: GcFacts): string[] {
  const watched = isSeen
    ? `${counted(machines.length, "machine")} of ours`
    : "what runs is not known, Sesterce does not tell";
  if (mode === null)
    return [`*Mode:* not known, REAPER variables can't be used (\`/healthz\`) · ${watched}`];
  return [
    mode === "enforce"
      ? `*Mode enforce* · ${watched}`
      : `*Mode observe:* machines of workflows are only told of · ${watched}`,
  ];
}

const part = (title: string, all: readonly string[], { isSeen }: GcFacts): string[] =>
  all.length === 0 ? (isSeen ? [`*${title}:* nothing.`] : []) : [`*${title}:*`, ...all.map(bullet)];

const machineText = ({ machine, holder, hourlyUsd }: FleetMachine): string =>
  `${code(machine._id, 60)} · ${whoText(holder)} · ${priceText(hourlyUsd)}`;

const MARKS: Readonly<Record<string, string>> = {
  "owner-missing": "GitHub does not find its run",
  "owner-ended": "its job or run has ended",
  failed: "it has failed",
};

/** Why its end is near; undefined: it is not. */
function dueLine({ seen, case: row }: GcMachine, { now }: GcFacts): string | undefined {
  const { leaseEndsAt } = seen;
  const reasons = [
    ...(row ? marksOf(row, now) : []),
    ...(leaseEndsAt !== null && leaseEndsAt <= now
      ? [`its lease ended ${moment(leaseEndsAt)}`]
      : warnedOf(seen, row, now)),
  ];
  return reasons.length === 0 ? undefined : `${machineText(seen)}: ${reasons.join("; ")}`;
}

function marksOf(row: CaseRow, now: number): string[] {
  const { claimedAt, deletingSince, markWhy, markAt, approvedAt, approvedBy } = row;
  return [
    ...(claimedAt !== null && now - claimedAt < CLAIM_MS
      ? [`being deleted since ${moment(claimedAt)}`]
      : []),
    ...(deletingSince === null ? [] : [`its delete was sent ${moment(deletingSince)}`]),
    ...(markWhy === null || markAt === null
      ? []
      : [`${MARKS[markWhy] ?? said(markWhy, 40)}, marked ${moment(markAt)}`]),
    ...(approvedAt === null
      ? []
      : [
          `its end was approved by ${mention(approvedBy ?? "") || "somebody"} ${moment(approvedAt)}`,
        ]),
  ];
}

function warnedOf({ leaseEndsAt }: FleetMachine, row: CaseRow | undefined, now: number): string[] {
  const isWarned = row?.warnedEnd === leaseEndsAt && row?.warnSaidAt !== null;
  return leaseEndsAt !== null && isWarned
    ? [`its lease ends ${moment(leaseEndsAt)} (in ${timeLeft(leaseEndsAt, now)}), and that is told`]
    : [];
}

function unknownLine({ seen, case: row }: GcMachine, { now }: GcFacts): string | undefined {
  if (row === undefined || row.unknownSince === null) return undefined;
  const why = said(row.lookDetail ?? "", 160) || "no reason was written down";
  return `${machineText(seen)}: since ${moment(row.unknownSince)} (${span(now - row.unknownSince)}): ${why}`;
}

const MOST_NAMED = 50;

function approvalLines({ approval }: GcFacts): string[] {
  if (approval === null) return ["*Waiting for an approval:* nothing that can be answered now."];
  const { id, machines, until } = approval;
  const named = machines.slice(0, MOST_NAMED).map(({ machineId }) => code(machineId, 60));
  const more = machines.length - named.length;
  return [
    `*Waiting for an approval until ${moment(until)}:* ${counted(machines.length, "machine")} whose run GitHub does not find: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
    `Approved by the button in the channel, or by ${code(`/gpu gc approve ${id}`)}`,
  ];
}
