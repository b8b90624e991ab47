/** The ready lag of all boots, the shortest first, against polling with a fixed pause. Pure. */
import { linearAxis } from "../plot/axis.ts";
import type { Chart, Line, Point, Tone } from "../plot/chart.ts";
import type { Lags, ReadyLag } from "../ready-lag.ts";
import { largest, mean } from "../statistics.ts";

export function readyLagChart({ ours, every5s, every10s }: ReadyLag, source: string): Chart {
  const most = Math.max(...[ours, every5s, every10s].map(({ all }) => largest(all))) / 1_000;
  const x = linearAxis("seconds after the machine was ready", most);
  const lines = [
    lineOf(["this action", ours], "first", x.to),
    lineOf(["polling every 5 s", every5s], "second", x.to),
    lineOf(["polling every 10 s", every10s], "third", x.to),
  ];
  const said = lines.map(({ label: [name, ...details] }) => `${name}: ${details.join(", ")}`);
  return {
    title: "From ready to handed over",
    description:
      `Share of ${ours.all.length} simulated boots that were handed over within so many seconds ` +
      `after the machine was ready. ${said.join("; ")}.`,
    source,
    panels: [{ height: 260, x, y: linearAxis("boots handed over by then (%)", 100), lines }],
  };
}

function lineOf([name, { all }]: readonly [string, Lags], tone: Tone, to: number): Line {
  const sorted = all.toSorted((a, b) => a - b);
  const steps = sorted.map((ms, index): Point => [ms / 1_000, (100 * (index + 1)) / sorted.length]);
  const [meanS, maxS] = [mean(all) / 1_000, largest(all) / 1_000];
  return {
    label: [name, `mean ${meanS.toFixed(2)} s`, `longest ${maxS.toFixed(2)} s`],
    tone,
    points: [[0, 0], ...steps, [to, 100]],
    isStepped: true,
  };
}
