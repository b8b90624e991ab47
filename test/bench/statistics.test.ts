import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largest, mean, median, percentile } from "./statistics.ts";

describe("percentile", () => {
  it.each([
    [[7], 0.9, 7],
    [[4, 1, 3, 2, 5], 0, 1],
    [[4, 1, 3, 2, 5], 0.5, 3],
    [[4, 1, 3, 2, 5], 1, 5],
    [[10, 20], 0.25, 12.5],
    [[10, 9, 100], 0.5, 10],
  ])("of %j at %d is %d", (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it("leaves the measurements in their order", () => {
    const values = [3, 1, 2];
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  it("never falls as the share grows, and stays within what was measured", () => {
    const values = fc.array(fc.integer(), { minLength: 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const holds = (measured: number[], a: number, b: number) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((at) => percentile(measured, at));
      expect(low).toBeLessThanOrEqual(high ?? Number.NaN);
      expect(low).toBeGreaterThanOrEqual(Math.min(...measured));
      expect(high).toBeLessThanOrEqual(Math.max(...measured));
    };
    fc.assert(fc.property(values, share, share, holds));
  });
});

describe("the other figures", () => {
  it("are the middle, the most and the average", () => {
    const values = [1, 2, 3, 10];
    expect([median(values), largest(values), mean(values)]).toEqual([2.5, 10, 4]);
  });

  it.each([median, largest, mean])("there are none of nothing: %o", (figure) => {
    expect(() => figure([])).toThrow("Nothing was measured");
  });
});
