import { describe, expect, it } from "vitest";
import { SlowestTests, slowestTests, type TimedTest } from "./slowest-tests.ts";

const timed = (name: string, durationMs: number): TimedTest => ({ name, durationMs });

describe("the slowest tests", () => {
  it("are told the longest first, with seconds", () => {
    const tests = [timed("b", 40), timed("a", 12_345), timed("c", 2_000)];
    expect(slowestTests(tests)).toBe(
      ["The slowest 3 of 3 tests:", "   12.35 s  a", "    2.00 s  c", "    0.04 s  b", ""].join(
        "\n",
      ),
    );
  });

  it("are ten at most", () => {
    const tests = Array.from({ length: 25 }, (_, index) => timed(`test ${index}`, index));
    const [head, ...lines] = slowestTests(tests).trimEnd().split("\n");
    expect(head).toBe("The slowest 10 of 25 tests:");
    expect(lines.map((line) => line.replace(/.* s {2}/, ""))).toEqual(
      Array.from({ length: 10 }, (_, index) => `test ${24 - index}`),
    );
  });

  it("are told by name when they took as long, whatever their order was", () => {
    const tests = [timed("b", 1), timed("a", 1), timed("c", 1)];
    expect(slowestTests(tests.toReversed())).toBe(slowestTests(tests));
  });

  it("take one line each, whatever they are called", () => {
    const text = slowestTests([timed("a\nb\u2028c\u001b[31m", 1), timed("x".repeat(5_000), 2)]);
    expect(text.trimEnd().split("\n")).toHaveLength(3);
    expect(text).toContain("a b c [31m");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(180);
  });

  it("are nothing when nothing ran", () => {
    expect(slowestTests([])).toBe("");
    const printed: string[] = [];
    new SlowestTests((text) => void printed.push(text)).onTestRunEnd([]);
    expect(printed).toEqual([]);
  });
});
