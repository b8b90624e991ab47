/** What the checks stand on: the variables, the world outside, and what was asked for. */
import { type RawEnv, readSettings, type Settings } from "../src/settings/index.ts";
import type { AskDeps } from "./ask.ts";
import type { Finding } from "./finding.ts";
import type { Variables } from "./variables.ts";

export interface Setup extends AskDeps {
  /** Whole: a variable at fault has a stand-in, and who needs it does not run. */
  readonly settings: Settings;
  /** The variables that have one. */
  readonly faulty: ReadonlySet<string>;
  /** The Worker's address without a trailing slash; null: it is not asked. */
  readonly url: string | null;
  /** Whether a message may be posted. */
  readonly mayPost: boolean;
}

/** One or more lines of the report. */
export interface Check {
  readonly name: string;
  /** Variables without which it can't run. */
  readonly needs: readonly string[];
  readonly run: (setup: Setup) => Promise<readonly Finding[]>;
}

/** Well-formed, and never sent: the check that would is not run. */
const STAND_INS: RawEnv = {
  SESTERCE_API_KEY: "stand-in",
  SLACK_SIGNING_SECRET: "stand-in",
  SLACK_BOT_TOKEN: "stand-in",
  SLACK_TEAM_ID: "T000",
  SLACK_CHANNEL_ID: "C000",
  SLACK_OPERATORS: "U000",
  GITHUB_WEBHOOK_SECRET: "stand-in",
  REAPER_MODE: "observe",
};

/** A group is all or nothing to the Worker; here one variable at fault must not keep the others from being tried. */
export function settingsToTry({ env, faults }: Variables): Settings {
  const mended = Object.fromEntries(
    faults.map(({ variable }) => [variable, STAND_INS[variable] ?? ""]),
  );
  const blind = { REAPER_MODE: "observe" };
  const isBlind = faults.some(({ variable }) => variable === "REAPER_REPOSITORIES");
  return readSettings({ ...env, ...mended, ...(isBlind && blind) });
}
