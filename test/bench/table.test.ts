import { describe, expect, it } from "vitest";
import { missedTargets, type Row, renderTable } from "./table.ts";

const row: Row = {
  what: "a thing",
  measured: "5.0 ms",
  against: "another 10.0 ms",
  ratio: 0.5,
  target: { value: 5, most: 6, unit: "ms" },
};

const cells = (one: Row): string[] =>
  (renderTable([one]).split("\n").at(-1) ?? "")
    .split("|")
    .map((cell) => cell.trim())
    .slice(1, -1);

describe("the table", () => {
  it("is Markdown, a line for each row under its head", () => {
    expect(renderTable([row, { ...row, what: "more" }])).toMatchInlineSnapshot(`
      "| what | measured | against | ratio | growth | target |  |
      | --- | ---: | --- | ---: | --- | --- | --- |
      | a thing | 5.0 ms | another 10.0 ms | 0.50 |  | ≤ 6 ms | met |
      | more | 5.0 ms | another 10.0 ms | 0.50 |  | ≤ 6 ms | met |"
    `);
  });

  it.each([
    [0.5, "0.50"],
    [12.345, "12.35"],
    [0.000_123_4, "0.00012"],
    [0, "0.00"],
    [null, ""],
  ])("writes the ratio %d as %j", (ratio, shown) => {
    expect(cells({ ...row, ratio })[3]).toBe(shown);
  });

  it("says for how many times as many a ratio is", () => {
    expect(cells({ ...row, times: 4 })[4]).toBe("for 4 × as many");
    expect(cells({ ...row, times: 10 / 3 })[4]).toBe("for 3.3 × as many");
    expect(cells(row)[4]).toBe("");
  });

  it("says whether the target is met, and nothing where there is none", () => {
    expect(cells(row).slice(5)).toEqual(["≤ 6 ms", "met"]);
    const missed = { ...row, target: { value: 6.0004, most: 6, unit: "" } };
    expect(cells(missed).slice(5)).toEqual(["≤ 6", "**missed**"]);
    const { target: _target, ...free } = row;
    expect(cells(free).slice(5)).toEqual(["", ""]);
  });
});

describe("missed targets", () => {
  it("are those above what is allowed, with enough digits to see it", () => {
    const missed = { ...row, what: "start-up", target: { value: 1.1504, most: 1.15, unit: "" } };
    expect(missedTargets([row, missed])).toEqual([
      "Target missed: start-up is 1.150, allowed is 1.15.",
    ]);
    const atMost = { ...row, target: { value: 6, most: 6, unit: "ms" } };
    expect(missedTargets([atMost])).toEqual([]);
  });

  it("are those that could not be measured, too", () => {
    const unknown = { ...row, target: { value: Number.NaN, most: 6, unit: "ms" } };
    expect(missedTargets([unknown])).toHaveLength(1);
  });
});
