import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCommand } from "./command.ts";
import { COMMANDS } from "./command-registry.ts";
import type { Command, Mistake } from "./command-types.ts";

const h100 = { text: "H100", count: null };
const one = { text: "H100", count: 1 };
const HOUR = 3_600_000;
const offers = { name: "offers", words: [], maxHourlyUsd: null, page: 1 } as const;

describe("a line that is a command", () => {
  it.each<[string, Command]>([
    ["", { name: "help", topic: null }],
    ["   ", { name: "help", topic: null }],
    ["help", { name: "help", topic: null }],
    ["help COST", { name: "help", topic: "cost" }],
    ["list", { name: "list", mine: false, page: 1 }],
    ["LIST Mine", { name: "list", mine: true, page: 1 }],
    ["list mine page 3", { name: "list", mine: true, page: 3 }],
    ["list page 3 mine", { name: "list", mine: true, page: 3 }],
    ["offers", offers],
    ["offers H100", { ...offers, words: [h100] }],
    ["offers H100:8", { ...offers, words: [{ text: "H100", count: 8 }] }],
    [
      "offers dallas H100 <$3.5",
      { ...offers, words: [{ text: "dallas", count: null }, h100], maxHourlyUsd: 3.5 },
    ],
    ["offers <3 H100 page 2", { ...offers, words: [h100], maxHourlyUsd: 3, page: 2 }],
    ["offers &lt;$3.5", { ...offers, maxHourlyUsd: 3.5 }],
    ["offers &lt;= nothing".replace("= nothing", "=4"), { ...offers, maxHourlyUsd: 4 }],
    ["show 6b046f55", { name: "show", machine: "6b046f55" }],
    ["show `Sgpu-A`", { name: "show", machine: "Sgpu-A" }],
    ["show 'my  box'", { name: "show", machine: "my box" }],
    ["cost", { name: "cost", days: 30, page: 1 }],
    ["cost 1", { name: "cost", days: 1, page: 1 }],
    ["cost 90d page 2", { name: "cost", days: 90, page: 2 }],
    ["create H100 2h", { name: "create", gpu: one, lifetimeMs: 2 * HOUR, region: null }],
    [
      "create H100:8 90m",
      { name: "create", gpu: { ...one, count: 8 }, lifetimeMs: 1.5 * HOUR, region: null },
    ],
    [
      "create any 1d fr",
      { name: "create", gpu: { text: "any", count: null }, lifetimeMs: 24 * HOUR, region: "fr" },
    ],
    [
      "create H100 2h New  York",
      { name: "create", gpu: one, lifetimeMs: 2 * HOUR, region: "New York" },
    ],
    ["extend 6b046f55 1h30m", { name: "extend", machine: "6b046f55", addMs: 1.5 * HOUR }],
    ["extend 'my box' 2h", { name: "extend", machine: "my box", addMs: 2 * HOUR }],
    ["delete 6b046f55", { name: "delete", machine: "6b046f55" }],
    ["gc", { name: "gc", act: "status" }],
    ["gc RUN", { name: "gc", act: "run" }],
    ["gc approve ap1", { name: "gc", act: "approve", approvalId: "ap1" }],
    ["key", { name: "key", words: [] }],
    [
      "key ssh-rsa AA+/== <mailto:ann@x.y|ann@x.y>",
      { name: "key", words: ["ssh-rsa", "AA+/==", "ann@x.y"] },
    ],
  ])("%j", (line, value) => {
    expect(parseCommand(line)).toEqual({ ok: true, value });
  });

  it("is the example of each command that there is", () => {
    for (const { name, example } of COMMANDS) {
      expect(parseCommand(example)).toMatchObject({ ok: true, value: { name } });
    }
  });

  it.each(["list", "offers", "cost"])("has pages: %s", (name) => {
    expect(parseCommand(`${name} page 1`)).toMatchObject({ ok: true, value: { page: 1 } });
  });
});

