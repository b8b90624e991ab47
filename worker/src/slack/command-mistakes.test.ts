import { describe, expect, it } from "vitest";
import { parseCommand } from "./command.ts";
import type { CommandName, Mistake } from "./command-types.ts";

const missing = (command: CommandName, allowed: string): Mistake => ({
  code: "missing-argument",
  command,
  allowed,
});
const wrong = (
  command: CommandName,
  word: string,
  allowed: string,
  nearest: readonly string[] = [],
): Mistake => ({ code: "wrong-argument", command, word, allowed, nearest });

const TIME = "a time of a minute or more, like 90m, 2h or 1d";
const GPU = "a GPU of /gpu offers, like H100 or H100:8";
const MACHINE = "a machine's id, the beginning of it, or its name";
const PAGE = "page and a number from 1 to 9999";
const DAYS = "a number of days from 1 to 90";
const PRICE = "a price in $ per hour, like <$3.5";
const COUNT = "a GPU, like H100 or H100:8";
const ACTS = "status, run, or approve and an id";
const QUESTION = "the id of a question, as /gpu gc status shows it";
const long = "x".repeat(101);

describe("a mistake says what may stand there:", () => {
  it.each<[string, Mistake]>([
    ["show", missing("show", MACHINE)],
    ["delete", missing("delete", MACHINE)],
    ["create H100", missing("create", `${GPU}, and ${TIME}`)],
    ["create H100:x 2h", wrong("create", "H100:x", GPU)],
    ["create H100 soon", wrong("create", "soon", TIME)],
    ["create H100 59s", wrong("create", "59s", TIME)],
    ["extend", missing("extend", `${MACHINE}, and ${TIME}`)],
    ["extend 2h", missing("extend", `${MACHINE}, and ${TIME}`)],
    ["extend a b", wrong("extend", "b", `${TIME}, last of all`)],
    ["list mien all", wrong("list", "mien", "mine, or nothing", ["mine"])],
    [`list ${long}`, wrong("list", long, "mine, or nothing")],
    ["list page x", wrong("list", "page x", PAGE)],
    ["list page", wrong("list", "page", PAGE)],
    ["list page 12345", wrong("list", "page 12345", PAGE)],
    ["list page x1", wrong("list", "page x1", PAGE)],
    ["list page 1x", wrong("list", "page 1x", PAGE)],
    ["offers page 0", wrong("offers", "page 0", PAGE)],
    ["cost page -1", wrong("cost", "page -1", PAGE)],
    ["cost 91", wrong("cost", "91", DAYS)],
    ["cost 0d", wrong("cost", "0d", DAYS)],
    ["cost x7", wrong("cost", "x7", DAYS)],
    ["cost 7dd", wrong("cost", "7dd", DAYS)],
    ["cost 7 8 9", wrong("cost", "8 9", `${DAYS}, and no more`)],
    ["offers <x", wrong("offers", "<x", PRICE)],
    ["offers <0.0", wrong("offers", "<0.0", PRICE)],
    ["offers <3.12345", wrong("offers", "<3.12345", PRICE)],
    ["offers <3.", wrong("offers", "<3.", PRICE)],
    ["offers <123456", wrong("offers", "<123456", PRICE)],
    ["offers <<3", wrong("offers", "<<3", PRICE)],
    ["offers <3x", wrong("offers", "<3x", PRICE)],
    ["offers <3 <4 <5", wrong("offers", "<4 <5", "one highest price, and no more")],
    ["offers H100 L4:0", wrong("offers", "L4:0", COUNT)],
    ["offers H100:1000", wrong("offers", "H100:1000", COUNT)],
    ["offers H100:8x", wrong("offers", "H100:8x", COUNT)],
    ["offers a:b:8", wrong("offers", "a:b:8", COUNT)],
    [`offers ${long}`, wrong("offers", long, COUNT)],
    ["offers a b c d e f g h i j", wrong("offers", "i j", "one GPU and one region, and no more")],
    ["gc runn", wrong("gc", "runn", ACTS, ["run"])],
    ["gc aprove", wrong("gc", "aprove", ACTS, ["approve"])],
    ["gc stats", wrong("gc", "stats", ACTS, ["status"])],
    [`gc ${long}`, wrong("gc", long, ACTS)],
    ["gc run now please", wrong("gc", "now please", "run, and no more")],
    ["gc status now", wrong("gc", "now", "status, and no more")],
    ["gc approve", missing("gc", QUESTION)],
    ["gc approve a b c", wrong("gc", "b c", `${QUESTION}, and no more`)],
    ["help list cost gc", wrong("help", "cost gc", "one command, and no more")],
    ["lsit", { code: "unknown-command", word: "lsit", nearest: ["list"] }],
    ["help lsit", { code: "unknown-command", word: "lsit", nearest: ["list"] }],
    ["lost", { code: "unknown-command", word: "lost", nearest: ["cost"] }],
    ["xyzzyx", { code: "unknown-command", word: "xyzzyx", nearest: [] }],
  ])("%s", (line, reason) => {
    expect(parseCommand(line)).toEqual({ ok: false, reason });
  });
});

describe("what is as long as may be is read:", () => {
  const longest = "x".repeat(100);
  it.each([
    ["list page 9999", { page: 9_999 }],
    ["cost 1d", { days: 1 }],
    ["cost 90D", { days: 90 }],
    ["LIST PAGE 2", { page: 2, mine: false }],
    ["list mine mine", { mine: true }],
    ["offers <=$99999.9999$", { maxHourlyUsd: 99_999.9999 }],
    ["offers <12$", { maxHourlyUsd: 12 }],
    ["offers H100:999", { words: [{ text: "H100", count: 999 }] }],
    ["offers H100:10", { words: [{ text: "H100", count: 10 }] }],
    [`offers ${longest}`, { words: [{ text: longest, count: null }] }],
    ["offers a b c d e f g h", { words: [..."abcdefgh"].map((text) => ({ text, count: null })) }],
    ["create ANY 1m", { gpu: { text: "ANY", count: null }, lifetimeMs: 60_000 }],
    ["create any:2 1m", { gpu: { text: "any", count: 2 } }],
    ["create H100 9999d", { lifetimeMs: 9_999 * 86_400_000 }],
    ["extend a b 1m", { machine: "a b", addMs: 60_000 }],
    ["delete a b", { machine: "a b" }],
    ["gc Approve a", { act: "approve", approvalId: "a" }],
  ])("%s", (line, value) => {
    expect(parseCommand(line)).toMatchObject({ ok: true, value });
  });
});
