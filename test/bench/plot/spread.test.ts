import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spread } from "./spread.ts";

describe("labels", () => {
  it("stay where they are if there is room", () => {
    expect(spread([80, 10, 40], 20, 100)).toEqual([80, 10, 40]);
  });

  it("move down from one above, and up where the picture ends", () => {
    expect(spread([10, 12, 50], 20, 100)).toEqual([10, 30, 50]);
    expect(spread([95, 90], 20, 100)).toEqual([100, 80]);
  });

  it("keep their order and their distance, and end in the picture", () => {
    const heights = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 6 });
    const holds = (given: number[]) => {
      const moved = spread(given, 30, 200);
      const pairs = given.map((height, index) => ({ height, at: moved[index] ?? Number.NaN }));
      const sorted = pairs.toSorted((a, b) => a.at - b.at);
      sorted.slice(1).forEach(({ height, at }, index) => {
        expect(at - (sorted[index]?.at ?? Number.NaN)).toBeGreaterThanOrEqual(30);
        expect(height).toBeGreaterThanOrEqual(sorted[index]?.height ?? Number.NaN);
      });
      expect(Math.max(...moved)).toBeLessThanOrEqual(200);
    };
    fc.assert(fc.property(heights, holds));
  });
});
