/**
 * What a sweep says in the channel: what fits in full, then lines, and the rest counted. The dearest are told
 * first, and nobody is asked to approve a machine that is not named. No address of a machine is in it. Pure.
 */
import type { KnownBlock } from "@slack/types";
import type { PostedItem, ReportItem, SweepReport } from "../../fleet/report.ts";
import type { Message } from "../message.ts";
import { cutText } from "../plain-text.ts";
import { counted } from "../text.ts";
import { context, joined, section } from "./blocks.ts";
import { type AskGroup, askBlocks, askGroups } from "./report/ask.ts";
import { bullet, type Chosen, choose, type Piece } from "./report/choice.ts";
import { detailsOf } from "./report/details.ts";
import { headLines } from "./report/head.ts";
import { isComing, leaseButtons, leaseCommands, MOST_BUTTONED } from "./report/lease-buttons.ts";
import { asStill, lineOf } from "./report/line.ts";
import { togetherText } from "./report/machine.ts";
import { inOrder, PAST_RANK, RANKS, rankOf } from "./report/order.ts";
import { sections } from "./report/sections.ts";

export interface ReportFacts {
  readonly report: SweepReport;
  /** Keys of items that an earlier message has told in full: a line is enough. */
  readonly still: ReadonlySet<string>;
  /** What the message said before and no sweep says now, as it is to be told. */
  readonly past: readonly Pick<PostedItem, "line">[];
}

/** Characters of blocks; Slack tells no limit, and refuses somewhere above it. */
const ROOM = 11_500;
const ROOM_FOR_ASKS = 8_000;
const ROOM_FOR_THE_REST_COUNTED = 300;
const MOST_GROUPS = 4;
/** `chat.update` takes less than that, and the blocks say it all. */
const TEXT = 3_500;

export function sweepReportView({ report, still, past }: ReportFacts): Message {
  const items = inOrder(report.items);
  const head = headLines(report);
  const asked = askPart(askGroups(items), report);
  const below = buttonsBelow(items, report, still);
  const pieces = [
    ...items
      .filter((item) => !asked.keys.has(item.key))
      .map((item) => pieceOf(item, report, { still, below })),
    ...past.map(pastPiece),
  ];
  const top = [section(head), ...asked.blocks];
  const room = ROOM - ROOM_FOR_THE_REST_COUNTED - JSON.stringify(top).length;
  const chosen = choose(pieces, room);
  const rest = [...restLines(chosen.left), ...commandLines(items, chosen)];
  const lines = [...items.map((item) => lineOf(item, report)), ...past.map(({ line }) => line)];
  return {
    text: cutText(joined([...head, ...lines.map(bullet)], TEXT)),
    blocks: [...top, ...blocksOf(chosen), ...rest.map(context)],
  };
}

interface AskPart {
  readonly blocks: readonly KnownBlock[];
  /** Of the items in them. */
  readonly keys: ReadonlySet<string>;
}

function askPart(groups: readonly AskGroup[], { at, mode }: SweepReport): AskPart {
  const blocks: KnownBlock[] = [];
  const keys = new Set<string>();
  for (const [above, group] of groups.slice(0, MOST_GROUPS).entries()) {
    const room = ROOM_FOR_ASKS - JSON.stringify(blocks).length;
    const its = askBlocks(group, { at, mode, room, above });
    if (its === undefined) continue;
    blocks.push(...its);
    for (const { key } of group.items) keys.add(key);
  }
  return { blocks, keys };
}

/** By key of the item. */
type Below = ReadonlyMap<string, KnownBlock>;

/** The first that are told in full have them; of the others the commands are told. */
function buttonsBelow(
  items: readonly ReportItem[],
  { at }: SweepReport,
  still: ReadonlySet<string>,
): Below {
  const coming = items.filter((item) => isComing(item, at)).filter(({ key }) => !still.has(key));
  return new Map(
    coming.slice(0, MOST_BUTTONED).map((item, place) => [item.key, leaseButtons(item, at, place)]),
  );
}

/** Where an end is told in a line only, or only counted. */
function commandLines(items: readonly ReportItem[], { lines, left }: Chosen): string[] {
  const short = new Set([...lines, ...left].flatMap(({ machine }) => machine?.id ?? []));
  const isShort = items.some(
    (item) =>
      item.kind === "machine" &&
      (item.fact.kind === "lease-ends" || item.fact.kind === "ends-after-gap") &&
      short.has(item.machine.id),
  );
  return isShort ? [leaseCommands("<id>")] : [];
}

interface Telling {
  readonly still: ReadonlySet<string>;
  readonly below: Below;
}

function pieceOf(item: ReportItem, report: SweepReport, { still, below }: Telling): Piece {
  const line = lineOf(item, report);
  const isGuard = item.kind === "guard";
  const isStill = still.has(item.key);
  return {
    rank: rankOf(item),
    details: isGuard || isStill || item.fact.kind === "ask" ? null : detailsOf(item, report),
    below: below.get(item.key) ?? null,
    line: isStill ? asStill(line) : line,
    machine: isGuard ? null : item.machine,
    isReserved: isGuard,
  };
}

const pastPiece = ({ line }: Pick<PostedItem, "line">): Piece => ({
  rank: PAST_RANK,
  details: null,
  below: null,
  line,
  machine: null,
  isReserved: false,
});

/** By rank, and within one what is told in full before the lines. */
function blocksOf({ details, lines }: Chosen): KnownBlock[] {
  return RANKS.flatMap((rank) => [
    ...of(details, rank).flatMap(({ details: text, line, below }) => [
      section((text ?? line).split("\n")),
      ...(below === null ? [] : [below]),
    ]),
    ...sections(of(lines, rank).map(({ line }) => bullet(line))),
  ]);
}

const of = (pieces: readonly Piece[], rank: number): Piece[] =>
  pieces.filter((piece) => piece.rank === rank);

function restLines(left: readonly Piece[]): string[] {
  const machines = left.flatMap(({ machine }) => machine ?? []);
  const others = left.length - machines.length;
  const counts = [
    ...(machines.length > 0
      ? [`${counted(machines.length, "more machine")}, ${togetherText(machines)}: \`/gpu list\``]
      : []),
    ...(others > 0 ? [counted(others, "more line")] : []),
  ];
  return counts.length === 0 ? [] : [`… and ${counts.join(" · ")}`];
}
