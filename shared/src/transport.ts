/**
 * One HTTP exchange with the API, on fetch: our headers, a timeout, the answer as text, the server's clock.
 * What an answer means is `answers.ts`; what may be repeated is `client.ts`. No library for HTTP: its retries
 * and timers would have to stay off, since ours run on the injected clock and a create must never be repeated.
 */
import type { Clock } from "./clock.ts";
import { SesterceError } from "./errors.ts";
import type { Redact } from "./redact.ts";
import { REDIRECT, requestHeaders } from "./request.ts";

export interface TransportDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

export interface TransportConfig {
  /** No trailing slash. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly userAgent: string;
  /** Per exchange, answer's body included. */
  readonly timeoutMs: number;
}

export interface Exchange {
  readonly method: "GET" | "POST" | "DELETE";
  /** Appended to the API's URL; begins with a slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Codes of a connection that never stood: the request certainly did not reach the API. Source: Node, undici. */
const NOT_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/** The exchange ended without a whole answer. `sent` is false only when that is certain. */
export class NoAnswerError extends SesterceError {
  readonly sent: boolean;
  constructor(
    code: "network" | "timeout",
    sent: boolean,
    message: string,
    cause: unknown,
    redact: Redact,
  ) {
    super({ code, message, cause }, redact);
    this.sent = sent;
  }
}

export class Transport {
  readonly #fetch: typeof fetch;
  readonly #config: TransportConfig;
  readonly #clock: Clock;
  readonly #redact: Redact;
  #serverAheadMs = 0;

  constructor(config: TransportConfig, deps: TransportDeps, redact: Redact) {
    this.#config = config;
    this.#clock = deps.clock;
    this.#redact = redact;
    this.#fetch = deps.fetch;
  }

  /** Milliseconds since the epoch by the API's `Date` header, carried on by our clock since then. */
  serverNow(): number {
    return this.#clock.now() + this.#serverAheadMs;
  }

  async exchange(request: Exchange): Promise<Answer> {
    request.signal?.throwIfAborted();
    const attempt = new AbortController();
    const onAbort = () => attempt.abort(request.signal?.reason);
    request.signal?.addEventListener("abort", onAbort, { once: true });
    try {
      return await Promise.race([this.#send(request, attempt.signal), this.#timeout(attempt)]);
    } catch (error) {
      request.signal?.throwIfAborted();
      throw error instanceof SesterceError ? error : this.#noAnswer(request, error);
    } finally {
      attempt.abort();
      request.signal?.removeEventListener("abort", onAbort);
    }
  }

  async #send({ method, path, query, body }: Exchange, signal: AbortSignal): Promise<Answer> {
    const { apiUrl, apiKey, userAgent } = this.#config;
    const search = new URLSearchParams(query).toString();
    const headers = requestHeaders(apiKey, userAgent);
    if (body !== undefined) headers["content-type"] = "application/json";
    // Not as a method: workerd's own fetch refuses a foreign `this`.
    const send = this.#fetch;
    const response = await send(`${apiUrl}${path}${search && `?${search}`}`, {
      method,
      headers,
      redirect: REDIRECT,
      signal,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const date = Date.parse(response.headers.get("date") ?? "");
    if (isPlausible(date)) this.#serverAheadMs = date - this.#clock.now();
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  async #timeout(attempt: AbortController): Promise<never> {
    const { timeoutMs } = this.#config;
    await this.#clock.sleep(timeoutMs, attempt.signal);
    const message = `The Sesterce API did not answer within ${timeoutMs / 1_000} s.`;
    throw new NoAnswerError("timeout", true, message, undefined, this.#redact);
  }

  #noAnswer({ method, path }: Exchange, error: unknown): NoAnswerError {
    const code = systemCode(error);
    const message = `No answer from the Sesterce API to ${method} ${path}${code ? ` (${code})` : ""}.`;
    return new NoAnswerError("network", !NOT_SENT.has(code), message, error, this.#redact);
  }
}

/** A lease is counted from it: a clock of another century would end it at once, or never. NaN is not. */
const isPlausible = (at: number): boolean => at >= EARLIEST && at < LATEST;
const EARLIEST = Date.UTC(2026, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** The system's code of a failed fetch, wherever in the chain of causes it stands; "" when there is none. */
function systemCode(error: unknown): string {
  for (
    let cause = error, depth = 0;
    cause instanceof Error && depth < 5;
    cause = cause.cause, depth++
  ) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return "";
}
