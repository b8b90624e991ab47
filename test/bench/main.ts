/** Entry of the bench: measures, prints one table, and fails when a target is missed. About two and a half minutes. */
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
  readyLagRows,
  startUpRows,
} from "./rows.ts";
import { measureStartUp } from "./start-up.ts";
import { missedTargets, renderTable } from "./table.ts";
import { measureAcknowledgement, measureList } from "./worker-list.ts";

const START_UP_RUNS = 40;
const BOOTS = 300;
const CANCELS = 15;
const OFFERS = [100, 1_000, 10_000];
const MACHINES = [1, 50, 200, 1_000];

console.log(`${conditions(new Date())}\n`);
const rows = [
  ...startUpRows(await measureStartUp(START_UP_RUNS)),
  ...readyLagRows(await measureReadyLag(BOOTS)),
  ...cancelRows(await measureCancelLag(CANCELS)),
  distRow(await measureDist()),
  ...choosingRows(OFFERS.map((offers) => [offers, measureChoosing(offers)] as const)),
  ...listCpuRows(await listCpus()),
  ...listRows(await lists()),
  ...acknowledgementRows(await measureAcknowledgement()),
];
console.log(`${renderTable(rows)}\n\n${describeBoots(BOOTS)}\n`);
const missed = missedTargets(rows);
for (const sentence of missed) console.error(sentence);
process.exitCode = missed.length > 0 ? 1 : 0;

async function listCpus(): Promise<[machines: number, ms: number][]> {
  const times: [number, number][] = [];
  for (const machines of MACHINES) times.push([machines, await measureListCpu(machines)]);
  return times;
}

/** One after the other: they would take each other's CPU. */
async function lists(): Promise<[machines: number, ms: number | null][]> {
  const times: [number, number | null][] = [];
  for (const machines of MACHINES) times.push([machines, await measureList(machines)]);
  return times;
}
