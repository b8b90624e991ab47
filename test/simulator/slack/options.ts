/** How the simulated Slack behaves: every option has a default. */
import { type Clock, systemClock } from "@sesterce-gpu/shared";

export interface SlackEndOptions {
  readonly clock: Clock;
  /** The only token that is let in. */
  readonly botToken: string;
  readonly teamId: string;
  /** Methods are under it; no trailing slash. */
  readonly apiBaseUrl: string;
  /** Every response_url begins with it; no trailing slash. */
  readonly responseOrigin: string;
  /** Those that the bot is in; any other is `channel_not_found`. */
  readonly channels: readonly string[];
  /** What the token was granted; methods that need another are refused, and every answer of a method tells them. */
  readonly scopes: readonly string[];
  /** Whose token it is. */
  readonly tokenOf: "bot" | "person";
}

export const SLACK_BOT_TOKEN = "simulated-bot-token";

const DEFAULTS: SlackEndOptions = {
  clock: systemClock,
  botToken: SLACK_BOT_TOKEN,
  teamId: "T0TEAM",
  apiBaseUrl: "https://slack.test/api",
  responseOrigin: "https://hooks.slack.test",
  channels: ["C0CHANNEL", "C0REPORTS"],
  scopes: ["commands", "chat:write"],
  tokenOf: "bot",
};

export function withSlackDefaults(options: Partial<SlackEndOptions>): SlackEndOptions {
  return { ...DEFAULTS, ...options };
}
