/** Which variables are secrets, and all that must not be read in a log. Pure. */
import type { RawEnv } from "./variable.ts";

export const SECRETS: readonly string[] = [
  "SESTERCE_API_KEY",
  "SLACK_SIGNING_SECRET",
  "SLACK_BOT_TOKEN",
  "GITHUB_WEBHOOK_SECRET",
  "GITHUB_APP_PRIVATE_KEY",
  "GITHUB_TOKEN",
];

/** Whole, and in the parts that they may be met in: halves of a rotating pair, lines of a key. */
export const secretsOf = (env: RawEnv): string[] =>
  SECRETS.flatMap((name) => {
    const value = env[name];
    if (typeof value !== "string") return [];
    // Not the words around a key: "PRIVATE" is in the name of its variable, too.
    const parts = value.replaceAll(/-----[^-]*-----/g, " ").split(/,|\\n|\s+/);
    return [value.trim(), ...parts.map((part) => part.trim())];
  });
