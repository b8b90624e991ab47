/** What a message may say: text and blocks as they were sent, judged as Slack judges them. Pure. */
import type { Refusal } from "./answer.ts";
import { messageBlocks } from "./blocks/blocks.ts";
import { recordsIn } from "./blocks/check.ts";
import { LIMITS } from "./blocks/limits.ts";
import { type Arguments, parseJson } from "./call.ts";
import type { Content } from "./messages.ts";

/** The content, or why it is refused. */
export function readContent(sent: Arguments): Content | Refusal {
  const text = typeof sent.text === "string" ? sent.text : "";
  const blocks = decoded(sent.blocks) ?? [];
  if (!Array.isArray(blocks)) return { error: "invalid_blocks_format" };
  const messages = messageBlocks(blocks, "/blocks");
  if (messages.length > 0) return { error: "invalid_blocks", messages };
  if (blocks.length === 0 && text.trim() === "") return { error: "no_text" };
  if (text.length > LIMITS.message.text) return { error: "msg_too_long" };
  return { text, blocks: recordsIn(blocks) };
}

export const isRefusal = (value: object): value is Refusal => "error" in value;

/** Forms carry structures as JSON, and JSON bodies may. */
export function decoded(value: unknown): unknown {
  if (typeof value !== "string") return value ?? undefined;
  return value === "" ? undefined : (parseJson(value) ?? value);
}

/** How long chat.update takes a text to be: in bytes, escaped. */
export function escapedBytes(text: string): number {
  const escaped = text
    .replace(/&(?!(?:amp|lt|gt);)/g, "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
  return new TextEncoder().encode(escaped).length;
}
