/** CPU by the number of machines or offers, on axes where what grows in proportion is parallel to the guide. Pure. */
import { logAxis } from "../plot/axis.ts";
import type { Axis, Chart, Line, Point, Tone } from "../plot/chart.ts";

/** Ms by count, ascending. */
type Times = readonly (readonly [count: number, ms: number])[];

export interface GrowthTimes {
  readonly list: Times;
  readonly sweep: Times;
  readonly plan: Times;
  readonly choose: Times;
}

export function growthChart({ list, sweep, plan, choose }: GrowthTimes, source: string): Chart {
  const measured = [
    lineOf(["/gpu list", "machines"], "first", list),
    lineOf(["a sweep", "machines"], "second", sweep),
    lineOf(["choosing", "offers"], "third", choose),
    lineOf(["the reaper's plan", "machines"], "fourth", plan),
  ];
  const points = measured.flatMap((line) => line.points);
  const x = logAxis(
    "machines or offers",
    points.map(([count]) => count),
  );
  const y = logAxis(
    "CPU (ms)",
    points.map(([, ms]) => ms),
  );
  return {
    title: "CPU by the number of machines or offers",
    description: measured.map(described).join(" "),
    source,
    panels: [{ height: 320, x, y, lines: [guideIn(x, y), ...measured] }],
  };
}

function lineOf(label: readonly [string, string], tone: Tone, times: Times): Line {
  return { label, tone, points: times.map(([count, ms]): Point => [count, ms]), hasDots: true };
}

/** From the lowest corner, as far as it stays in the picture. */
function guideIn(x: Axis, y: Axis): Line {
  const most = Math.min(x.to / x.from, y.to / y.from);
  return {
    label: ["in proportion"],
    tone: "guide",
    points: [
      [x.from, y.from],
      [x.from * most, y.from * most],
    ],
  };
}

function described({ label: [name, things = ""], points }: Line): string {
  const told = points.map(([count, ms]) => `${ms.toPrecision(2)} ms for ${count}`).join(", ");
  return `${name}, by ${things}: ${told}.`;
}
