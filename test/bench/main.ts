/**
 * Entry of the bench: measures, prints one table, writes BENCHMARKS.md and its plots, and fails when a target is
 * missed. Under five minutes on two quiet cores; how long each part takes goes to stderr.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../runner/action-metadata.ts";
import { conditions, sourceOf } from "./conditions.ts";
import { measureAll } from "./measure.ts";
import { drawChart } from "./plot/draw.ts";
import { durationOf, renderReport } from "./report.ts";
import { sectionsOf } from "./sections/index.ts";
import { missedTargets, renderTable } from "./table.ts";

const startedAt = performance.now();
const where = conditions(new Date());
const measured = await measureAll((part, tookMs) => {
  console.error(`${part}: ${(tookMs / 1_000).toFixed(1)} s`);
});
const sections = sectionsOf(measured, sourceOf(where));
const tookMs = performance.now() - startedAt;

const docs = join(repositoryRoot, "docs");
await mkdir(docs, { recursive: true });
for (const { plot } of sections) {
  if (plot) await writeFile(join(docs, plot.file), drawChart(plot.chart));
}
const report = renderReport({ conditions: where, tookMs, sections });
await writeFile(join(repositoryRoot, "BENCHMARKS.md"), report);

const rows = sections.flatMap((section) => section.rows);
const { date, processor, node } = where;
console.log(`${[date, processor, `Node ${node}`, `took ${durationOf(tookMs)}`].join(" · ")}\n`);
console.log(`${renderTable(rows)}\n`);
console.log("Written: BENCHMARKS.md and its plots in docs/.");
for (const complaint of measured.weeks.allNets.complaints) console.error(complaint);
const missed = missedTargets(rows);
for (const sentence of missed) console.error(sentence);
process.exitCode = missed.length > 0 ? 1 : 0;
