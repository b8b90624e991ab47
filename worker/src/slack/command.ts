/** From a typed line to a command, or to what is wrong with it. Pure. */
import { fail, nearest, ok, type Result } from "@sesterce-gpu/shared";
import { COMMANDS } from "./command-registry.ts";
import type { Command, CommandName, CommandOf, Mistake, OfferWord } from "./command-types.ts";
import { wordsOf } from "./text.ts";

type Parsed = Result<Command, Mistake>;

const MOST_DAYS = 90;
const DEFAULT_DAYS = 30;
/** More than make sense: which of them name something is told by the offers. */
const MOST_OFFER_WORDS = 8;
const LONGEST_WORD = 100;
const LAST_PAGE = 9_999;

const PARSERS: Readonly<Record<CommandName, (words: readonly string[]) => Parsed>> = {
  list: parseList,
  offers: parseOffers,
  show: parseShow,
  cost: parseCost,
  help: parseHelp,
};

/** `line` is what follows `/gpu`, or a button's value. Nothing typed asks for help. Never throws. */
export function parseCommand(line: string): Result<Command, Mistake> {
  const [first, ...rest] = wordsOf(line);
  if (first === undefined) return ok({ name: "help", topic: null });
  const name = nameOf(first);
  return name ? PARSERS[name](rest) : unknown(first);
}

const NAMES = COMMANDS.map(({ name }) => name);

const nameOf = (word: string): CommandName | undefined =>
  NAMES.find((name) => name === word.toLowerCase());

function parseList(words: readonly string[]): Parsed {
  return withPage("list", words, (rest, page) => {
    const other = rest.find((word) => word.toLowerCase() !== "mine");
    if (other !== undefined)
      return wrong(
        "list",
        other,
        "mine, or nothing",
        nearest(other.slice(0, LONGEST_WORD), ["mine"]),
      );
    return ok({ name: "list", mine: rest.length > 0, page });
  });
}

function parseOffers(words: readonly string[]): Parsed {
  return withPage("offers", words, (rest, page) => {
    const caps = rest.filter((word) => word.startsWith("<"));
    const names = rest.filter((word) => !word.startsWith("<"));
    if (caps.length > 1) return tooMany("offers", caps.slice(1), "one highest price");
    const [cap] = caps;
    const maxHourlyUsd = cap === undefined ? null : parseUsd(cap);
    if (cap !== undefined && maxHourlyUsd === null) {
      return wrong("offers", cap, "a price in $ per hour, like <$3.5");
    }
    const allowed = "one GPU and one region";
    if (names.length > MOST_OFFER_WORDS) {
      return tooMany("offers", names.slice(MOST_OFFER_WORDS), allowed);
    }
    const offerWords = names.map(parseOfferWord);
    const odd = offerWords.indexOf(undefined);
    if (odd >= 0) {
      return wrong("offers", names[odd] ?? "", "a GPU and how many of it, like H100:8");
    }
    const command: CommandOf<"offers"> = {
      name: "offers",
      words: offerWords.filter((word) => word !== undefined),
      maxHourlyUsd,
      page,
    };
    return ok(command);
  });
}

function parseOfferWord(word: string): OfferWord | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  if (!word.includes(":")) return { text: word, count: null };
  const [, text, digits] = /^([^:]+):([1-9]\d{0,2})$/.exec(word) ?? [];
  return text === undefined ? undefined : { text, count: Number(digits) };
}

function parseUsd(word: string): number | null {
  const [, digits] = /^<=?\$?(\d{1,5}(?:\.\d{1,4})?)\$?$/.exec(word) ?? [];
  const usd = Number(digits);
  return usd > 0 ? usd : null;
}

/** A name may have blanks in it. */
function parseShow(words: readonly string[]): Parsed {
  if (words.length > 0) return ok({ name: "show", machine: words.join(" ") });
  const allowed = "a machine's id, its first characters, or its name as /gpu list shows it";
  return fail({ code: "missing-argument", command: "show", allowed });
}

function parseCost(words: readonly string[]): Parsed {
  return withPage("cost", words, ([word, ...more], page) => {
    const allowed = `how many days back, from 1 to ${MOST_DAYS}`;
    if (more.length > 0) return tooMany("cost", more, allowed);
    if (word === undefined) return ok({ name: "cost", days: DEFAULT_DAYS, page });
    const [, digits] = /^(\d{1,4})d?$/i.exec(word) ?? [];
    const days = Number(digits);
    return days >= 1 && days <= MOST_DAYS
      ? ok({ name: "cost", days, page })
      : wrong("cost", word, allowed);
  });
}

function parseHelp([topic, ...more]: readonly string[]): Parsed {
  if (topic === undefined) return ok({ name: "help", topic: null });
  if (more.length > 0) return tooMany("help", more, "one command");
  const name = nameOf(topic);
  return name ? ok({ name: "help", topic: name }) : unknown(topic);
}

/** Takes `page N` out of the words, wherever it stands. */
function withPage(
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

function unknown(word: string): Result<never, Mistake> {
  const near = nearest(word.slice(0, LONGEST_WORD), NAMES).slice(0, 1);
  return fail({ code: "unknown-command", word, nearest: near.flatMap((one) => nameOf(one) ?? []) });
}

const wrong = (
  command: CommandName,
  word: string,
  allowed: string,
  near: readonly string[] = [],
): Result<never, Mistake> =>
  fail({ code: "wrong-argument", command, word, allowed, nearest: near });

const tooMany = (
  command: CommandName,
  extra: readonly string[],
  allowed: string,
): Result<never, Mistake> => wrong(command, extra.join(" "), `${allowed}, and no more`);
