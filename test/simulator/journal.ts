/** Every request that reached the server, in order, for assertions. Never holds the API key. */
import type { Call, Operation } from "./call.ts";

export interface JournalEntry {
  /** Milliseconds of the simulator's clock, on arrival. */
  readonly at: number;
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** What was answered; null = nothing (yet). */
  status: number | null;
}

export function journalEntry(call: Call): JournalEntry {
  const { now: at, operation, method, path, query, body } = call;
  const headers = Object.fromEntries(call.headers);
  if (headers["x-api-key"] !== undefined) headers["x-api-key"] = "<hidden>";
  return { at, operation, method, path, query, headers, body, status: null };
}
