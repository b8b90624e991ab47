/** From a typed line to a command, or to what is wrong with it. Pure. */
import { fail, nearest, ok, type Result } from "@sesterce-gpu/shared";
import { COMMANDS } from "./command-registry.ts";
import type { Command, CommandName, Mistake } from "./command-types.ts";
import { LONGEST_WORD, type Parse, type Parsed, tooMany } from "./parse/arguments.ts";
import { parseCost } from "./parse/cost.ts";
import { parseCreate } from "./parse/create.ts";
import { parseGc } from "./parse/gc.ts";
import { parseDelete, parseExtend } from "./parse/lease.ts";
import { parseList } from "./parse/list.ts";
import { parseOffers } from "./parse/offers.ts";
import { parseShow } from "./parse/show.ts";
import { looksPrivate } from "./public-key.ts";
import { wordsOf } from "./text.ts";

const PARSERS: Readonly<Record<CommandName, Parse>> = {
  list: parseList,
  offers: parseOffers,
  show: parseShow,
  create: parseCreate,
  extend: parseExtend,
  delete: parseDelete,
  key: (words) => ok({ name: "key", words }),
  cost: parseCost,
  gc: parseGc,
  help: parseHelp,
};

/** `line` is what follows `/gpu`, or a button's value. Nothing typed asks for help. Never throws. */
export function parseCommand(line: string): Result<Command, Mistake> {
  if (looksPrivate(line)) return fail({ code: "private-key" });
  const [first, ...rest] = wordsOf(line);
  if (first === undefined) return ok({ name: "help", topic: null });
  const name = nameOf(first);
  return name ? PARSERS[name](rest) : unknown(first);
}

const NAMES = COMMANDS.map(({ name }) => name);

const nameOf = (word: string): CommandName | undefined =>
  NAMES.find((name) => name === word.toLowerCase());

function parseHelp([topic, ...more]: readonly string[]): Parsed {
  if (topic === undefined) return ok({ name: "help", topic: null });
  if (more.length > 0) return tooMany("help", more, "one command");
  const name = nameOf(topic);
  return name ? ok({ name: "help", topic: name }) : unknown(topic);
}

function unknown(word: string): Result<never, Mistake> {
  const near = nearest(word.slice(0, LONGEST_WORD), NAMES).slice(0, 1);
  return fail({ code: "unknown-command", word, nearest: near.flatMap((one) => nameOf(one) ?? []) });
}
