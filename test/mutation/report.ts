/** The result of the mutation tests in words: a table in Markdown, and survivors as `survivors.json` has them. Pure. */
import type { Mutant } from "./mutant.ts";
import { scoreOf, sizeOf, type Tally, totalOf } from "./verdict.ts";

const HEAD = ["area", "mutants", "killed", "timeout", "survived", "no coverage", "score"];

export function renderReport(tallies: ReadonlyMap<string, Tally>): string {
  const rows = [...tallies, ["**all**", totalOf(tallies.values())] as const];
  const cells = [HEAD, HEAD.map(() => "---"), ...rows.map(([name, tally]) => cellsOf(name, tally))];
  return cells.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function cellsOf(name: string, tally: Tally): string[] {
  const { killed, timeout, survived, noCoverage } = tally;
  const figures = [sizeOf(tally), killed, timeout, survived, noCoverage].map(String);
  return [name, ...figures, `${scoreOf(tally).toFixed(1)} %`];
}

/** Ready to be pasted; whoever lists one gives the reason. */
export const renderSurvivors = (survivors: readonly Mutant[]): string =>
  survivors
    .map(({ file, mutator, line, from, to }) =>
      JSON.stringify({ file, mutator, line, from, to, reason: "" }, null, 2),
    )
    .join(",\n");
