/** A message of the Worker as Slack shows it, in HTML. Pure. A block that it does not know throws. */
import * as z from "zod/mini";
import { escapeHtml, mrkdwnHtml, personHtml } from "./mrkdwn.ts";

const Text = z.object({ type: z.literal(["mrkdwn", "plain_text"]), text: z.string() });
const Button = z.object({
  type: z.literal("button"),
  text: Text,
  style: z.optional(z.literal(["primary", "danger"])),
});
const Inline = z.union([
  z.object({ type: z.literal("user"), user_id: z.string() }),
  z.object({ type: z.literal("link"), text: z.string() }),
]);
const Cell = z.union([
  z.object({ type: z.literal("raw_text"), text: z.string() }),
  z.object({
    type: z.literal("rich_text"),
    elements: z.array(z.object({ elements: z.array(Inline) })),
  }),
]);
const Block = z.union([
  z.object({ type: z.literal("section"), text: Text }),
  z.object({ type: z.literal("context"), elements: z.array(Text) }),
  z.object({ type: z.literal("actions"), elements: z.array(Button) }),
  z.object({ type: z.literal("divider") }),
  z.object({
    type: z.literal("table"),
    rows: z.array(z.array(Cell)),
    column_settings: z.optional(z.array(z.object({ align: z.optional(z.string()) }))),
  }),
]);
type Block = z.infer<typeof Block>;
type Cell = z.infer<typeof Cell>;

export interface SlackPost {
  /** What stands before it: a command that was typed, or a place. */
  readonly above: string;
  readonly isEphemeral: boolean;
  readonly blocks: readonly object[];
}

export function slackHtml({ above, isEphemeral, blocks }: SlackPost): string {
  const seen = isEphemeral ? '<p class="only">Only visible to you</p>' : "";
  const body = blocks.map((block) => blockHtml(Block.parse(block))).join("\n");
  return `<article class="slack">
<p class="above">${escapeHtml(above)}</p>
<div class="message"><div class="face">gpu</div><div class="body">${seen}
<p class="from"><b>gpu</b> <span class="app">APP</span></p>
${body}
</div></div></article>`;
}

function blockHtml(block: Block): string {
  switch (block.type) {
    case "section":
      return `<p>${mrkdwnHtml(block.text.text)}</p>`;
    case "context":
      return `<p class="context">${block.elements.map(({ text }) => mrkdwnHtml(text)).join(" ")}</p>`;
    case "divider":
      return "<hr>";
    case "actions":
      return `<p class="actions">${block.elements.map(buttonHtml).join("")}</p>`;
    case "table":
      return tableHtml(block.rows, block.column_settings?.map(({ align }) => align) ?? []);
  }
}

const buttonHtml = ({ text, style }: z.infer<typeof Button>): string =>
  `<span class="button ${style ?? ""}">${escapeHtml(text.text)}</span>`;

function tableHtml(rows: readonly (readonly Cell[])[], aligns: readonly (string | undefined)[]) {
  const rowHtml = (row: readonly Cell[], tag: "th" | "td") =>
    `<tr>${row.map((cell, at) => `<${tag} class="${aligns[at] ?? "left"}">${cellHtml(cell)}</${tag}>`).join("")}</tr>`;
  const [head = [], ...others] = rows;
  return `<table>${rowHtml(head, "th")}${others.map((row) => rowHtml(row, "td")).join("")}</table>`;
}

function cellHtml(cell: Cell): string {
  if (cell.type === "raw_text") return escapeHtml(cell.text);
  const inline = cell.elements.flatMap(({ elements }) => elements);
  return inline
    .map((one) => ("user_id" in one ? personHtml(one.user_id) : `<a>${escapeHtml(one.text)}</a>`))
    .join("");
}
