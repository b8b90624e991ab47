/** The simulated week: what machines without an owner came to, and the bounds that nothing may break. Pure. */
import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { type Size, WEEK, type Window } from "../../week/scenario.ts";
import { weekChart } from "../plots/week.ts";
import type { Row } from "../table.ts";
import type { Weeks } from "../week.ts";
import { nounOf } from "./growth.ts";
import type { Section } from "./section.ts";

const MOST = { webhookMinutes: 5, cronMinutes: 10, leaseMinutes: 17 };

export function weekSection(weeks: Weeks, source: string): Section {
  return {
    title: "A simulated week",
    prose: [
      `${played(WEEK)} It is played three times in virtual time: with all nets (the post step and the Worker), with the post step alone, and with neither.`,
      "An orphan is a machine whose owner has ended. Its minutes count from the owner's end until the machine's, or the week's. *Slowest end* takes those that no outage, gap or burst has delayed; every other has a later bound of its own (`test/week/bounds.ts`), and none may be there after it.",
      "The Worker's sources run on Node with SQLite for D1. The runs are drawn from a seed: how many runners a real week loses is not known here, and the money is what the simulated offers cost.",
    ],
    rows: weekRows(weeks),
    plot: { file: "bench-week.svg", chart: weekChart(weeks, source) },
  };
}

function played({ runs, runMinutes: [least, most], shares, troubles }: Size): string {
  const hours = ({ from, until }: Window) => nounOf("hour")((until - from) / HOUR_MS);
  const percent = (share: number) => `${share * 100} %`;
  const { github, sesterce, restore } = troubles;
  return [
    `${nounOf("workflow run")(runs)} of ${least} to ${most} minutes with 1 to 8 GPUs, some of them cancelled, failed or run again.`,
    `In ${percent(shares.postMissing)} of the attempts the runner is lost and no post step runs, and ${percent(shares.webhookLost)} of the webhooks never arrive.`,
    `GitHub is away for ${hours(github)}, Sesterce for ${hours(sesterce)}, and the Worker's database is once put back to what it was ${hours(restore)} before.`,
  ].join(" ");
}

function weekRows({ allNets, postOnly, nothing }: Weeks): Row[] {
  const rivals = [
    ["post step only", postOnly.waste],
    ["neither", nothing.waste],
  ] as const;
  const ours = allNets.waste;
  const wasted = rivals.flatMap(([name, theirs]) => [
    wasteRow({
      what: "orphan-minutes",
      ours: ours.minutes,
      theirs: theirs.minutes,
      name,
      unit: "min",
    }),
    wasteRow({ what: "cost of orphans", ours: ours.usd, theirs: theirs.usd, name, unit: "$" }),
  ]);
  const { slowestMs, orphans, late, murders } = allNets;
  const counted = nounOf("machine");
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

interface Wasted {
  readonly what: string;
  readonly ours: number;
  readonly theirs: number;
  readonly name: string;
  readonly unit: string;
}

function wasteRow({ what, ours, theirs, name, unit }: Wasted): Row {
  const told = (sum: number) => `${Math.round(sum).toLocaleString("en")} ${unit}`;
  const [measured, against] = [told(ours), `${name} ${told(theirs)}`];
  return { what: `a simulated week, ${what}`, measured, against, ratio: ours / theirs };
}

function slowestRow(net: string, ms: number, most: number): Row {
  const minutes = ms / MINUTE_MS;
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
