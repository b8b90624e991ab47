/**
 * Entry of the mutation tests: `pnpm mutation`, or `pnpm mutation slack/verify` for some areas alone.
 * Fails when less than 85 % of the mutants are killed in all or in one area, or when those that survive are not
 * those of `survivors.json`.
 */
import { AREAS } from "./areas.ts";
import { renderReport, renderSurvivors } from "./report.ts";
import { runArea } from "./run-area.ts";
import { readKnown } from "./survivors.ts";
import { compare, isSurvivor, type Outcome, type Tally, tallyOf, tooLow } from "./verdict.ts";

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;

async function main(asked: readonly string[]): Promise<boolean> {
  const odd = asked.filter((name) => !AREAS.some((area) => area.name === name));
  if (odd.length > 0) throw new RangeError(`No such area: ${odd.join(", ")}`);
  const areas = AREAS.filter(({ name }) => asked.length === 0 || asked.includes(name));
  const outcomes: Outcome[] = [];
  const tallies = new Map<string, Tally>();
  for (const area of areas) {
    const found = await runArea(area);
    outcomes.push(...found);
    tallies.set(area.name, tallyOf(found));
  }
  const files = new Set(areas.flatMap(({ mutate }) => mutate.map(({ file }) => file)));
  const known = (await readKnown()).filter(({ file }) => asked.length === 0 || files.has(file));
  const { unlisted, stale } = compare(outcomes.filter(isSurvivor), known);
  const low = tooLow(tallies);
  console.log(`\n${renderReport(tallies)}`);
  for (const line of low) console.error(line);
  if (unlisted.length > 0) {
    console.error("\nThese survive and are not in survivors.json: a test is missing, or a reason.");
    console.error(renderSurvivors(unlisted));
  }
  if (stale.length > 0) {
    console.error(
      "\nThese are in survivors.json, and do not survive (or are no more): take them out.",
    );
    console.error(renderSurvivors(stale));
  }
  return low.length + unlisted.length + stale.length === 0;
}
