/** BENCHMARKS.md: where and when, how to repeat it, and a part for each measurement. Pure. */
import type { Conditions } from "./conditions.ts";
import type { Section } from "./sections/section.ts";
import { missedTargets, renderTable } from "./table.ts";

export interface Report {
  readonly conditions: Conditions;
  readonly tookMs: number;
  readonly sections: readonly Section[];
}

export function renderReport({ conditions, tookMs, sections }: Report): string {
  const parts = [
    "# Benchmarks",
    "What the last run of `pnpm bench` has measured. It writes this file and the plots in it; nothing here is typed by hand.",
    conditionsTable(conditions, tookMs),
    verdictOn(sections),
    ...HOW,
    ...sections.flatMap(sectionParts),
  ];
  return `${parts.join("\n\n")}\n`;
}

const HOW = [
  "## How to repeat it",
  "```sh\nnpx --yes pnpm@12 bench\n```",
  "It needs what the tests need (Node 20 or newer, npm, git, OpenSSH's client), no account and no network beyond the installation. " +
    "It prints all figures as one table, writes this file and its plots anew (`git diff BENCHMARKS.md` shows what has changed) and ends with exit code 1 if a target is missed. " +
    "Nothing else should run meanwhile: processes are timed on a real clock.",
  "*Ratio* is *measured* divided by *against*: below 1 is less time, requests or money than what it is held against, which was measured in the same run or is an allowance that others set. " +
    "Absolute times are this computer's; ratios of them, and whatever runs in virtual time, hold elsewhere as well.",
];

function conditionsTable({ date, processor, memory, system, node, load }: Conditions, ms: number) {
  const rows = [
    ["date", date],
    ["processor", processor],
    ["memory", memory],
    ["system", system],
    ["Node", node],
    ["load when it began", load],
    ["the whole run took", durationOf(ms)],
  ];
  return ["| | |", "| --- | --- |", ...rows.map((cells) => `| ${cells.join(" | ")} |`)].join("\n");
}

export function durationOf(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function verdictOn(sections: readonly Section[]): string {
  const rows = sections.flatMap((section) => section.rows);
  const targets = rows.filter(({ target }) => target !== undefined).length;
  const missed = missedTargets(rows);
  if (missed.length === 0) return `All ${targets} targets are met.`;
  const list = missed.map((sentence) => `- ${sentence}`).join("\n");
  return `${missed.length} of ${targets} targets ${missed.length === 1 ? "is" : "are"} missed:\n\n${list}`;
}

function sectionParts({ title, prose, plot, rows }: Section): string[] {
  const picture = plot && `![${plot.chart.description.replace(/[[\]]/g, "")}](docs/${plot.file})`;
  return [`## ${title}`, ...prose, ...(picture ? [picture] : []), renderTable(rows)];
}
