/** The variables of a Worker on this computer: everything points at simulators, nothing is a real secret. */
import { randomBytes } from "node:crypto";

export const TEAM_ID = "T0LOCAL";
export const OPERATOR_ID = "U0OPERATOR";
export const CHANNEL_ID = "C0REPORTS";
export const REPOSITORY_ID = 1_001;

export interface LocalEnds {
  /** Addresses without a trailing slash. */
  readonly sesterce: string;
  readonly slack: string;
  readonly github: string;
  readonly apiKey: string;
}

export function localVariables({ sesterce, slack, github, apiKey }: LocalEnds) {
  return {
    SESTERCE_API_KEY: apiKey,
    SESTERCE_API_URL: sesterce,
    SLACK_SIGNING_SECRET: randomBytes(16).toString("hex"),
    SLACK_BOT_TOKEN: "simulated-bot-token",
    SLACK_API_URL: `${slack}/api`,
    SLACK_RESPONSE_ORIGIN: slack,
    SLACK_TEAM_ID: TEAM_ID,
    SLACK_CHANNEL_ID: CHANNEL_ID,
    SLACK_OPERATORS: OPERATOR_ID,
    GITHUB_WEBHOOK_SECRET: randomBytes(16).toString("hex"),
    GITHUB_TOKEN: "simulated-github-token",
    GITHUB_API_URL: github,
    REAPER_MODE: process.env.REAPER_MODE ?? "observe",
    REAPER_REPOSITORIES: String(REPOSITORY_ID),
  };
}
