/** One POST of JSON to Slack, the answer as text: a time limit, no redirects, and no secret in what went wrong. */
import {
  type Clock,
  createRedact,
  fail,
  ok,
  oneLine,
  type Result,
  SECOND_MS,
} from "@sesterce-gpu/shared";
import { withDeadline } from "../deadline.ts";

export interface ExchangeDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

export interface Exchange {
  readonly url: string;
  readonly body: unknown;
  /** Answer's body included. */
  readonly timeoutMs: number;
  readonly token?: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** How long Slack asks us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

export interface NoAnswer {
  readonly code: "network" | "timeout";
  readonly detail: string;
}

export async function exchange(
  { url, body, timeoutMs, token }: Exchange,
  // Called by itself: a method call would give the runtime's fetch a `this` that it refuses.
  { fetch, clock }: ExchangeDeps,
): Promise<Result<Answer, NoAnswer>> {
  const json = JSON.stringify(body);
  const late = new Error(`No answer within ${timeoutMs / SECOND_MS} s.`);
  try {
    const answer = await withDeadline(
      { clock, afterMs: timeoutMs, error: late },
      async (signal) => {
        const init = { method: "POST", redirect: "manual", headers: headersFor(token) } as const;
        return readAnswer(await fetch(url, { ...init, body: json, signal }));
      },
    );
    return ok(answer);
  } catch (error) {
    if (error === late) return fail({ code: "timeout", detail: late.message });
    // A response_url lets whoever has it speak: it is a secret as well.
    const redact = createRedact([url, new URL(url).pathname, ...(token ? [token] : [])]);
    const message = error instanceof Error ? error.message : String(error);
    return fail({ code: "network", detail: oneLine(redact(message)) });
  }
}

const headersFor = (token: string | undefined): Record<string, string> => ({
  "content-type": "application/json; charset=utf-8",
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
});

const readAnswer = async (response: Response): Promise<Answer> => ({
  status: response.status,
  text: await response.text(),
  retryAfterMs: readRetryAfter(response.headers.get("retry-after")),
});

/** Slack gives whole seconds. */
const readRetryAfter = (header: string | null): number | undefined =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) * SECOND_MS : undefined;
