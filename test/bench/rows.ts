/** What each measurement says in the table, and which targets the project has set itself. Pure. */
import type { Lags, ReadyLag } from "./ready-lag.ts";
import type { StartUp } from "./start-up.ts";
import { largest, mean, median, percentile } from "./statistics.ts";
import type { Row } from "./table.ts";
import type { Weeks } from "./week.ts";

const MOST = {
  startUpRatio: 1.15,
  meanLagS: 1.5,
  largestLagS: 3,
  tenMinuteRequests: 240,
  distKb: 190,
  cancelS: 1,
  acknowledgementS: 1,
  webhookMinutes: 5,
  cronMinutes: 10,
  leaseMinutes: 17,
};

/** How long the runner waits after SIGINT before it asks again. */
const RUNNER_WAITS_S = 7.5;
/** CPU of one event on Cloudflare's Free plan. */
const FREE_PLAN_MS = 10;
/** How long Slack waits for the 200 of a command. */
const SLACK_WAITS_S = 3;

export function startUpRows({ action, bareFetch }: StartUp): Row[] {
  const row = (name: string, share: number): Row => {
    const [ours, theirs] = [percentile(action, share), percentile(bareFetch, share)];
    return {
      what: `start-up until the first request, ${name}`,
      measured: `${ours.toFixed(1)} ms`,
      against: `\`node -e "fetch(…)"\` ${theirs.toFixed(1)} ms`,
      ratio: ours / theirs,
    };
  };
  const ratio = median(action) / median(bareFetch);
  const target = { value: ratio, most: MOST.startUpRatio, unit: "" };
  return [row("p10", 0.1), { ...row("median", 0.5), target }, row("p90", 0.9)];
}

