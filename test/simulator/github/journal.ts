/** Every request that reached the simulated GitHub, in order, for assertions. Never holds a token. */
import type { Call, Operation } from "./call.ts";

export interface GitHubRequest {
  /** Milliseconds of the clock, on arrival. */
  readonly at: number;
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** What was answered; null = nothing (yet). */
  status: number | null;
}

export function journalEntry({ now: at, operation, method, url, headers }: Call): GitHubRequest {
  const heard = Object.fromEntries(headers);
  if (heard.authorization !== undefined) heard.authorization = "<hidden>";
  const query = Object.fromEntries(url.searchParams);
  return { at, operation, method, path: url.pathname, query, headers: heard, status: null };
}
