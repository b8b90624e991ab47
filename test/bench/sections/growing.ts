/** What grows with the number of machines or offers: CPU of the Worker and of the choice. Pure. */

import type { InRuntime } from "../in-runtime.ts";
import { type GrowthTimes, growthChart } from "../plots/growth.ts";
import type { Row } from "../table.ts";
import { growthRows, nounOf } from "./growth.ts";
import type { Section } from "./section.ts";

/** CPU of one event on Cloudflare's Free plan. */
const FREE_PLAN_MS = 10;

export function growingSection(
  times: GrowthTimes,
  inRuntime: InRuntime["lists"],
  source: string,
): Section {
  const machines = nounOf("machine");
  return {
    title: "What grows",
    prose: [
      "Each figure is held against the one before it, with fewer machines or offers: *ratio* says how many times as much it costs, *growth* for how many times as many. A ratio near the growth means that twice as much costs twice as much.",
      `*The Worker alone* is CPU of the Worker's own code on Node, which runs the same engine as Cloudflare's workerd, without what SQLite takes, since D1 is not billed to the Worker. Cloudflare's Free plan gives ${FREE_PLAN_MS} ms of CPU for an event. A sweep looks at as many owners as the Free plan's requests allow, and every owner is alive.`,
      "*Local database included* is CPU of the whole workerd process as `wrangler dev` runs it, with the local D1 in it: more than Cloudflare would bill, and in steps of 10 ms over all lists.",
      "Time on Cloudflare's network, or until Sesterce and GitHub have answered, is in none of them.",
    ],
    rows: [
      ...workerRows("/gpu list", times.list),
      ...runtimeRows(inRuntime),
      ...workerRows("a sweep", times.sweep),
      ...growthRows(times.plan, {
        whatOf: (count) => `CPU of the reaper's plan for ${count}`,
        nounOf: machines,
        digits: 2,
      }),
      ...growthRows(times.choose, {
        whatOf: (count) => `CPU of choosing among ${count}`,
        nounOf: nounOf("offer"),
        digits: 2,
      }),
    ],
    plot: { file: "bench-growth.svg", chart: growthChart(times, source) },
  };
}

/** The first has nothing before it: it is held against the plan's allowance. */
function workerRows(what: string, times: GrowthTimes["list"]): Row[] {
  const whatOf = (count: string) => `CPU of ${what}, ${count}, the Worker alone`;
  return growthRows(times, { whatOf, nounOf: nounOf("machine"), digits: 1 }).map((row, index) => {
    const [, ms] = times[index] ?? [0, 0];
    if (row.ratio !== null) return row;
    return { ...row, against: `the Free plan's ${FREE_PLAN_MS} ms`, ratio: ms / FREE_PLAN_MS };
  });
}

function runtimeRows(times: InRuntime["lists"]): Row[] {
  const known = times.flatMap(([count, ms]) => (ms === null ? [] : [[count, ms] as const]));
  const whatOf = (count: string) => `CPU of /gpu list, ${count}, local database included`;
  if (known.length === times.length) {
    return growthRows(known, { whatOf, nounOf: nounOf("machine"), digits: 1 });
  }
  const measured = "not told by this system";
  return times.map(([count]) => ({
    ...{ what: whatOf(nounOf("machine")(count)), measured, against: "", ratio: null },
  }));
}
