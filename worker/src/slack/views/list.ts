/** The answer to `/gpu list`. Pure. */
import { oneLine } from "@sesterce-gpu/shared";
import { totalsOf } from "../../fleet/fleet.ts";
import type { Fleet, FleetMachine } from "../../fleet/types.ts";
import { LIMITS } from "../limits.ts";
import type { Message } from "../message.ts";
import { code, plain } from "../text.ts";
import { type Cell, type Column, context, joined, section, table } from "./blocks.ts";
import { cost, costText, gpus, hourly, priceText, span, timeLeft, totals } from "./figures.ts";
import { pageNote, pageOf, pagingBlocks } from "./paging.ts";
import { whoCell, whoText } from "./who.ts";

export interface ListFacts {
  readonly fleet: Fleet;
  /** Whose machines alone; null: everybody's. */
  readonly mine: { readonly userId: string } | null;
  readonly page: number;
}

const COLUMNS: readonly Column[] = [
  { title: "Who" },
  { title: "GPU" },
  { title: "Region" },
  { title: "Status" },
  { title: "Age", align: "right" },
  { title: "$/h", align: "right" },
  { title: "So far", align: "right" },
  { title: "Time left", align: "right" },
  { title: "Id" },
];

export function listView({ fleet, mine, page }: ListFacts): Message {
  const ours = mine ? fleet.ours.filter((machine) => isOf(machine, mine.userId)) : fleet.ours;
  const foreign = mine ? [] : fleet.foreign;
  const shown = pageOf([...ours, ...foreign], page);
  const headlines = headlinesOf(ours, foreign, mine !== null);
  if (shown.rows.length === 0) return { text: headlines.join("\n"), blocks: [section(headlines)] };
  const line = mine ? "list mine" : "list";
  const rows = shown.rows.map((machine) => lineOf(machine, fleet.at));
  return {
    text: joined([...headlines, ...pageNote(shown, line), ...rows], LIMITS.text),
    blocks: [
      section(headlines),
      table(
        COLUMNS,
        shown.rows.map((machine) => cellsOf(machine, fleet.at)),
      ),
      ...pagingBlocks(shown, line),
      context(
        "One machine: `/gpu show &lt;id&gt;` · longer: `/gpu extend &lt;id&gt; 2h` · its end: `/gpu delete &lt;id&gt;`",
      ),
    ],
  };
}

const isOf = ({ holder }: FleetMachine, userId: string): boolean =>
  holder.kind === "person" && holder.userId === userId;

/** Totals of all pages, ours and the foreign ones apart. */
function headlinesOf(
  ours: readonly FleetMachine[],
  foreign: readonly FleetMachine[],
  isMine: boolean,
): string[] {
  const nothing = isMine
    ? "You have no machine running from Slack. `/gpu create H100 2h` rents one; `/gpu list` shows everybody's."
    : "None of our machines is running. `/gpu offers` shows what can be rented.";
  const own = ours.length === 0 ? nothing : `*${totals(totalsOf(ours), "machine")}*`;
  return foreign.length === 0
    ? [own]
    : [own, `${totals(totalsOf(foreign), "foreign machine")} (not ours: never touched)`];
}

function cellsOf(seen: FleetMachine, now: number): Cell[] {
  const { machine, holder, ageMs, hourlyUsd, costUsd, leaseEndsAt } = seen;
  return [
    holder.kind === "foreign"
      ? `${whoCell(holder)}: ${oneLine(machine.name, 40)}`
      : whoCell(holder),
    gpus(seen),
    oneLine(machine.region ?? "", 40),
    oneLine(machine.status, 20),
    span(ageMs),
    hourly(hourlyUsd),
    cost(costUsd),
    timeLeft(leaseEndsAt, now),
    machine._id,
  ];
}

/** The same as a line of text, for notifications and for when the table is refused. */
function lineOf(seen: FleetMachine, now: number): string {
  const { machine, holder, ageMs, hourlyUsd, costUsd, leaseEndsAt } = seen;
  const name = holder.kind === "foreign" ? ` ${code(machine.name, 40)}` : "";
  const facts = [
    plain(gpus(seen)),
    plain(machine.region ?? "", 40) || "-",
    plain(machine.status, 20) || "-",
    span(ageMs),
    priceText(hourlyUsd),
    costText(costUsd),
    leaseText(leaseEndsAt, now),
    code(machine._id),
  ];
  return `• ${whoText(holder)}${name}: ${facts.join(" · ")}`;
}

function leaseText(leaseEndsAt: number | null, now: number): string {
  if (leaseEndsAt === null) return "no lease of ours";
  return leaseEndsAt < now ? timeLeft(leaseEndsAt, now) : `${timeLeft(leaseEndsAt, now)} left`;
}
