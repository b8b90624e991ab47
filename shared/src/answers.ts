/** What an answer of the API means: the value, or one error of the family. Pure. */
import type * as z from "zod/mini";
import { SesterceError, type SesterceErrorCode, UnconfirmedCreateError } from "./errors.ts";
import { oneLine, type Redact } from "./redact.ts";
import { parseRetryAfter } from "./retry.ts";
import { ErrorBody, Rows } from "./schemas.ts";
import type { Answer } from "./transport.ts";

export type Operation = "offers" | "create" | "list" | "get" | "delete";

export interface AnswerContext {
  readonly operation: Operation;
  readonly nowMs: number;
  readonly redact: Redact;
}

export const isSuccess = (answer: Answer): boolean => answer.status >= 200 && answer.status < 300;

/** The error that an unsuccessful answer stands for. */
export function errorOf(answer: Answer, context: AnswerContext): SesterceError {
  const apiMessage = messageOf(answer, context.redact);
  const code = codeOf(answer.status, context.operation, apiMessage !== undefined);
  const facts = {
    code,
    message: `${sentence(code, answer, context)}${apiMessage ? ` It says: "${apiMessage}".` : ""}`,
    status: answer.status,
    apiMessage,
    retryAfterMs: parseRetryAfter(answer.headers.get("retry-after"), context.nowMs),
  };
  const isUnconfirmed = code === "unconfirmed-create";
  return isUnconfirmed
    ? new UnconfirmedCreateError(facts, context.redact)
    : new SesterceError(facts, context.redact);
}

/** Reads a successful answer by its schema. A create that we cannot read has landed nevertheless. */
export function readAnswer<S extends z.ZodMiniType>(
  answer: Answer,
  schema: S,
  context: AnswerContext,
): z.infer<S> {
  const read = schema.safeParse(parseJson(answer.text));
  if (read.success) return read.data;
  throw unreadable(answer, context);
}

export interface RowsRead<T> {
  readonly rows: T[];
  /** How many there are besides that could not be read. */
  readonly unreadable: number;
}

/** Reads a list row by row: one odd row hides no other. Of a list of which nothing can be read nothing is known. */
export function readRows<S extends z.ZodMiniType>(
  answer: Answer,
  schema: S,
  context: AnswerContext,
): RowsRead<z.infer<S>> {
  const all = readAnswer(answer, Rows, context);
  const rows = all.flatMap((row) => {
    const read = schema.safeParse(row);
    return read.success ? [read.data] : [];
  });
  if (all.length > 0 && rows.length === 0) throw unreadable(answer, context);
  return { rows, unreadable: all.length - rows.length };
}

function unreadable(answer: Answer, context: AnswerContext): SesterceError {
  const facts = {
    message: `The Sesterce API answered ${context.operation} with ${answer.status} and a body that is not what it documents: ${quote(answer.text, context.redact)}`,
    status: answer.status,
  };
  return context.operation === "create"
    ? new UnconfirmedCreateError(facts, context.redact)
    : new SesterceError({ ...facts, code: "unreadable-answer" }, context.redact);
}

function codeOf(status: number, operation: Operation, isOwnJson: boolean): SesterceErrorCode {
  if (status === 401 || status === 403) return isOwnJson ? "key-refused" : "blocked";
  if (status === 402) return "balance";
  if (status === 429) return "rate-limited";
  const isUnclear = status < 400 || status === 408 || status >= 500;
  if (operation === "create") return isUnclear ? "unconfirmed-create" : "refused";
  if (status < 400) return "unreadable-answer";
  if (isUnclear) return "unavailable";
  if (status === 404) return notFoundCode(operation, isOwnJson);
  return "refused";
}

/** A 404 page of something in between must not read as "this machine is gone". */
function notFoundCode(operation: Operation, isOwnJson: boolean): SesterceErrorCode {
  if (!isOwnJson) return "unreadable-answer";
  return operation === "list" ? "key-refused" : "not-found";
}

function sentence(
  code: SesterceErrorCode,
  { status, text }: Answer,
  { operation, redact }: AnswerContext,
): string {
  const said = `The Sesterce API answered ${operation} with ${status}`;
  switch (code) {
    case "key-refused":
      return `${said}: it does not accept this API key.`;
    case "blocked":
      return `A front before the Sesterce API refused ${operation} with ${status}; this says nothing about the API key. Its page says: ${quote(text, redact)}`;
    case "balance":
      return `${said}: the account's balance does not allow it.`;
    case "rate-limited":
      return `${said}: too many requests.`;
    case "unconfirmed-create":
      return `${said}: whether the machine was created is not known.`;
    default:
      return `${said}.`;
  }
}

/** The API's own words; undefined when the body is not the API's JSON. */
function messageOf(answer: Answer, redact: Redact): string | undefined {
  const body = ErrorBody.safeParse(parseJson(answer.text));
  if (!body.success) return undefined;
  const texts = [body.data.message].flat().filter((part) => typeof part === "string");
  return oneLine(redact(texts.join("; ")));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Redacted before it is cut: half a secret would not be recognised afterwards. */
const quote = (text: string, redact: Redact): string => JSON.stringify(oneLine(redact(text), 80));