export function readyLagRows({ ours, every5s, every10s }: ReadyLag): Row[] {
  const others = [
    ["every 5 s", every5s],
    ["every 10 s", every10s],
  ] as const;
  const all = ({ all }: Lags) => all;
  const figures: readonly Figure[] = [
    { what: "mean", of: (lags) => mean(all(lags)), mostS: MOST.meanLagS },
    { what: "p95", of: (lags) => percentile(all(lags), 0.95) },
    { what: "max", of: (lags) => largest(all(lags)), mostS: MOST.largestLagS },
    { what: "mean, SSH before active", of: ({ sshFirst }) => mean(sshFirst) },
    { what: "mean, active before SSH", of: ({ activeFirst }) => mean(activeFirst) },
  ];
  const rows = figures.flatMap((figure) =>
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

/** `lagsMs`: one of each cancelled run. */
export function cancelRows(lagsMs: readonly number[]): Row[] {
  const row = (name: string, lagMs: number): Row => ({
    what: `cancel until the DELETE arrives, ${name}`,
    measured: `${lagMs.toFixed(1)} ms`,
    against: `the runner's patience ${RUNNER_WAITS_S} s`,
    ratio: lagMs / 1_000 / RUNNER_WAITS_S,
  });
  const max = largest(lagsMs);
  const target = { value: max / 1_000, most: MOST.cancelS, unit: "s" };
  return [row("median", median(lagsMs)), { ...row("max", max), target }];
}

export const distRow = (kb: number): Row => ({
  what: "size of action/dist",
  measured: `${kb.toFixed(1)} kB`,
  against: `${MOST.distKb} kB`,
  ratio: kb / MOST.distKb,
  target: { value: kb, most: MOST.distKb, unit: "kB" },
});

/** `times`: CPU ms by the number of machines, ascending; null where the system does not tell. */
export function listRows(
  times: readonly (readonly [machines: number, ms: number | null])[],
): Row[] {
  return times.map(([machines, ms], index) => {
    const [before, beforeMs] = times[index - 1] ?? [0, null];
    const hasBoth = ms !== null && beforeMs !== null;
    return {
      what: `CPU of /gpu list, ${counted(machines)}, local database included`,
      measured: ms === null ? "not told by this system" : `${ms.toFixed(1)} ms`,
      against: beforeMs === null ? "" : `${counted(before)} ${beforeMs.toFixed(1)} ms`,
      ratio: hasBoth ? ms / beforeMs : null,
    };
  });
}

const counted = (machines: number): string =>
  `${machines.toLocaleString("en")} machine${machines === 1 ? "" : "s"}`;

/** By a number of things, ascending. */
type Times = readonly (readonly [count: number, ms: number])[];

/** `times`: the Worker's own CPU ms by the number of machines, ascending. */
export const listCpuRows = (times: Times): Row[] => workerCpuRows("/gpu list", times);

/** Likewise, of a tick of the cron: it looks at as many owners as the Free plan allows. */
export const sweepCpuRows = (times: Times): Row[] => workerCpuRows("a sweep", times);

function workerCpuRows(what: string, times: Times): Row[] {
  return times.map(([machines, ms], index) => {
    const [before, beforeMs] = times[index - 1] ?? [0, null];
    return {
      what: `CPU of ${what}, ${counted(machines)}, the Worker alone`,
      measured: `${ms.toFixed(1)} ms`,
      against:
        beforeMs === null
          ? `the Free plan's ${FREE_PLAN_MS} ms`
          : `${counted(before)} ${beforeMs.toFixed(1)} ms`,
      ratio: ms / (beforeMs ?? FREE_PLAN_MS),
    };
  });
}

/** `timesMs`: of each command, until its 200. */
export function acknowledgementRows(timesMs: readonly number[]): Row[] {
  return [0.5, 0.99].map((share) => {
    const ms = percentile(timesMs, share);
    return {
      what: `acknowledgement while Sesterce hangs, p${share * 100}`,
      measured: `${ms.toFixed(1)} ms`,
      against: `Slack's patience ${SLACK_WAITS_S} s`,
      ratio: ms / 1_000 / SLACK_WAITS_S,
      target: { value: ms / 1_000, most: MOST.acknowledgementS, unit: "s" },
    };
  });
}

/** `times`: ms by the number of offers, ascending. */
export const choosingRows = (times: Times): Row[] =>
  growthRows(times, (offers) => `choosing among ${offers} offers`);

/** `times`: ms by the number of machines, ascending. */
export const planRows = (times: Times): Row[] =>
  growthRows(times, (machines) => `the reaper's plan for ${machines} machines`);

/** Each is compared with the one before. */
function growthRows(times: Times, whatOf: (count: string) => string): Row[] {
  return times.map(([count, ms], index) => {
    const [before, beforeMs] = times[index - 1] ?? [0, null];
    return {
      what: whatOf(count.toLocaleString("en")),
      measured: `${ms.toFixed(2)} ms`,
      against: beforeMs === null ? "" : `${before.toLocaleString("en")} ${beforeMs.toFixed(2)} ms`,
      ratio: beforeMs === null ? null : ms / beforeMs,
    };
  });
}

/** Ratios of what the three weeks have cost, all of one scenario; then the bounds, which nothing may break. */
export function weekRows({ allNets, postOnly, nothing }: Weeks): Row[] {
  const rivals = [
    ["post only", postOnly],
    ["nothing", nothing],
  ] as const;
  const wasted = rivals.flatMap(([name, rival]) => [
    weekRow(
      "orphan-minutes",
      [allNets.waste.minutes, rival.waste.minutes],
      (sum) => `${sum} min`,
      name,
    ),
    weekRow("cost of orphans", [allNets.waste.usd, rival.waste.usd], (sum) => `$${sum}`, name),
  ]);
  const { slowestMs, orphans, late, murders } = allNets;
  return [
    ...wasted,
    slowestRow("GitHub's webhook", slowestMs.webhook, MOST.webhookMinutes),
    slowestRow("the cron alone", slowestMs.cron, MOST.cronMinutes),
    slowestRow("the lease", slowestMs.lease, MOST.leaseMinutes),
    noneRow(
      "orphans there after their bound",
      late.length,
      `${counted(orphans.length)} ended by the Worker`,
    ),
    noneRow("live machines touched", murders.length, `${counted(allNets.machines.length)} rented`),
  ];
}

function weekRow(
  what: string,
  [ours, theirs]: readonly [ours: number, theirs: number],
  withUnit: (sum: string) => string,
  name: string,
): Row {
  const told = (sum: number) => withUnit(Math.round(sum).toLocaleString("en"));
  const [measured, against] = [told(ours), `${name} ${told(theirs)}`];
  return { what: `a simulated week, ${what}`, measured, against, ratio: ours / theirs };
}

/** Of the ends that no outage, gap or burst has moved. */
function slowestRow(net: string, ms: number, most: number): Row {
  const minutes = ms / 60_000;
  return {
    what: `a simulated week, slowest end by ${net}`,
    measured: `${minutes.toFixed(1)} min`,
    against: `its bound ${most} min`,
    ratio: minutes / most,
    target: { value: minutes, most, unit: "min" },
  };
}

const noneRow = (what: string, count: number, against: string): Row => ({
  what: `a simulated week, ${what}`,
  measured: String(count),
  against,
  ratio: null,
  target: { value: count, most: 0, unit: "" },
});
