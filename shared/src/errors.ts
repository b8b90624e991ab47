/**
 * The one error family of the Sesterce client. Callers branch on `code`, never on text.
 * The constructor redacts, so an error can be logged as it is.
 */
import { createRedact, oneLine, type Redact } from "./redact.ts";

export type SesterceErrorCode =
  /** 401 or 403 in the API's own JSON, or a list that answers 404: the API key is not accepted. */
  | "key-refused"
  /** 404 for one machine. Believe it only when a list with the same key has just answered. */
  | "not-found"
  /** A 4xx that concerns this very request: sold out, not valid, not possible in this state. */
  | "refused"
  /** 402: the account's balance does not allow it. */
  | "balance"
  /** 429, still, after the time that we may wait. */
  | "rate-limited"
  /** A 5xx on something that changes nothing or may be repeated. */
  | "unavailable"
  /** A create was sent and what became of it is not known: it may have landed. */
  | "unconfirmed-create"
  /** No answer; for a create: it was certainly not sent. */
  | "network"
  | "timeout"
  /** An answer that is not the JSON we know. */
  | "unreadable-answer"
  /** The front (Cloudflare) answered in the API's stead, e.g. "error 1010". It says nothing about the key. */
  | "blocked";

export interface ErrorFacts {
  readonly code: SesterceErrorCode;
  readonly message: string;
  /** HTTP status, when there was an answer. */
  readonly status?: number | undefined;
  /** The API's own words, one line. */
  readonly apiMessage?: string | undefined;
  /** How long the API asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

export class SesterceError extends Error {
  override readonly name = "SesterceError";
  readonly code: SesterceErrorCode;
  readonly status: number | undefined;
  readonly apiMessage: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(facts: ErrorFacts, redact: Redact = createRedact([])) {
    super(redact(facts.message), { cause: plainCause(facts.cause, redact) });
    this.code = facts.code;
    this.status = facts.status;
    this.apiMessage = facts.apiMessage === undefined ? undefined : redact(facts.apiMessage);
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** A create that may have landed has its own class, so that nobody retries it by accident. */
export class UnconfirmedCreateError extends SesterceError {
  constructor(facts: Omit<ErrorFacts, "code">, redact?: Redact) {
    super({ ...facts, code: "unconfirmed-create" }, redact);
  }
}

const DEEPEST_CAUSE = 5;

/** Causes may carry a whole request with its headers (the key!): only names and texts are kept. */
function plainCause(cause: unknown, redact: Redact, depth = 0): Error | undefined {
  if (!(cause instanceof Error) || depth >= DEEPEST_CAUSE) return undefined;
  const plain = new Error(oneLine(redact(cause.message)));
  plain.name = cause.name;
  delete plain.stack;
  const deeper = plainCause(cause.cause, redact, depth + 1);
  if (deeper) plain.cause = deeper;
  return plain;
}

const PASSING = new Set<SesterceErrorCode>([
  "unavailable",
  "rate-limited",
  "network",
  "timeout",
  "unreadable-answer",
]);

/** It may be over in a moment: asking again makes sense, where asking twice does no harm. */
export const isPassing = (error: unknown): error is SesterceError =>
  isSesterceError(error) && PASSING.has(error.code);

export const isSesterceError = (error: unknown): error is SesterceError =>
  error instanceof SesterceError;
