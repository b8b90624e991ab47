/** The answer to `/gpu cost`. Pure. */
import { formatCost } from "@sesterce-gpu/shared";
import type { OwnerCost } from "../../store/index.ts";
import { LIMITS } from "../limits.ts";
import type { Message } from "../message.ts";
import { counted, mention, moment, plain } from "../text.ts";
import { type Cell, type Column, joined, lines, section, table } from "./blocks.ts";
import { span } from "./figures.ts";
import { pageNote, pageOf, pagingBlocks } from "./paging.ts";

/** `isOurs`: of our workspace, or of a repository that we look after. */
export type ToldCost = OwnerCost & { readonly isOurs: boolean };

export interface CostFacts {
  readonly days: number;
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** Null: no sweep has been yet. */
  readonly watchedSince: number | null;
  /** The dearest first. */
  readonly owners: readonly ToldCost[];
  readonly repositoryNames: ReadonlyMap<number, string>;
  readonly page: number;
}

const COLUMNS: readonly Column[] = [
  { title: "Who" },
  { title: "Machines", align: "right" },
  { title: "Time", align: "right" },
  { title: "Cost", align: "right" },
];

export function costView(facts: CostFacts): Message {
  const { owners, days, page } = facts;
  const notes = notesOf(facts);
  if (owners.length === 0) {
    return lines([`Nothing was billed in the ${last(days)}, as far as we saw.`, ...notes]);
  }
  const shown = pageOf(owners, page);
  const line = `cost ${days}`;
  const headline = headlineOf(facts);
  const each = shown.rows.map(
    (owner) => `• ${whoText(owner, facts)}: ${figuresOf(owner).join(" · ")}`,
  );
  return {
    text: joined([headline, ...notes, ...pageNote(shown, line), ...each], LIMITS.text),
    blocks: [
      section([headline]),
      table(
        COLUMNS,
        shown.rows.map((owner) => cellsOf(owner, facts)),
      ),
      ...pagingBlocks(shown, line),
      section(notes),
    ],
  };
}

const last = (days: number): string => (days === 1 ? "last day" : `last ${days} days`);

function headlineOf({ owners, days }: CostFacts): string {
  const ours = owners.filter(({ isOurs }) => isOurs);
  const sum = (of: (owner: OwnerCost) => number, among = ours) =>
    among.reduce((all, owner) => all + of(owner), 0);
  const untold = sum(({ withoutPrice }) => withoutPrice);
  const least = untold > 0 ? "at least " : "";
  const without = untold > 0 ? ` (${untold} of them without a price)` : "";
  const machines = counted(
    sum((owner) => owner.machines),
    "machine",
  );
  const others = owners.filter(({ isOurs }) => !isOurs);
  const foreignUsd = sum(({ costUsd }) => costUsd, others);
  const foreign = others.length > 0 ? `; besides ${formatCost(foreignUsd)} that is not ours` : "";
  const total = `${least}${formatCost(sum(({ costUsd }) => costUsd))}`;
  return `*In the ${last(days)}: ${total}* for ${machines}${without}${foreign}`;
}

function notesOf({ watchedSince, from }: CostFacts): string[] {
  if (watchedSince === null) {
    return ["A poor estimate: the sweep has not worked yet."];
  }
  const since = `An estimate from a look every two minutes since ${moment(watchedSince)}. Sesterce's invoice counts.`;
  return watchedSince > from ? [since, "What ended before that is not in here."] : [since];
}

function cellsOf(owner: ToldCost, facts: CostFacts): Cell[] {
  return [whoCell(owner, facts), ...figuresOf(owner)].map((cell, index) =>
    // In a table the unit stands in the title.
    index === 1 ? String(owner.machines) : cell,
  );
}

function figuresOf({ machines, billedMs, costUsd, withoutPrice }: OwnerCost): string[] {
  const untold = withoutPrice > 0 ? ` and ${withoutPrice} without a price` : "";
  return [counted(machines, "machine"), span(billedMs), `${formatCost(costUsd)}${untold}`];
}

const NOT_OURS = " (not ours)";

/** A user id of another workspace names nobody, or somebody else, in ours. */
function whoCell(owner: ToldCost, { repositoryNames }: CostFacts): Cell {
  switch (owner.kind) {
    case "person":
      return owner.isOurs
        ? { user: owner.userId }
        : `${owner.userId} of another workspace${NOT_OURS}`;
    case "workflow": {
      const name = repositoryNames.get(owner.repositoryId) ?? `repository ${owner.repositoryId}`;
      return owner.isOurs ? name : `${name}${NOT_OURS}`;
    }
    case "foreign":
      return "foreign machines";
  }
}

function whoText(owner: ToldCost, facts: CostFacts): string {
  const cell = whoCell(owner, facts);
  if (owner.kind === "person" && owner.isOurs) return mention(owner.userId);
  return typeof cell === "string" ? plain(cell) : "-";
}
