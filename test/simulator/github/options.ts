/** How the simulated GitHub behaves, with defaults that suit a test which has no wish. */
import { type Clock, systemClock } from "@sesterce-gpu/shared";
import type { PublicKey } from "./app-jwt.ts";

export interface GitHubApp {
  readonly appId: number | string;
  readonly installationId: number;
  /** RS256; as WebCrypto has it, or PEM in SPKI (`BEGIN PUBLIC KEY`). */
  readonly publicKey: PublicKey | string;
  /** What its installation grants; `actions: read` and `metadata: read` unless told. */
  readonly permissions?: Readonly<Record<string, string>>;
  /** What its webhook sends; `workflow_job` and `workflow_run` unless told. */
  readonly events?: readonly string[];
  /** Null = no webhook; one that leads to a Worker unless told. */
  readonly hook?: AppHook | null;
  readonly isSuspended?: boolean;
}

export interface AppHook {
  readonly url: string;
  readonly contentType: "json" | "form";
  readonly hasSecret: boolean;
}

/** What there is to know of a personal token. */
export interface TokenFacts {
  /** As GitHub writes it: `2027-01-31 08:00:00 UTC`; absent = it does not end. */
  readonly endsAt?: string;
  /** Of a classic one, separated by commas; absent = it is a fine-grained one. */
  readonly scopes?: string;
}

export interface GitHubEndOptions {
  readonly clock: Clock;
  /** Any other origin makes `fetch` throw. Without a trailing slash. */
  readonly baseUrl: string;
  /** A personal token that is let in, beside those that the app is given; undefined = none. */
  readonly token: string | undefined;
  /** Of that token: told in the headers of what is answered to it. */
  readonly tokenFacts: TokenFacts;
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
  tokenFacts: {},
  app: undefined,
  hourlyQuota: 5_000,
};

export function withDefaults(options: Partial<GitHubEndOptions>): GitHubEndOptions {
  return { ...DEFAULTS, ...options };
}
