/** Every request that reached the end, in order, for assertions. Never holds the token. */
import { type Arguments, argumentsOf, type SlackCall } from "./call.ts";

export interface SlackJournalEntry {
  /** Milliseconds of the end's clock, on arrival. */
  readonly at: number;
  readonly operation: SlackCall["operation"];
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Arguments;
  /** What was answered; null = nothing (yet). */
  status: number | null;
  /** The code of the refusal; null = none, or no answer. */
  error: string | null;
}

export function journalEntry(call: SlackCall): SlackJournalEntry {
  const { now: at, operation, path } = call;
  const headers = Object.fromEntries(call.headers);
  if (headers.authorization !== undefined) headers.authorization = "<hidden>";
  const { token, ...rest } = argumentsOf(call);
  const body = token === undefined ? rest : { ...rest, token: "<hidden>" };
  return { at, operation, path, headers, body, status: null, error: null };
}

export async function recordAnswer(entry: SlackJournalEntry, answer: Response): Promise<void> {
  entry.status = answer.status;
  const text = await answer.clone().text();
  entry.error = /"error":"([^"]+)"/.exec(text)?.[1] ?? (answer.ok ? null : text);
}
