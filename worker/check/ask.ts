/** One request, its answer as text: ten seconds, no redirects, never repeated. What goes wrong is one sentence. */
import { type Clock, fail, ok, type Result, SECOND_MS } from "@sesterce-gpu/shared";
import { withDeadline } from "../src/deadline.ts";

export interface AskDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

export interface Question {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export const TIMEOUT_MS = 10 * SECOND_MS;

/** Why there is no answer, as a clause: "no answer from https://slack.com (ENOTFOUND)". */
export async function ask(
  { url, ...init }: Question,
  { fetch, clock }: AskDeps,
): Promise<Result<Answer, string>> {
  const { origin } = new URL(url);
  const late = new Error(`no answer from ${origin} within ${TIMEOUT_MS / SECOND_MS} s`);
  try {
    return await withDeadline({ clock, afterMs: TIMEOUT_MS, error: late }, async (signal) => {
      const response = await fetch(url, { ...init, redirect: "manual", signal });
      return ok({
        status: response.status,
        headers: response.headers,
        text: await response.text(),
      });
    });
  } catch (error) {
    if (error === late) return fail(late.message);
    return fail(`no answer from ${origin} (${reasonOf(error)})`);
  }
}

/** The system's code, wherever in the chain of causes it stands. */
export function reasonOf(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
    cause = cause.cause;
  }
  return error instanceof Error ? error.message : String(error);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
