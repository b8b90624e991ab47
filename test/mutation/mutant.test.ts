import { describe, expect, it } from "vitest";
import { keyOf, type Mutant, textAt } from "./mutant.ts";

const SOURCE = `if (a) {
  return  b + 1;
}
`;
const at = (line: number, column: number) => ({ line, column });

describe("what a mutant replaces", () => {
  it.each([
    ["a part of a line", at(2, 11), at(2, 16), "return  b + 1;", "b + 1"],
    ["a line", at(2, 3), at(2, 17), "return  b + 1;", "return b + 1;"],
    ["several lines, told as one", at(1, 8), at(3, 2), "if (a) {", "{ return b + 1; }"],
  ])("is %s", (_, start, end, line, text) => {
    expect(textAt(SOURCE, { start, end })).toEqual({ line, text });
  });
});

describe("a mutant", () => {
  const one: Mutant = { file: "a.ts", mutator: "M", line: "a + b", from: "+", to: "-" };

  it("is the same wherever its line has moved, and whatever else is known of it", () => {
    expect(keyOf({ ...one, ...{ reason: "x" } })).toBe(keyOf(one));
  });

  it.each(["file", "mutator", "line", "from", "to"] as const)(
    "is another with another %s",
    (key) => {
      expect(keyOf({ ...one, [key]: "other" })).not.toBe(keyOf(one));
    },
  );
});
