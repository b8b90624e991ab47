/** Entry of `pnpm --filter worker check`: tries each credential, says what is wrong and where to mend it. */
import { systemClock } from "@sesterce-gpu/shared";
import { readSources } from "./files.ts";
import { parseOptions, USAGE } from "./options.ts";
import { exitCodeOf, reportJson, reportText } from "./report.ts";
import { runChecks } from "./run.ts";

const WRONG_USAGE = 2;

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (!options.ok) return refuse(options.reason);
  if (options.value.isHelp) {
    console.log(USAGE);
    return 0;
  }
  const sources = await readSources(options.value, process.env);
  if (!sources.ok) return refuse(sources.reason);
  const { url, mayPost, isJson } = options.value;
  const world = { fetch, clock: systemClock };
  const findings = await runChecks({ sources: sources.value, url, mayPost, ...world });
  console.log(isJson ? reportJson(findings) : reportText(findings));
  return exitCodeOf(findings);
}

function refuse(reason: string): number {
  console.error(`${reason}\n\n${USAGE}`);
  return WRONG_USAGE;
}

process.exitCode = await main();
