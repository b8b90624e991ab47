/** Text for Markdown. Pure. */
import { oneLine } from "@sesterce-gpu/shared";

/** Underscores inside a word (`A100_80G`) format nothing. */
const ACTED_UPON = /[&|`*~<>[\]\\]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/** GitHub links what looks like an address or a name, and escapes don't keep it from that. */
const BEFORE_LINKED = /:(?=\/\/)|www(?=\.)|@/gi;
const WORD_JOINER = "\u2060";

/** One line of at most `max` characters without anything that Markdown or HTML would act on. */
export const plainMarkdown = (text: string, max = 400): string =>
  oneLine(text, max)
    .replace(ACTED_UPON, (character) => `&#${character.charCodeAt(0)};`)
    .replace(BEFORE_LINKED, `$&${WORD_JOINER}`);
