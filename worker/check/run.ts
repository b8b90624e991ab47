/** Runs all checks at once; each stands alone, and the report has them in order. Never rejects. */
import { createRedact, oneLine } from "@sesterce-gpu/shared";
import { secretsOf } from "../src/settings/secrets.ts";
import type { AskDeps } from "./ask.ts";
import { type Finding, sentence, untried, wrong } from "./finding.ts";
import { githubCheck } from "./github.ts";
import { sesterceCheck } from "./sesterce.ts";
import { type Check, type Setup, settingsToTry } from "./setup.ts";
import { operatorsCheck, slackCheck } from "./slack.ts";
import {
  findInVariables,
  PROBLEMS,
  readVariables,
  type Sources,
  type Variables,
} from "./variables.ts";
import { workerCheck } from "./worker.ts";

export interface RunOptions extends AskDeps, Pick<Setup, "url" | "mayPost"> {
  readonly sources: Sources;
}

const CHECKS: readonly Check[] = [
  sesterceCheck,
  slackCheck,
  operatorsCheck,
  githubCheck,
  workerCheck,
];

export async function runChecks({ sources, ...rest }: RunOptions): Promise<Finding[]> {
  const variables = readVariables(sources);
  const faulty = new Set(variables.faults.map(({ variable }) => variable));
  const setup = { ...rest, settings: settingsToTry(variables), faulty };
  const tried = await Promise.all(CHECKS.map((check) => runOne(check, setup, variables)));
  const findings = [...findInVariables(variables, sources), ...tried.flat()];
  return findings.map(redacted(secretsOf(variables.env)));
}

async function runOne(check: Check, setup: Setup, { faults }: Variables): Promise<Finding[]> {
  const lacking = faults.filter(({ variable }) => check.needs.includes(variable));
  if (lacking.some(({ variable }) => variable === check.name)) return [];
  if (lacking.length > 0) {
    const why = lacking.map(({ variable, problem }) => `${variable} is ${PROBLEMS[problem]}`);
    return [untried(check.name, `${why.join(", ")}.`)];
  }
  try {
    return [...(await check.run(setup))];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [
      wrong(check.name, sentence(`The check itself failed: ${message}`), "Please report it."),
    ];
  }
}

/** Whatever a service says, or we do: no secret, and one line. */
const redacted = (secrets: readonly string[]) => {
  const redact = createRedact(secrets);
  const clean = (text: string) => oneLine(redact(text), 600);
  return ({ name, status, seen, mend }: Finding): Finding => ({
    name,
    status,
    seen: clean(seen),
    ...(mend !== undefined && { mend: clean(mend) }),
  });
};
