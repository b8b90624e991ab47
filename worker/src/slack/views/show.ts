/** The answer to `/gpu show`: all facts of one machine, and why it is alive. IP addresses appear here alone. Pure. */
import {
  isActive,
  isGone,
  type Machine,
  type PortForward,
  parseSshAddress,
} from "@sesterce-gpu/shared";
import type { FleetMachine } from "../../fleet/types.ts";
import type { CaseRow, Evidence, LeaseRow, MachineRow } from "../../store/index.ts";
import { LIMITS } from "../limits.ts";
import type { Message } from "../message.ts";
import { code, counted, mention, moment, plain } from "../text.ts";
import { joined, lines, section } from "./blocks.ts";
import { cost, costText, gpus, priceText, span, timeLeft } from "./figures.ts";
import { nextStep, type Sweeping } from "./next-step.ts";
import { leaseCommands } from "./report/lease-buttons.ts";
import { whoText } from "./who.ts";

export interface Trace {
  /** Newest first. */
  readonly evidence: readonly Evidence[];
  /** Undefined: nobody has moved the lease. */
  readonly lease: LeaseRow | undefined;
  /** What the sweep remembers of it; undefined: nothing. */
  readonly case: CaseRow | undefined;
}

export interface ShownAt extends Pick<Sweeping, "mode"> {
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const MOST_EVIDENCE = 10;
const MOST_PORTS = 20;

/** `trace` is unknown while the database does not answer. */
export function showView(seen: FleetMachine, trace: Trace | "unknown", at: ShownAt): Message {
  const evidence = trace === "unknown" ? [] : evidenceLines(trace.evidence);
  const parts = [factsOf(seen), leaseLines(seen, trace, at), evidence];
  return {
    text: joined(parts.flat(), LIMITS.text),
    blocks: parts.filter((part) => part.length > 0).map(section),
  };
}

/** A machine that has ended: Sesterce has forgotten it, we have not. */
export const endedView = (
  row: MachineRow,
  costUsd: number | null,
  { evidence }: Pick<Trace, "evidence">,
): Message => lines([...factsOfEnded(row, costUsd), ...evidenceLines(evidence)]);

export function factsOfEnded(row: MachineRow, costUsd: number | null): string[] {
  return [
    `*Ended: ${code(row.id)}* ${code(row.name)}`,
    [
      plain(`${row.gpuCount ?? "?"}×${row.gpu ?? "?"}`),
      plain(row.region ?? "", 60) || "region not told",
      priceText(row.hourlyUsd),
      costUsd === null ? costText(costUsd) : `cost about ${cost(costUsd)}`,
    ].join(" · "),
    `First seen ${moment(row.firstSeenAt)}, gone ${moment(row.endedAt ?? row.lastSeenAt)}.`,
  ];
}

export function notFoundView(reference: string, ids: readonly string[]): Message {
  return ids.length > 0
    ? lines([
        `${code(reference)} names more than one machine: ${ids.map((id) => code(id)).join(", ")}.`,
        "Say which by its id.",
      ])
    : lines([
        `There is no machine ${code(reference)}, and we have not seen one.`,
        "`/gpu list` shows what there is, with ids.",
      ]);
}

function factsOf(seen: FleetMachine): string[] {
  const { machine, holder, ageMs, hourlyUsd, costUsd } = seen;
  return [
    [
      `*${plain(gpus(seen)) || "-"}*`,
      plain(machine.region ?? "", 60) || "region not told",
      `*${plain(machine.status, 20) || "-"}*`,
      priceText(hourlyUsd),
      costText(costUsd),
    ].join(" · "),
    `Id ${code(machine._id, 200)} · name ${code(machine.name, 120)}`,
    `Whose: ${whoText(holder)} · age ${span(ageMs)} · OS ${plain(machine.os ?? "", 60) || "not told"}`,
    `Log in: ${sshLine(machine)}`,
    ...portLines(machine.portForwards),
  ];
}

function sshLine(machine: Machine): string {
  if (!isActive(machine)) return "not yet, it is not active";
  const address = parseSshAddress(machine);
  if (!address.ok) return "the API tells no address that can be used";
  const { host, port, user } = address.value;
  return code(`ssh -p ${port} ${user}@${host}`, 400);
}

function portLines(forwards: readonly PortForward[]): string[] {
  if (forwards.length === 0) return [];
  const shown = forwards.slice(0, MOST_PORTS).map(portText);
  const more = forwards.length - shown.length;
  return [`Port forwards: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`];
}

const portText = (forward: PortForward): string =>
  code(
    typeof forward === "string" ? forward : `${forward.internalPort} → ${forward.externalPort}`,
    60,
  );

function leaseLines(seen: FleetMachine, trace: Trace | "unknown", at: ShownAt): string[] {
  const { leaseEndsAt } = seen;
  const { now, mode } = at;
  const known = trace === "unknown" ? undefined : trace.case;
  const next = `*Next:* ${nextStep(seen, now, { mode, case: known })}`;
  if (leaseEndsAt === null) return ["*Why it is alive:* it is not ours.", next];
  const lease = trace === "unknown" ? undefined : trace.lease;
  const untouched =
    trace === "unknown"
      ? "by its name; whether anybody has moved it is not known"
      : "as its name says; nobody has moved it";
  const by = lease ? movedText(lease, leaseEndsAt) : untouched;
  const until = leaseEndsAt > now ? "its lease runs until" : "its lease ended";
  return [
    `*Why it is alive:* ${until} ${moment(leaseEndsAt)} (${timeLeft(leaseEndsAt, now)}), ${by}.`,
    ...lookLines(known),
    next,
    ...(isGone(seen.machine) ? [] : [`${leaseCommands(seen.machine._id)}.`]),
  ];
}

/** The later of the two ends holds: the name's, or what was asked for or moved to. */
const movedText = ({ endsAt, movedBy, movedAt }: LeaseRow, leaseEndsAt: number): string =>
  endsAt < leaseEndsAt ? "as its name says" : `moved by ${mention(movedBy)} ${moment(movedAt)}`;

/** What GitHub said of its owner when it was asked last. */
function lookLines(known: CaseRow | undefined): string[] {
  const { lookedAt = null, lookDetail = null } = known ?? {};
  const said = plain(lookDetail ?? "", 300);
  return lookedAt === null || said === "" ? [] : [`GitHub, ${moment(lookedAt)}: ${said}`];
}

function evidenceLines(evidence: readonly Evidence[]): string[] {
  if (evidence.length === 0) return [];
  const rows = evidence.slice(0, MOST_EVIDENCE).map(evidenceLine);
  const more = evidence.length - rows.length;
  return [
    "*What we saw and did*",
    ...rows,
    ...(more > 0 ? [`… and ${counted(more, "older row")}`] : []),
  ];
}

const evidenceLine = ({ at, actor, detail }: Evidence): string =>
  `• ${moment(at)} ${mention(actor) || "-"}: ${plain(detail, 150)}`;
