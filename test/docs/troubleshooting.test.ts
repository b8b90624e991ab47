import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../runner/action-metadata.ts";
import { EXEMPTIONS } from "./troubleshooting-exempt.ts";
import {
  type Entry,
  entriesOf,
  isAt,
  isExempt,
  isGlue,
  isIn,
  partOf,
  plain,
  unsaid,
} from "./troubleshooting-page.ts";
import { readTexts, type SourceText, textsOf } from "./troubleshooting-texts.ts";

const page = readFileSync(join(repositoryRoot, "TROUBLESHOOTING.md"), "utf8");
const entries = entriesOf(page);
const symptoms = entries.flatMap((entry) => entry.symptoms);
const texts = readTexts();
const troubles = texts.filter((text) => !isExempt(text) && !isGlue(text.text));

const isTold = (text: SourceText, by: readonly Entry[]): boolean =>
  by.some(
    (entry) => entry.part === partOf(text) && entry.symptoms.some((one) => isIn(text.text, one)),
  );

const untold = (all: readonly SourceText[], by = entries): string[] =>
  all
    .filter((text) => !isTold(text, by))
    .map(({ path, line, text }) => `${path}:${line} ${plain(text)}`);

/** As one who adds a text would write it. */
const added = (source: string): SourceText[] =>
  textsOf("action/src/added.ts", source).filter((text) => !isExempt(text) && !isGlue(text.text));

describe("TROUBLESHOOTING.md", () => {
  it("has every text of the sources that tells of trouble", () => {
    expect(troubles.length).toBeGreaterThan(300);
    expect(untold(troubles), "add a row, or an exemption with its reason").toEqual([]);
  });

  it("has no symptom that the sources do not print", () => {
    const printed = texts.map(({ text }) => text);
    const made = symptoms.flatMap((one) => {
      const left = unsaid(one, printed);
      return left === "" ? [] : [`${one} → nobody prints: ${left}`];
    });
    expect(made).toEqual([]);
  });

  it("has no symptom without a whole text of the sources in it", () => {
    const empty = entries.flatMap((entry) =>
      entry.symptoms.filter((one) => !texts.some(({ text }) => isIn(text, one))),
    );
    expect(empty).toEqual([]);
  });

  it("says of each what it means and what to do", () => {
    const mute = entries.filter(({ meaning, todo }) => meaning === "" || todo === "");
    expect(mute.map((entry) => entry.symptoms)).toEqual([]);
  });

  it("has no row that could go unnoticed", () => {
    const needless = entries.filter((entry) => {
      const others = entries.filter((other) => other !== entry);
      return !troubles.some((text) => isTold(text, [entry]) && !isTold(text, others));
    });
    expect(needless.map((entry) => entry.symptoms)).toEqual([]);
  });

  it("is linked within itself by headings that it has", () => {
    const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !anchors.includes(link ?? ""))).toEqual([]);
  });
});

/** As GitHub makes them. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");

describe("what is excused", () => {
  const all = EXEMPTIONS.flatMap(({ places = [] }) => places);

  it.each(all)("is there: %s", (place) => {
    expect(texts.some(({ path, scope }) => isAt(place, path, scope))).toBe(true);
  });

  const counted = EXEMPTIONS.filter(({ count }) => count !== undefined);

  it.each(counted)("is no more than was looked at: $why", ({ count, places = [] }) => {
    const excused = texts.filter(
      ({ path, scope, text }) => places.some((place) => isAt(place, path, scope)) && !isGlue(text),
    );
    const reason = "Is the new text trouble? Give it a row. Else change the count.";
    expect(excused.length, reason).toBe(count);
  });

  it("is printed still, word for word", () => {
    const words = EXEMPTIONS.flatMap((one) => [...(one.texts ?? []), ...(one.begins ?? [])]);
    const isThere = (word: string) => texts.some(({ text }) => text.trim().startsWith(word.trim()));
    expect(words.filter((word) => !isThere(word))).toEqual([]);
  });
});

describe("the page falls behind when", () => {
  // A hole of a template, as it stands in a source.
  const hole = `\${id}`;

  it.each([
    ["a refusal", 'export const run = () => { throw new Refusal("The moon is too far."); };'],
    [
      "a warning",
      `export const run = (host) => host.warning(\`Machine ${hole} smells of smoke.\`);`,
    ],
    ["a text of a new function", `const newText = () => \`given up: ${hole} was no good.\`;`],
    ["a text in a table of texts", 'const ADVICE = { "too-far": "Move the moon nearer to us." };'],
    ["a part of a longer text", `const text = head + \`Then the ${hole} went far away.\`;`],
  ])("%s comes", (_, source) => {
    expect(untold(added(source))).toHaveLength(1);
  });

  it("a failure comes where all else is excused", () => {
    const source = 'const costView = () => { throw new Error("The sums are wrong today."); };';
    const path = "worker/src/slack/views/cost.ts";
    expect(textsOf(path, source).filter((text) => !isExempt(text))).toHaveLength(1);
  });

  it("a warning of the log comes", () => {
    const source = 'const run = (log) => log({ level: "warn", event: "moon-lost" });';
    expect(untold(added(source))).toEqual(["action/src/added.ts:1 moon-lost"]);
  });

  it("a text changes by a word, and the row does not", () => {
    const changed = troubles
      .filter(({ text }) => /\bmachine\b/.test(text))
      .map((text) => ({ ...text, text: text.text.replace(/\bmachine\b/, "engine") }));
    expect(changed.length).toBeGreaterThan(10);
    expect(untold(changed)).toHaveLength(changed.length);
  });

  it("a row is misspelt", () => {
    const printed = texts.map(({ text }) => text);
    const row = "The sweep could not wrok: Sesterce does not tell what runs.";
    expect(unsaid(row, printed)).toContain("wrok");
  });
});
