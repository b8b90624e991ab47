/** Entry of the bench: measures, prints one table, and fails when a target is missed. About a minute and a half. */
import { measureCancelLag } from "./cancel-lag.ts";
import { measureChoosing } from "./choosing.ts";
import { conditions } from "./conditions.ts";
import { measureDist } from "./dist-size.ts";
import { describeBoots, measureReadyLag } from "./ready-lag.ts";
import { cancelRows, choosingRows, distRow, readyLagRows, startUpRows } from "./rows.ts";
import { measureStartUp } from "./start-up.ts";
import { missedTargets, renderTable } from "./table.ts";

const START_UP_RUNS = 40;
const BOOTS = 300;
const CANCELS = 15;
const OFFERS = [100, 1_000, 10_000];

console.log(`${conditions(new Date())}\n`);
const rows = [
  ...startUpRows(await measureStartUp(START_UP_RUNS)),
  ...readyLagRows(await measureReadyLag(BOOTS)),
  ...cancelRows(await measureCancelLag(CANCELS)),
  distRow(await measureDist()),
  ...choosingRows(OFFERS.map((offers) => [offers, measureChoosing(offers)] as const)),
];
console.log(`${renderTable(rows)}\n\n${describeBoots(BOOTS)}\n`);
const missed = missedTargets(rows);
for (const sentence of missed) console.error(sentence);
process.exitCode = missed.length > 0 ? 1 : 0;
