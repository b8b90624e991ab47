import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.ts";

const GPUS = [
  "A100",
  "A100_80G",
  "A10",
  "B200",
  "H100",
  "H200",
  "L40",
  "L40S",
  "RTX4090",
  "MI300X",
];

describe("what a mistyped GPU may have meant", () => {
  it.each([
    ["H10", ["A10", "H100", "A100"]],
    ["h-100", ["H100", "A100", "H200"]],
    ["rtx 4090", ["RTX4090"]],
    ["A100-80", ["A100_80G", "A100"]],
    ["M300X", ["MI300X"]],
    ["Voodoo2", []],
    ["", []],
  ])("%j: %j", (text, expected) => {
    expect(nearest(text, GPUS)).toEqual(expected);
  });

  it("begins with the very word, is of the known ones, and at most three", () => {
    fc.assert(
      fc.property(fc.constantFrom(...GPUS), fc.shuffledSubarray(GPUS), (text, others) => {
        const known = [...new Set([text, ...others])];
        const found = nearest(text.toLowerCase(), known);
        expect(found[0]).toBe(text);
        expect(found.length).toBeLessThanOrEqual(3);
        expect(known).toEqual(expect.arrayContaining(found));
      }),
    );
  });
});
