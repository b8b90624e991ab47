/** Entry of the bench: measures, prints one table, and fails when a target is missed. About eight minutes, five of them the simulated week. */
import { measureCancelLag } from "./cancel-lag.ts";
import { measureChoosing } from "./choosing.ts";
import { conditions } from "./conditions.ts";
import { measureDist } from "./dist-size.ts";
import { measureListCpu } from "./list-cpu.ts";
import { describeBoots, measureReadyLag } from "./ready-lag.ts";
import {
  acknowledgementRows,
  cancelRows,
  choosingRows,
  distRow,
  listCpuRows,
  listRows,
  planRows,
  readyLagRows,
  startUpRows,
  sweepCpuRows,
  weekRows,
} from "./rows.ts";
import { measureStartUp } from "./start-up.ts";
import { measurePlan, measureSweepCpu } from "./sweep-cpu.ts";
import { missedTargets, renderTable } from "./table.ts";
import { measureWeek } from "./week.ts";
import { measureAcknowledgement, measureList } from "./worker-list.ts";

const START_UP_RUNS = 40;
const BOOTS = 300;
const CANCELS = 15;
const OFFERS = [100, 1_000, 10_000];
const MACHINES = [1, 50, 200, 1_000];
const SWEPT = [1, 50, 200, 500];
const PLANNED = [100, 1_000, 10_000];

console.log(`${conditions(new Date())}\n`);
const others = [
  ...startUpRows(await measureStartUp(START_UP_RUNS)),
  ...readyLagRows(await measureReadyLag(BOOTS)),
  ...cancelRows(await measureCancelLag(CANCELS)),
  distRow(await measureDist()),
  ...choosingRows(OFFERS.map((offers) => [offers, measureChoosing(offers)] as const)),
  ...listCpuRows(await each(MACHINES, measureListCpu)),
  ...sweepCpuRows(await each(SWEPT, measureSweepCpu)),
  ...planRows(await each(PLANNED, measurePlan)),
  ...listRows(await each(MACHINES, measureList)),
  ...acknowledgementRows(await measureAcknowledgement()),
];
// Last: what it leaves in memory would be felt by the others.
const weeks = await measureWeek();
const rows = [...others, ...weekRows(weeks)];
console.log(`${renderTable(rows)}\n\n${describeBoots(BOOTS)}\n`);
for (const complaint of weeks.allNets.complaints) console.error(complaint);
const missed = missedTargets(rows);
for (const sentence of missed) console.error(sentence);
process.exitCode = missed.length > 0 ? 1 : 0;

/** One after the other: they would take each other's CPU. */
async function each<T>(
  counts: readonly number[],
  measure: (count: number) => Promise<T>,
): Promise<[count: number, measured: T][]> {
  const all: [number, T][] = [];
  for (const count of counts) all.push([count, await measure(count)]);
  return all;
}
