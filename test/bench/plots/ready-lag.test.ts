import { describe, expect, it } from "vitest";
import { readyLagChart } from "./ready-lag.ts";

const lags = (all: readonly number[]) => ({
  all,
  sshFirst: all,
  activeFirst: [],
  tenMinuteRequests: 1,
});

const chart = readyLagChart(
  { ours: lags([2_000, 1_000]), every5s: lags([4_000, 3_000]), every10s: lags([6_000, 9_000]) },
  "a source",
);

describe("the plot of the ready lag", () => {
  it("rises by each boot, the shortest first, and goes on to its edge", () => {
    const [panel] = chart.panels;
    expect(panel?.x).toMatchObject({ from: 0, to: 10, ticks: [0, 2, 4, 6, 8, 10] });
    expect(panel?.lines[0]?.points).toEqual([
      [0, 0],
      [1, 50],
      [2, 100],
      [10, 100],
    ]);
  });

  it("tells mean and longest beside each line, and in words", () => {
    const [panel] = chart.panels;
    expect(panel?.lines[2]?.label).toEqual(["polling every 10 s", "mean 7.50 s", "longest 9.00 s"]);
    expect(chart.description).toContain("this action: mean 1.50 s, longest 2.00 s;");
  });
});
