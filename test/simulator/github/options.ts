/** How the simulated GitHub behaves, with defaults that suit a test which has no wish. */
import { type Clock, systemClock } from "@sesterce-gpu/shared";
import type { PublicKey } from "./app-jwt.ts";

export interface GitHubApp {
  readonly appId: number | string;
  readonly installationId: number;
  /** RS256; as WebCrypto has it, or PEM in SPKI (`BEGIN PUBLIC KEY`). */
  readonly publicKey: PublicKey | string;
}

export interface GitHubEndOptions {
  readonly clock: Clock;
  /** Any other origin makes `fetch` throw. Without a trailing slash. */
  readonly baseUrl: string;
  /** A personal token that is let in, beside those that the app is given; undefined = none. */
  readonly token: string | undefined;
  /** Undefined = no app: nobody gets an installation token. */
  readonly app: GitHubApp | undefined;
  /** Requests an hour, of all tokens together. */
  readonly hourlyQuota: number;
}

export const GITHUB_TOKEN = "simulated-github-token";
export const GITHUB_BASE_URL = "https://github-api.test";

const DEFAULTS: GitHubEndOptions = {
  clock: systemClock,
  baseUrl: GITHUB_BASE_URL,
  token: GITHUB_TOKEN,
  app: undefined,
  hourlyQuota: 5_000,
};

export function withDefaults(options: Partial<GitHubEndOptions>): GitHubEndOptions {
  return { ...DEFAULTS, ...options };
}
