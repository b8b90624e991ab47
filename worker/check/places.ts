/** Where each variable is found, and how it is set: what a newcomer has to do next. Pure. */
import { SECRETS } from "../src/settings/secrets.ts";

const SLACK_APP = "https://api.slack.com/apps, your app";
const GITHUB_APP =
  "https://github.com/settings/apps (an organization's: its Settings, GitHub Apps)";

/** Null: nobody has to look for it, there is a default. */
export const PLACES: Readonly<Record<string, string | null>> = {
  SESTERCE_API_KEY: "https://cloud.sesterce.com, API keys",
  SESTERCE_API_URL: null,
  SLACK_SIGNING_SECRET: `${SLACK_APP}, Basic Information, App Credentials, Signing Secret`,
  SLACK_BOT_TOKEN: `${SLACK_APP}, OAuth & Permissions, Bot User OAuth Token (xoxb-…)`,
  SLACK_TEAM_ID: "Slack in a browser, its address: https://app.slack.com/client/<team>/… (T…)",
  SLACK_CHANNEL_ID: "In Slack the channel's details, at the bottom (C…)",
  SLACK_OPERATORS: "In Slack a person's profile, ⋮, Copy member ID (U…)",
  SLACK_RENTERS: null,
  SLACK_API_URL: null,
  SLACK_RESPONSE_ORIGIN: null,
  GITHUB_WEBHOOK_SECRET: "Make one (openssl rand -hex 32); the webhook on GitHub gets the same",
  GITHUB_TOKEN:
    "https://github.com/settings/personal-access-tokens: a fine-grained one that reads Actions and Metadata",
  GITHUB_APP_ID: `${GITHUB_APP}, your App, General, App ID`,
  GITHUB_APP_PRIVATE_KEY: `${GITHUB_APP}, your App, General, Private keys: the whole .pem file`,
  GITHUB_APP_INSTALLATION_ID: `${GITHUB_APP}, your App, Install App, the gear: the number that ends the page's address`,
  GITHUB_API_URL: null,
  REAPER_MODE: null,
  REAPER_REPOSITORIES: "The repositories whose machines are ours, as owner/name",
  REAPER_RECHECK_SECONDS: null,
  REAPER_GRACE_SECONDS: null,
  REAPER_SUBREQUESTS: null,
  MAX_LIFETIME: null,
  DB: 'd1_databases in wrangler.jsonc: { "binding": "DB", … }',
  LAUNCH: 'workflows in wrangler.jsonc: { "binding": "LAUNCH", … }',
};

export const isSecret = (variable: string): boolean => SECRETS.includes(variable);

const IN_CONFIG = ["DB", "LAUNCH"];

/** Where it is found, then how it gets to the Worker. */
export function mendOf(variable: string): string {
  const place = PLACES[variable];
  const set = isSecret(variable)
    ? `wrangler secret put ${variable}`
    : "vars in wrangler.jsonc, and npx --yes pnpm@12 run deploy";
  if (!place) return `Mend it or take it out, there is a default: ${set}.`;
  return IN_CONFIG.includes(variable) ? `${place}.` : `${place}. Then: ${set}.`;
}
