import { describe, expect, it } from "vitest";
import { renderReport, renderSurvivors } from "./report.ts";
import { readKnown } from "./survivors.ts";
import { compare, isSurvivor, type Outcome, type Tally, tallyOf, tooLow } from "./verdict.ts";

const one = { file: "a.ts", mutator: "M", line: "a + b", from: "+", to: "-" };
const other = { ...one, to: "*" };
const outcome = (status: string): Outcome => ({ ...one, status });

const tally = (killed: number, survived: number, change: Partial<Tally> = {}): Tally => ({
  killed,
  survived,
  timeout: 0,
  noCoverage: 0,
  ...change,
});

describe("what became of the mutants", () => {
  const outcomes = ["Killed", "Killed", "Timeout", "Survived", "NoCoverage", "CompileError"];

  it("is counted, but not what was no sound mutant", () => {
    const counted = { killed: 2, timeout: 1, survived: 1, noCoverage: 1 };
    expect(tallyOf(outcomes.map(outcome))).toEqual(counted);
  });

  it("is survival when no test has noticed, run or not", () => {
    const survivors = outcomes.map(outcome).filter(isSurvivor);
    expect(survivors.map(({ status }) => status)).toEqual(["Survived", "NoCoverage"]);
  });

  it("is a table for people, a row for each area", () => {
    const tallies = new Map([
      ["a", tally(9, 1)],
      ["b", tally(18, 1, { timeout: 1, noCoverage: 1 })],
    ]);
    expect(renderReport(tallies)).toMatchInlineSnapshot(`
      "| area | mutants | killed | timeout | survived | no coverage | score |
      | --- | --- | --- | --- | --- | --- | --- |
      | a | 10 | 9 | 0 | 1 | 0 | 90.0 % |
      | b | 21 | 18 | 1 | 1 | 1 | 90.5 % |
      | **all** | 31 | 27 | 1 | 2 | 1 | 90.3 % |"
    `);
  });
});

describe("the score", () => {
  it.each([
    [85, 15, {}, []],
    [84, 15, { timeout: 1 }, []],
    [84, 16, {}, ["a", "all"]],
    [84, 15, { noCoverage: 1 }, ["a", "all"]],
    [0, 0, {}, ["a", "all"]],
  ])("of %i killed and %i not, %o, is too low for %j", (killed, survived, change, low) => {
    const told = tooLow(new Map([["a", tally(killed, survived, change)]]));
    expect(told.map((line) => /of (\S+)/.exec(line)?.[1])).toEqual(low);
  });

  it("is too low in one area, though not in all", () => {
    const tallies = new Map([
      ["a", tally(8, 2)],
      ["b", tally(90, 0)],
    ]);
    expect(tooLow(tallies)).toEqual(["Too low: of a 80.0 % are killed, not 85 %."]);
  });
});

describe("survivors and their list", () => {
  it.each([
    ["agree", [one, other], [other, one], [], []],
    ["agree on twins", [one, one], [one, one], [], []],
    ["differ by one that is not listed", [one, other], [one], [other], []],
    ["differ by one that is listed once and survives twice", [one, one], [one], [one], []],
    ["differ by one that does not survive any more", [one], [one, other], [], [other]],
    ["differ by one that is listed twice and survives once", [one], [one, one], [], [one]],
  ])("%s", (_, survivors, known, unlisted, stale) => {
    expect(compare(survivors, known)).toEqual({ unlisted, stale });
  });

  it("are told in the list's own form, without a reason", () => {
    expect(JSON.parse(renderSurvivors([one]))).toEqual({ ...one, reason: "" });
  });

  it("are listed with a reason each", async () => {
    for (const { reason } of await readKnown()) expect(reason).toMatch(/^[a-z ]+: .+\.$/);
  });
});