describe("a line that is none says what is wrong:", () => {
  it.each<[string, Partial<Mistake>]>([
    ["lsit", { code: "unknown-command", word: "lsit", nearest: ["list"] }],
    ["ofers H100", { code: "unknown-command", nearest: ["offers"] }],
    ["xyzzyx", { code: "unknown-command", nearest: [] }],
    ["help lsit", { code: "unknown-command", nearest: ["list"] }],
    ["constructor", { code: "unknown-command" }],
    ["show", { code: "missing-argument", command: "show" }],
    ["create", { code: "missing-argument", command: "create" }],
    ["create H100", { code: "missing-argument", command: "create" }],
    ["create H100 30s", { code: "wrong-argument", command: "create", word: "30s" }],
    ["create H100:0 2h", { code: "wrong-argument", command: "create", word: "H100:0" }],
    ["extend", { code: "missing-argument", command: "extend" }],
    ["extend 2h", { code: "missing-argument", command: "extend" }],
    ["extend 6b046f55 soon", { code: "wrong-argument", command: "extend", word: "soon" }],
    ["delete", { code: "missing-argument", command: "delete" }],
    ["delte x", { code: "unknown-command", nearest: ["delete"] }],
    ["gc runn", { code: "wrong-argument", command: "gc", word: "runn", nearest: ["run"] }],
    ["gc run now", { code: "wrong-argument", command: "gc", word: "now" }],
    ["gc approve", { code: "missing-argument", command: "gc" }],
    ["gc approve a b", { code: "wrong-argument", command: "gc", word: "b" }],
    ["-----BEGIN OPENSSH PRIVATE KEY-----", { code: "private-key" }],
    ["create H100 2h b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE", { code: "private-key" }],
    ["list mien", { code: "wrong-argument", command: "list", word: "mien", nearest: ["mine"] }],
    ["list page", { code: "wrong-argument", word: "page" }],
    ["list page 0", { code: "wrong-argument", word: "page 0" }],
    ["list page 10000", { code: "wrong-argument", word: "page 10000" }],
    ["list page 1 page 2", { code: "wrong-argument", word: "page" }],
    ["cost 0", { code: "wrong-argument", word: "0" }],
    ["cost 91", { code: "wrong-argument", word: "91" }],
    ["cost week", { code: "wrong-argument", word: "week" }],
    ["cost 7 8", { code: "wrong-argument", word: "8" }],
    ["help list cost", { code: "wrong-argument", word: "cost" }],
    ["offers <cheap", { code: "wrong-argument", word: "<cheap" }],
    ["offers <0", { code: "wrong-argument", word: "<0" }],
    ["offers <3,5", { code: "wrong-argument", word: "<3,5" }],
    ["offers <3 <4", { code: "wrong-argument", word: "<4" }],
    ["offers H100:0", { code: "wrong-argument", word: "H100:0" }],
    ["offers H100:", { code: "wrong-argument", word: "H100:" }],
    ["offers :2", { code: "wrong-argument", word: ":2" }],
    ["offers 1 2 3 4 5 6 7 8 9", { code: "wrong-argument", word: "9" }],
  ])("%j", (line, reason) => {
    expect(parseCommand(line)).toMatchObject({ ok: false, reason });
  });
});

describe("whatever is typed", () => {
  // fast-check's own unit of this kind takes a second to be made.
  const anyCharacter = fc
    .integer({ min: 0, max: 0x10_ff_ff })
    .map((code) => String.fromCodePoint(code));
  const word = fc.oneof(
    fc.constantFrom(
      "list",
      "offers",
      "show",
      "cost",
      "help",
      "create",
      "extend",
      "delete",
      "key",
      "gc",
      "2h",
      "approve",
      "mine",
      "page",
      "H100:2",
      "<3",
      "7",
    ),
    fc.string({ unit: anyCharacter, maxLength: 12 }),
  );

  it("it is a command or a mistake, and never throws", () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        expect(typeof parseCommand(words.join(" ")).ok).toBe("boolean");
      }),
      { numRuns: 1_000 },
    );
  });

  it("is read within a moment, though it is long", () => {
    for (const text of ["<", "a", "`", "show <@", "<a:"]) {
      expect(typeof parseCommand(text.repeat(20_000)).ok).toBe("boolean");
    }
  });
});
