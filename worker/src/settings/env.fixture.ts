/** An environment in which nothing is missing, against a simulated world; tests change one thing in it. */
import type { RawEnv } from "./index.ts";

const startsNothing = (): Promise<never> => Promise.reject(new Error("There is no Workflow."));

export const completeEnv = {
  DB: {},
  LAUNCH: { create: startsNothing, get: startsNothing },
  SESTERCE_API_KEY: "simulated-api-key",
  SLACK_SIGNING_SECRET: "simulated-signing-secret",
  SLACK_BOT_TOKEN: "simulated-bot-token",
  SLACK_TEAM_ID: "T0TEAM",
  SLACK_CHANNEL_ID: "C0REPORTS",
  SLACK_OPERATORS: "U0OPERATOR",
  GITHUB_WEBHOOK_SECRET: "simulated-webhook-secret",
  GITHUB_TOKEN: "simulated-github-token",
} satisfies RawEnv;
