/** Long answers in pages of 20 rows; *Next* and *Back* carry the line that asks for that page. Pure. */
import type { KnownBlock } from "@slack/types";
import { code } from "../text.ts";

export const PAGE_ROWS = 20;

export interface Page<T> {
  readonly rows: readonly T[];
  /** From 1; a page that is not there any more becomes the last one. */
  readonly page: number;
  readonly pages: number;
}

export function pageOf<T>(all: readonly T[], asked: number): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / PAGE_ROWS));
  const page = Math.min(Math.max(1, asked), pages);
  return { rows: all.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS), page, pages };
}

/** The same for those who see no buttons; mrkdwn. */
export function pageNote({ page, pages }: Page<unknown>, line: string): string[] {
  if (pages === 1) return [];
  const next = page < pages ? `; the next: ${code(`/gpu ${line} page ${page + 1}`)}` : "";
  return [`Page ${page} of ${pages}${next}`];
}

/** `line` is the command without its page. Nothing when there is but one page. */
export function pagingBlocks({ page, pages }: Page<unknown>, line: string): KnownBlock[] {
  if (pages === 1) return [];
  const button = (name: string, to: number) => ({
    type: "button" as const,
    action_id: `run:${name.toLowerCase()}`,
    text: { type: "plain_text" as const, text: name },
    value: `${line} page ${to}`,
  });
  const buttons = [
    ...(page > 1 ? [button("Back", page - 1)] : []),
    ...(page < pages ? [button("Next", page + 1)] : []),
  ];
  const where = `Page ${page} of ${pages}`;
  return [
    { type: "actions", elements: buttons },
    { type: "context", elements: [{ type: "plain_text", text: where }] },
  ];
}
