/** A part of BENCHMARKS.md: what was measured in plain words, its figures, its plot. */
import type { Chart } from "../plot/chart.ts";
import type { Row } from "../table.ts";

export interface Section {
  readonly title: string;
  /** What it means, against what it is measured, what it does not show; Markdown, a paragraph each. */
  readonly prose: readonly string[];
  readonly rows: readonly Row[];
  readonly plot?: Plot;
}

export interface Plot {
  /** In `docs/`. */
  readonly file: string;
  readonly chart: Chart;
}
