/** What the parsers of all commands share: pages, and how a mistake is told. Pure. */
import { fail, MINUTE_MS, parseDuration, type Result } from "@sesterce-gpu/shared";
import type { Command, CommandName, Mistake } from "../command-types.ts";

export type Parsed = Result<Command, Mistake>;

export type Parse = (words: readonly string[]) => Parsed;

/** Of a word that is compared with others. */
export const LONGEST_WORD = 100;
const LAST_PAGE = 9_999;

/** Takes `page N` out of the words, wherever it stands. */
export function withPage(
  command: CommandName,
  words: readonly string[],
  parse: (rest: readonly string[], page: number) => Parsed,
): Parsed {
  const at = words.findIndex((word) => word.toLowerCase() === "page");
  if (at < 0) return parse(words, 1);
  const page = words[at + 1] ?? "";
  const isPage = /^\d{1,4}$/.test(page) && Number(page) >= 1;
  if (!isPage)
    return wrong(command, `page ${page}`.trim(), `page and a number from 1 to ${LAST_PAGE}`);
  return parse([...words.slice(0, at), ...words.slice(at + 2)], Number(page));
}

export const wrong = (
  command: CommandName,
  word: string,
  allowed: string,
  near: readonly string[] = [],
): Result<never, Mistake> =>
  fail({ code: "wrong-argument", command, word, allowed, nearest: near });

export const tooMany = (
  command: CommandName,
  extra: readonly string[],
  allowed: string,
): Result<never, Mistake> => wrong(command, extra.join(" "), `${allowed}, and no more`);

export const missing = (command: CommandName, allowed: string): Result<never, Mistake> =>
  fail({ code: "missing-argument", command, allowed });

/** What a time looks like, as a clause. */
export const TIME = "a time of a minute or more, like 90m, 2h or 1d";

/** Milliseconds, of any length: what is too much depends on the Worker. Undefined: no time. */
export function parseTime(word: string): number | undefined {
  const read = parseDuration(word, { minMs: MINUTE_MS, maxMs: Number.MAX_SAFE_INTEGER });
  return read.ok ? read.value : undefined;
}
