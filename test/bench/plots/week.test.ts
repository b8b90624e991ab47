import { DAY_MS, HOUR_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import type { Tenancy } from "../../week/ledger.ts";
import type { PlayedWeek } from "../week.ts";
import { weekChart } from "./week.ts";

const START = 1_000 * DAY_MS;

/** Of machines whose owner ended at the day, and that went on for so many hours; null: for ever. */
function played(machines: readonly (readonly [day: number, hours: number | null])[]): PlayedWeek {
  const tenancies = machines.map(([day, hours], index): Tenancy => {
    const endedAt = START + day * DAY_MS;
    return {
      ...{ machineId: String(index), runId: index, attempt: 1, jobId: index },
      ...{ rentedAt: START, leaseEndsAt: endedAt, hourlyUsd: 1, endedAt, heardAt: null },
      ...{ goneAt: hours === null ? null : endedAt + hours * HOUR_MS, goneBy: null },
    };
  });
  const nobody = { orphans: [], late: [], murders: [], complaints: [] };
  const slowestMs = { webhook: 0, cron: 0, lease: 0 };
  const waste = { minutes: 0, usd: 0 };
  return { machines: tenancies, startAt: START, ...nobody, slowestMs, waste };
}

const chart = weekChart(
  {
    allNets: played([
      [1, 2],
      [1, 3],
    ]),
    postOnly: played([[1, null]]),
    nothing: played([
      [1, null],
      [2, null],
    ]),
  },
  "a source",
);
const [hours, machines] = chart.panels;

describe("the plot of the simulated week", () => {
  it("adds up the hours that machines went on without an owner, under each net", () => {
    expect(hours?.lines.map(({ label }) => label)).toEqual([
      ["neither", "264 h"],
      ["post step only", "144 h"],
      ["post step and Worker", "5 h"],
    ]);
    expect(hours?.lines.map(({ points }) => points.at(-1))).toEqual([
      [7, 264],
      [7, 144],
      [7, 5],
    ]);
    expect(hours?.y).toMatchObject({ kind: "log", from: 1, to: 1_000 });
  });

  it("counts those that are there with all nets, with a point for each change", () => {
    const [line] = machines?.lines ?? [];
    expect(line?.label).toEqual(["post step and Worker", "most at once: 2"]);
    expect(line?.points.map(([, count]) => count)).toEqual([0, 2, 1, 0, 0]);
    expect(line?.points[1]).toEqual([1, 2]);
  });

  it("marks the troubles", () => {
    const named = hours?.bands?.map(({ label }) => label);
    expect(named).toEqual(["GitHub away", "Sesterce away", "database put back"]);
    expect(machines?.bands).toEqual(hours?.bands);
  });
});
