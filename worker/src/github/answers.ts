/** What an answer of GitHub's API means: the value, or why there is none; and what is left of the quota. Pure. */
import { fail, ok, oneLine, SECOND_MS } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import type { Answer } from "./exchange.ts";
import type { FaultCode, Heard } from "./fault.ts";

export interface Quota {
  readonly remaining: number;
  /** Milliseconds since the epoch: from then on there is a new one. */
  readonly resetsAt: number;
}

const UNDOCUMENTED = "The answer is not what GitHub documents.";

/** The value when the status is `expected` and the body has the documented shape. */
export function readAnswer<S extends z.ZodMiniType>(
  answer: Answer,
  schema: S,
  expected = 200,
): Heard<z.infer<S>> {
  const { asked, status, text, redact } = answer;
  const json = parseJson(text);
  const read = status === expected ? schema.safeParse(json) : undefined;
  if (read?.success) return ok(read.data);
  const refusal = Refusal.safeParse(json);
  // The body itself is never quoted: it may hold a token.
  const detail = refusal.success ? redact(refusal.data.message) : UNDOCUMENTED;
  return fail({ code: codeOf(answer, refusal.success), asked, status, detail: oneLine(detail) });
}

/** Undefined: the answer tells of none, or (401) of the one that strangers have. */
export function readQuota({ status, headers }: Answer): Quota | undefined {
  const remaining = wholeNumber(headers.get("x-ratelimit-remaining"));
  const reset = wholeNumber(headers.get("x-ratelimit-reset"));
  if (status === 401 || remaining === undefined || reset === undefined) return undefined;
  return { remaining, resetsAt: reset * SECOND_MS };
}

function codeOf(answer: Answer, isOwnJson: boolean): FaultCode {
  const { status } = answer;
  if (status === 401) return "unauthorized";
  if (status === 429) return "rate-limited";
  if (status === 403) return isLimited(answer) ? "rate-limited" : "forbidden";
  if (status >= 500) return "unavailable";
  // A 404 of something in between must not read as "this run is gone".
  return status === 404 && isOwnJson ? "not-found" : "unreadable";
}

const isLimited = ({ headers }: Answer): boolean =>
  headers.has("retry-after") || wholeNumber(headers.get("x-ratelimit-remaining")) === 0;

const wholeNumber = (header: string | null): number | undefined =>
  header !== null && /^\d{1,12}$/.test(header) ? Number(header) : undefined;

const Refusal = z.object({ message: z.string() });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
