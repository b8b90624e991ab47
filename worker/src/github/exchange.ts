/**
 * One question to GitHub's API, the answer as text. Each request, redirected ones too, is paid from the
 * tick's budget, has 8 s with its body, and is never repeated: the next sweep asks again.
 */
import { type Clock, createRedact, ok, type Redact, SECOND_MS } from "@sesterce-gpu/shared";
import { withDeadline } from "../deadline.ts";
import { USER_AGENT } from "../user-agent.ts";
import { faulty, type Heard } from "./fault.ts";

export interface ExchangeDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Pays for one request; false: there is nothing left, and nothing is sent. */
  readonly spend: () => boolean;
}

export interface Question {
  readonly method: "GET" | "POST";
  /** No trailing slash. */
  readonly apiUrl: string;
  /** Appended; begins with a slash. */
  readonly path: string;
  /** An access token or a JWT. */
  readonly bearer: string;
  /** Past every cache on the way. */
  readonly uncached: boolean;
}

export interface Answer {
  /** Method and path, for what is said about it. */
  readonly asked: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** For what of the answer is told: takes the bearer out. */
  readonly redact: Redact;
}

const TIMEOUT_MS = 8 * SECOND_MS;
const MOST_REDIRECTS = 2;
const REDIRECTS = new Set([301, 302, 307, 308]);
const HEADERS = {
  accept: "application/vnd.github+json",
  "x-github-api-version": "2022-11-28",
  "user-agent": USER_AGENT,
};

export async function exchange(question: Question, deps: ExchangeDeps): Promise<Heard<Answer>> {
  const asked = `${question.method} ${question.path}`;
  let url = `${question.apiUrl}${question.path}`;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const answer = await send(url, question, deps);
    const location = answer.ok && redirectOf(answer.value);
    if (!answer.ok || !location || question.method !== "GET") return answer;
    const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
    // The bearer is for this origin alone.
    if (next?.origin !== new URL(url).origin) {
      return faulty("unreadable", asked, "A redirect leads away from GitHub's API.");
    }
    url = next.href;
  }
  return faulty("unreadable", asked, `More than ${MOST_REDIRECTS} redirects.`);
}

const redirectOf = ({ status, headers }: Answer): string | null =>
  REDIRECTS.has(status) ? headers.get("location") : null;

async function send(
  url: string,
  { method, path, bearer, uncached }: Question,
  // Called by itself: a method call would give the runtime's fetch a `this` that it refuses.
  { fetch, clock, spend }: ExchangeDeps,
): Promise<Heard<Answer>> {
  const asked = `${method} ${path}`;
  if (!spend()) return faulty("budget", asked, "This sweep's requests are used up.");
  const redact = createRedact([bearer]);
  const late = new Error(`No answer within ${TIMEOUT_MS / SECOND_MS} s.`);
  try {
    const deadline = { clock, afterMs: TIMEOUT_MS, error: late };
    return await withDeadline(deadline, async (signal) => {
      const response = await fetch(url, { ...initFor(bearer, uncached), method, signal });
      const { status, headers } = response;
      return ok({ asked, status, headers, text: await response.text(), redact });
    });
  } catch (error) {
    if (error === late) return faulty("timeout", asked, late.message);
    return faulty("network", asked, redact(error instanceof Error ? error.message : String(error)));
  }
}

/** workerd knows no redirect "error", and beside "no-store" it takes no `cf.cacheTtl`. */
const initFor = (bearer: string, uncached: boolean): RequestInit => ({
  redirect: "manual",
  headers: {
    ...HEADERS,
    authorization: `Bearer ${bearer}`,
    ...(uncached && { "cache-control": "no-cache" }),
  },
  ...(uncached && { cache: "no-store" }),
});
