import { describe, expect, it } from "vitest";
import type { Chart } from "./chart.ts";
import { drawChart } from "./draw.ts";

const chart: Chart = {
  title: "Lag & load",
  description: "Two lines: one rises, one does not.",
  source: "pnpm bench · 2026-01-01",
  panels: [
    {
      heading: "A panel",
      height: 100,
      x: { title: "machines", kind: "log", from: 1, to: 1_000, ticks: [1, 10, 100, 1_000] },
      y: { title: "CPU (ms)", kind: "linear", from: 0, to: 50, ticks: [0, 25, 50] },
      lines: [
        {
          label: ["a sweep", "at most 50 ms"],
          tone: "first",
          hasDots: true,
          points: [
            [1, 0],
            [1_000, 50],
          ],
        },
        {
          label: ["a guide"],
          tone: "guide",
          isStepped: true,
          points: [
            [10, 25],
            [100, 50],
          ],
        },
      ],
      bands: [{ from: 10, until: 100, label: "GitHub away" }],
    },
  ],
};

describe("a chart", () => {
  it("is drawn like this, to the letter, each time", () => {
    expect(drawChart(chart)).toMatchSnapshot();
    expect(drawChart(chart)).toBe(drawChart(structuredClone(chart)));
  });

  it("says in words what it shows, and names itself to screen readers", () => {
    const svg = drawChart(chart);
    expect(svg).toContain('role="img" aria-labelledby="title description"');
    expect(svg).toContain('<title id="title">Lag &amp; load</title>');
    expect(svg).toContain('<desc id="description">Two lines: one rises, one does not.</desc>');
  });

  it("puts a logarithm's powers at equal distances, and zero at the bottom", () => {
    const xs = [...drawChart(chart).matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)];
    const [first, last] = xs.map(([, x, y]) => [Number(x), Number(y)]);
    expect(first).toEqual([0, 100]);
    expect(last?.[1]).toBe(0);
    const guide = /M([\d.]+) [\d.]+H([\d.]+)V/.exec(drawChart(chart));
    const third = (last?.[0] ?? Number.NaN) / 3;
    expect(Number(guide?.[1])).toBeCloseTo(third, 0);
    expect(Number(guide?.[2])).toBeCloseTo(2 * third, 0);
  });

  it("has colours for the dark, too", () => {
    expect(drawChart(chart)).toContain("@media (prefers-color-scheme: dark)");
  });
});
