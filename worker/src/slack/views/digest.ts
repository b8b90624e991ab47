/** The day's digest in the channel. Pure; a few of each kind are named, the others are counted. */
import { formatCost, formatUsd } from "@sesterce-gpu/shared";
import type { Digest, DigestOwner, Ended, Unseen } from "../../fleet/digest.ts";
import type { ReportedMachine } from "../../fleet/report.ts";
import { LIMITS } from "../limits.ts";
import type { Message } from "../message.ts";
import { counted, mention, moment, plain } from "../text.ts";
import { type Cell, type Column, joined, section, table } from "./blocks.ts";
import { priceText, span } from "./figures.ts";
import { ownerWords, togetherText, whatText } from "./report/machine.ts";

const COLUMNS: readonly Column[] = [
  { title: "Who" },
  { title: "Machines now", align: "right" },
  { title: "$/h now", align: "right" },
  { title: "Cost of the day", align: "right" },
];

const MOST_OWNERS = 20;
const MOST_NAMED = 8;

export function digestView(digest: Digest): Message {
  const shown = digest.owners.slice(0, MOST_OWNERS);
  const head = headOf(digest);
  const lines = shown.map((owner) => `• ${whoText(owner)}: ${figuresOf(owner).join(" · ")}`);
  const more = digest.owners.length - shown.length;
  const note = more > 0 ? [`… and ${more} more: \`/gpu cost 1\``] : [];
  const parts = [endsOf(digest), ...listsOf(digest)];
  return {
    text: joined([...head, ...lines, ...note, ...parts.flat()], LIMITS.text),
    blocks: [
      section(head),
      ...(shown.length > 0 ? [table(COLUMNS, shown.map(cellsOf))] : []),
      ...[...(note.length > 0 ? [note] : []), ...parts].map(section),
    ],
  };
}

function headOf({ ours, owners, foreign, foreignDayUsd, until }: Digest): string[] {
  const dayUsd = owners.reduce((sum, owner) => sum + owner.dayUsd, 0);
  const untold = owners.some(({ withoutPrice }) => withoutPrice > 0);
  const now =
    ours.machines === 0
      ? "none of our machines runs now"
      : `${counted(ours.machines, "machine")} now, ${least(ours)}${formatUsd(ours.hourlyUsd)} $/h`;
  const day = `${untold ? "at least " : ""}${formatCost(dayUsd)}`;
  const others = `Besides, not ours: ${counted(foreign.machines, "machine")} now, ${least(foreign)}${formatUsd(foreign.hourlyUsd)} $/h · ${formatCost(foreignDayUsd)} in the day`;
  return [
    `*The day until ${moment(until)}: ${day}* · ${now}`,
    ...(foreign.machines > 0 || foreignDayUsd > 0 ? [others] : []),
  ];
}

const least = ({ withoutPrice }: Pick<Ended, "withoutPrice">): string =>
  withoutPrice > 0 ? "at least " : "";

function cellsOf(owner: DigestOwner): Cell[] {
  const { machines, hourlyUsd } = owner;
  return [whoCell(owner), String(machines), formatUsd(hourlyUsd), dayOf(owner)];
}

const figuresOf = (owner: DigestOwner): string[] => [
  dayOf(owner),
  `${counted(owner.machines, "machine")} now`,
  `${formatUsd(owner.hourlyUsd)} $/h`,
];

const dayOf = ({ dayUsd, withoutPrice }: DigestOwner): string =>
  withoutPrice > 0
    ? `${formatCost(dayUsd)} and ${withoutPrice} without a price`
    : formatCost(dayUsd);

const whoCell = ({ owner }: DigestOwner): Cell =>
  owner.kind === "person" ? { user: owner.userId } : (owner.name ?? `repository ${owner.id}`);

function whoText(one: DigestOwner): string {
  const cell = whoCell(one);
  if (one.owner.kind === "person") return mention(one.owner.userId);
  return typeof cell === "string" ? plain(cell, 120) : "-";
}

/** What was found that nobody had given back. */
function endsOf({ leaks, leases, wouldEnd, mode }: Digest): string[] {
  const found =
    leaks.machines === 0
      ? "*No leak was ended in this day.*"
      : `*Leaks: the sweep has ended ${counted(leaks.machines, "machine")} that no job had given back.* Cost until then ${costOf(leaks)}; the end saves ${dailyOf(leaks)}.`;
  const would = `Observe mode leaves workflow machines alone: enforce would end ${counted(wouldEnd.machines, "machine")} now. Cost so far ${costOf(wouldEnd)}; the end would save ${dailyOf(wouldEnd)}.`;
  const people = `${counted(leases.machines, "machine")} of people in Slack ended with the lease: ${costOf(leases)}.`;
  return [
    found,
    ...(mode === "observe" && wouldEnd.machines > 0 ? [would] : []),
    ...(leases.machines > 0 ? [people] : []),
  ];
}

const costOf = (ended: Ended): string => `${least(ended)}${formatCost(ended.costUsd)}`;
const dailyOf = (ended: Ended): string =>
  `${least(ended)}${formatUsd(ended.hourlyUsd * 24)} $ a day`;

/** Each list with its title; those with nothing in them are left out. */
function listsOf({ strangers, nearlyOurs, unseen, at }: Digest): string[][] {
  const unseenMachines = unseen.map(({ machine }) => machine);
  const unseenLines = unseen.map((one) => unseenLine(one, at));
  return [
    listOf(
      "Names that look like ours and are not: never touched",
      nearlyOurs,
      nearlyOurs.map(line),
    ),
    listOf("Foreign machines: never touched", strangers, strangers.map(strangerLine)),
    listOf("Not seen: nobody knows whether the owner lives", unseenMachines, unseenLines),
  ].filter((lines) => lines.length > 0);
}

function listOf(
  title: string,
  machines: readonly ReportedMachine[],
  lines: readonly string[],
): string[] {
  if (machines.length === 0) return [];
  const more = lines.length - MOST_NAMED;
  return [
    `*${title}* · ${togetherText(machines)}`,
    ...lines.slice(0, MOST_NAMED).map((one) => `• ${one}`),
    ...(more > 0 ? [`… and ${more} more: \`/gpu list\``] : []),
  ];
}

const strangerLine = (machine: ReportedMachine): string =>
  `${priceText(machine.hourlyUsd)} · ${whatText(machine)}`;

const line = (machine: ReportedMachine): string =>
  `${strangerLine(machine)} · ${ownerWords(machine)}`;

function unseenLine({ machine, since }: Unseen, now: number): string {
  const ends =
    machine.leaseEndsAt === null ? "" : `; the lease ends it, ${moment(machine.leaseEndsAt)}`;
  return `${line(machine)} · for ${span(now - since)}, since ${moment(since)}${ends}`;
}
