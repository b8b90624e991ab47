/** How soon a machine that is ready is handed over. Pure. */
import { readyLagChart } from "../plots/ready-lag.ts";
import { describeBoots, type Lags, type ReadyLag } from "../ready-lag.ts";
import { largest, mean, percentile } from "../statistics.ts";
import type { Row } from "../table.ts";
import type { Section } from "./section.ts";

const MOST = { meanLagS: 1.5, largestLagS: 3, tenMinuteRequests: 240 };

export function readyLagSection(lag: ReadyLag, source: string): Section {
  return {
    title: "Ready lag",
    prose: [
      "How long a job waits for nothing: from the moment when the API shows the machine as active and SSH would answer, until the step hands it over. " +
        "It is held against what a script would do: ask the API, sleep 5 s (10 s), ask again, and once the machine is active try the login in the same rhythm.",
      `${describeBoots(lag.ours.all.length)} All in virtual time, so the figures are the same on every computer.`,
      "How long a real machine boots, and how often a real one fails, is not in it. A login that fails costs as much time as one that works, which is in favour of those who try blindly.",
    ],
    rows: readyLagRows(lag),
    plot: { file: "bench-ready-lag.svg", chart: readyLagChart(lag, source) },
  };
}

function readyLagRows({ ours, every5s, every10s }: ReadyLag): Row[] {
  const others = [
    ["every 5 s", every5s],
    ["every 10 s", every10s],
  ] as const;
  const rows = FIGURES.flatMap((figure) =>
    others.map(([name, other], index) => lagRow(figure, ours, { name, other, index })),
  );
  return [
    ...rows,
    ...others.map(([name, other], index) => requestRow(ours, { name, other, index })),
  ];
}

interface Figure {
  readonly what: string;
  /** In ms. */
  readonly of: (lags: Lags) => number;
  readonly mostS?: number;
}

const FIGURES: readonly Figure[] = [
  { what: "mean", of: ({ all }) => mean(all), mostS: MOST.meanLagS },
  { what: "p95", of: ({ all }) => percentile(all, 0.95) },
  { what: "max", of: ({ all }) => largest(all), mostS: MOST.largestLagS },
  { what: "mean, SSH before active", of: ({ sshFirst }) => mean(sshFirst) },
  { what: "mean, active before SSH", of: ({ activeFirst }) => mean(activeFirst) },
];

interface Rival {
  readonly name: string;
  readonly other: Lags;
  /** A target stands in the first row of a figure only. */
  readonly index: number;
}

function lagRow({ what, of, mostS }: Figure, ours: Lags, { name, other, index }: Rival): Row {
  const [oursS, theirsS] = [of(ours) / 1_000, of(other) / 1_000];
  const isTarget = mostS !== undefined && index === 0;
  return {
    what: `ready lag, ${what}`,
    measured: `${oursS.toFixed(2)} s`,
    against: `polling ${name} ${theirsS.toFixed(2)} s`,
    ratio: oursS / theirsS,
    ...(isTarget && { target: { value: oursS, most: mostS, unit: "s" } }),
  };
}

function requestRow(ours: Lags, { name, other, index }: Rival): Row {
  const [value, theirs] = [ours.tenMinuteRequests, other.tenMinuteRequests];
  return {
    what: "API requests in a ten-minute boot",
    measured: String(value),
    against: `polling ${name} ${theirs}`,
    ratio: value / theirs,
    ...(index === 0 && { target: { value, most: MOST.tenMinuteRequests, unit: "" } }),
  };
}
