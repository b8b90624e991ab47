/** Lines in as few sections as they need, none of them cut; and how much of a message that takes. Pure. */
import type { KnownBlock } from "@slack/types";
import { LIMITS } from "../../limits.ts";
import { section } from "../blocks.ts";

/** What a section is sent with besides its text. */
const WRAPPING = 70;

export const sizeOf = (text: string): number => JSON.stringify(text).length + WRAPPING;

/** `texts` are at most as long as a section may be. */
export function sections(texts: readonly string[]): KnownBlock[] {
  const parts: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    length += text.length + 1;
    if (length > LIMITS.sectionText) {
      parts.push([]);
      length = text.length;
    }
    parts.at(-1)?.push(text);
  }
  return parts.map((part) => section(part));
}
