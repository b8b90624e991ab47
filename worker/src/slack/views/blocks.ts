/** The few blocks that our messages are made of, each within Slack's limits whatever goes in. Pure. */
import type { KnownBlock, RichTextBlock, RichTextElement, TableBlock } from "@slack/types";
import { LIMITS } from "../limits.ts";
import type { Message } from "../message.ts";
import { literal } from "../text.ts";

/** Lines of mrkdwn, escaped already; those that do not fit are left out, and it is said how many. */
export function section(lines: readonly string[]): KnownBlock {
  return { type: "section", text: { type: "mrkdwn", text: joined(lines, LIMITS.sectionText) } };
}

export const context = (text: string): KnownBlock => ({
  type: "context",
  elements: [{ type: "mrkdwn", text: joined([text], LIMITS.sectionText) }],
});

/** A message of lines alone: the same as text and as one section. */
export const lines = (all: readonly string[]): Message => ({
  text: joined(all, LIMITS.text),
  blocks: [section(all)],
});

/** Joins whole lines up to `most` characters, and says how many are left out. */
export function joined(all: readonly string[], most: number): string {
  const whole = all.join("\n");
  if (whole.length <= most) return whole;
  const room = most - 40;
  let length = 0;
  const kept = all.filter((line) => {
    length += line.length + 1;
    return length <= room;
  });
  return [...kept, `… and ${all.length - kept.length} more lines.`].join("\n");
}

export type Cell =
  | string
  | { readonly user: string }
  | { readonly url: string; readonly text: string };

export interface Column {
  readonly title: string;
  readonly align?: "right";
}

const LONGEST_CELL = 200;

/** Nothing in a table is mrkdwn, so nothing in it is escaped; an empty cell becomes "-". */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): KnownBlock {
  const all = [columns.map(({ title }) => title), ...rows];
  const room = roomIn(all);
  const block: TableBlock = {
    type: "table",
    column_settings: columns.map(({ align }) => ({ align: align ?? "left" })),
    rows: all.map((row) => row.map((content) => cell(content, room))),
  };
  return block;
}

/** How long a cell may be: when all together are too long, each gets the same share. */
function roomIn(rows: readonly (readonly Cell[])[]): number {
  const cells = rows.flat();
  const sum = cells.reduce((all, content) => all + shown(textOf(content), LONGEST_CELL).length, 0);
  return sum <= LIMITS.tableCharacters
    ? LONGEST_CELL
    : Math.floor(LIMITS.tableCharacters / cells.length);
}

function cell(content: Cell, max: number): TableBlock["rows"][number][number] {
  const text = shown(textOf(content), max);
  if (typeof content === "string") return { type: "raw_text", text };
  if ("user" in content) return richText({ type: "user", user_id: content.user });
  return richText({ type: "link", url: content.url, text });
}

function textOf(content: Cell): string {
  if (typeof content === "string") return content;
  return "user" in content ? content.user : content.text;
}

const shown = (text: string, max: number): string => literal(text, max) || "-";

const richText = (element: RichTextElement): RichTextBlock => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [element] }],
});
