import { describe, expect, it } from "vitest";
import type { Chart } from "./plot/chart.ts";
import { durationOf, type Report, renderReport } from "./report.ts";
import type { Section } from "./sections/section.ts";

const chart: Chart = {
  title: "Lag",
  description: "Of 300 boots [simulated] all.",
  source: "pnpm bench",
  panels: [],
};

const section: Section = {
  title: "Start-up",
  prose: ["What it means.", "What it does not show."],
  rows: [
    {
      what: "start-up",
      measured: "5 ms",
      against: "Node 4 ms",
      ratio: 1.25,
      target: { value: 1.25, most: 1.3, unit: "" },
    },
  ],
  plot: { file: "bench-lag.svg", chart },
};

const report: Report = {
  conditions: {
    date: "2026-01-01 12:00 UTC",
    processor: "2 × Simulated CPU",
    memory: "8 GB",
    system: "Linux 6.1, x64",
    node: "v24.0.0",
    load: "0.1",
  },
  tookMs: 200_400,
  sections: [section],
};

describe("BENCHMARKS.md", () => {
  it("says where, when, how to repeat it, and then each part with its plot and figures", () => {
    expect(renderReport(report)).toMatchSnapshot();
  });

  it("says how many targets are missed, and which", () => {
    const [row] = section.rows;
    const rows = row ? [{ ...row, target: { value: 2, most: 1.3, unit: "" } }, row] : [];
    const text = renderReport({ ...report, sections: [{ ...section, rows }] });
    expect(text).toContain("1 of 2 targets is missed:\n\n- Target missed: start-up is 2.000");
    expect(text).not.toContain("targets are met");
  });
});

describe("a duration", () => {
  it.each([
    [0, "0 min 0 s"],
    [59_600, "1 min 0 s"],
    [200_400, "3 min 20 s"],
  ])("of %d ms is %s", (ms, told) => {
    expect(durationOf(ms)).toBe(told);
  });
});
