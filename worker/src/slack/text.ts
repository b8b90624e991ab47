/**
 * Text from outside on its way to Slack, and a line from Slack on its way in. Pure.
 * Promise: what comes out of `plain`, `code` and `literal` is one line that mentions nobody, links nowhere
 * and changes no formatting, and that is at most `max` characters long as it is sent.
 */
import { oneLine } from "@sesterce-gpu/shared";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Slack's three control characters. Source: https://docs.slack.dev/messaging/formatting-message-text */
export const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);

/** mrkdwn has no escape for its formatting characters: look-alikes stand in for them. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { "*": "∗", "~": "∼", "`": "'" };
const WORD_JOINER = "\u2060";
/** Underscores inside a word (`A100_80G`) format nothing. */
const FORMATTING_UNDERSCORE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** For mrkdwn. */
export function plain(text: string, max = 300): string {
  const calm = visible(text)
    .replace(FORMATTING_UNDERSCORE, "ˍ")
    .replace(/[*~`]/g, (character) => LOOK_ALIKES[character] ?? character)
    .replace(/@|:(?=\/\/)/g, `$&${WORD_JOINER}`);
  return clip(calm, max, escaped);
}

/** For mrkdwn, as code: nothing in it is formatted. */
export function code(text: string, max = 300): string {
  const inside = clip(visible(text).replaceAll("`", "'"), max - 2, escaped).trim();
  return inside === "" ? "-" : `\`${inside}\``;
}

/** For what Slack shows as it is (cells, buttons). Angle brackets go: read either way, it mentions nobody. */
export const literal = (text: string, max = 300): string =>
  clip(visible(text).replaceAll("<", "‹").replaceAll(">", "›"), max, (character) => character);

/** Whole words: `1 machine`, `2 machines`. */
export const counted = (many: number, noun: string): string =>
  `${many} ${noun}${many === 1 ? "" : "s"}`;

export const isUserId = (text: string): boolean => /^[UW][A-Z0-9]{2,20}$/.test(text);

/** A mention, or the text itself when it is no user id. */
export const mention = (userId: string): string =>
  isUserId(userId) ? `<@${userId}>` : plain(userId, 40);

/** `url` must be made by us. */
export const link = (url: string, label: string): string =>
  `<${url}|${plain(label, 120).replaceAll("|", "¦")}>`;

/** A time in the reader's own zone; milliseconds since the epoch. */
export function moment(ms: number): string {
  const time = new Date(ms);
  if (Number.isNaN(time.getTime())) return "an unknown time";
  const fallback = `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `<!date^${Math.floor(ms / 1_000)}^{date_short_pretty} {time}|${fallback}>`;
}

/**
 * The words of what was typed after `/gpu`: links and entities undone, quotes and code marks around them gone.
 * Links first: only Slack's own brackets are not escaped.
 */
export function wordsOf(line: string): string[] {
  const words = visible(unescaped(unlink(line)))
    .replace(/<\s+/g, "<")
    .split(/\s+/)
    .map((word) => word.replace(AROUND, ""))
    .filter((word) => word !== "");
  return words[0] === "/gpu" ? words.slice(1) : words;
}

/** Looked for from where a run of them begins, and nowhere within it: text that is typed can be long. */
const AROUND = /^["'`*~‘’‚‛“”„‟«»]+|(?<!["'`*~‘’‚‛“”„‟«»])["'`*~‘’‚‛“”„‟«»]+$/g;

const unescaped = (text: string): string =>
  text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** `<https://x.y|x.y>` and `<@U1|ann>` become what was typed or meant by it. */
const unlink = (text: string): string =>
  text.replace(
    /<(?:[a-z]+:(?:\/\/)?|[@#!])([^\s|<>]*)(?:\|([^<>]*))?>/gi,
    (_, target: string, label?: string) => label || target,
  );

/** Marks that show nothing, or that turn the direction of what follows. */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

const visible = (text: string): string =>
  oneLine(text.toWellFormed().replace(INVISIBLE, ""), Number.POSITIVE_INFINITY).trim();

/** Never within a character, a pair or an entity. */
function clip(text: string, max: number, write: (character: string) => string): string {
  let written = "";
  let fitting = "";
  for (const character of text) {
    written += write(character);
    if (written.length > max) return `${fitting}…`;
    if (written.length < max) fitting = written;
  }
  return written;
}
