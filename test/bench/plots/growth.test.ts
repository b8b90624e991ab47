import { describe, expect, it } from "vitest";
import { growthChart } from "./growth.ts";

const chart = growthChart(
  {
    list: [
      [1, 0.8],
      [1_000, 20],
    ],
    sweep: [
      [1, 2],
      [500, 30],
    ],
    plan: [
      [100, 0.02],
      [10_000, 9],
    ],
    choose: [
      [100, 0.4],
      [10_000, 50],
    ],
  },
  "a source",
);
const [panel] = chart.panels;

describe("the plot of what grows", () => {
  it("has powers of ten around all that was measured", () => {
    expect(panel?.x.ticks).toEqual([1, 10, 100, 1_000, 10_000]);
    expect(panel?.y.ticks).toEqual([0.01, 0.1, 1, 10, 100]);
    expect(panel?.y).toMatchObject({ kind: "log", from: 0.01, to: 100 });
  });

  it("has a guide along which ten times as many cost ten times as much", () => {
    const [guide] = panel?.lines ?? [];
    expect(guide).toMatchObject({
      tone: "guide",
      points: [
        [1, 0.01],
        [10_000, 100],
      ],
    });
  });

  it("tells every figure in words", () => {
    expect(chart.description).toContain("a sweep, by machines: 2.0 ms for 1, 30 ms for 500.");
  });
});
