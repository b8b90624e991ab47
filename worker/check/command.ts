/** The check as a command: arguments and environment in, two streams and an exit code out. */
import { systemClock } from "@sesterce-gpu/shared";
import { readSources } from "./files.ts";
import { parseOptions, USAGE } from "./options.ts";
import { exitCodeOf, reportJson, reportText } from "./report.ts";
import { runChecks } from "./run.ts";
import type { Sources } from "./variables.ts";

const WRONG_USAGE = 2;

export interface Command {
  readonly args: readonly string[];
  readonly environment: Sources["environment"];
  print(text: string): void;
  complain(text: string): void;
}

/** The exit code. */
export async function runCommand({ args, environment, print, complain }: Command): Promise<number> {
  const refuse = (reason: string) => {
    complain(`${reason}\n\n${USAGE}`);
    return WRONG_USAGE;
  };
  const options = parseOptions(args);
  if (!options.ok) return refuse(options.reason);
  if (options.value.isHelp) {
    print(USAGE);
    return 0;
  }
  const sources = await readSources(options.value, environment);
  if (!sources.ok) return refuse(sources.reason);
  const { url, mayPost, isJson } = options.value;
  const world = { fetch, clock: systemClock };
  const findings = await runChecks({ sources: sources.value, url, mayPost, ...world });
  print(isJson ? reportJson(findings) : reportText(findings));
  return exitCodeOf(findings);
}
