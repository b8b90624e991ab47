/**
 * An API that answers by script, and time that passes only when the work in process waits for it.
 * A request for which the script has no answer left fails the test.
 */
import { type ClientConfig, SesterceClient } from "./client.ts";
import type { Clock } from "./clock.ts";

export interface SentRequest {
  /** Milliseconds of the manual clock. */
  readonly at: number;
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly redirect: string;
  /** Parsed JSON; undefined when there was none. */
  readonly body: unknown;
}

export const HANGS = "hangs";
/** An answer, a failed connection, or none at all until the client hangs up. */
export type Reply = Response | Error | typeof HANGS;

export class ManualClock implements Clock {
  #now: number;
  #sleepers: { readonly at: number; wake(): void }[] = [];

  constructor(startMs: number = Date.UTC(2026, 0, 1, 12)) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  /** Timers that somebody still waits for. */
  get pending(): number {
    return this.#sleepers.length;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper = { at: this.#now + ms, wake: resolve };
    const onAbort = () => {
      this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
      reject(signal?.reason);
    };
    if (signal?.aborted) return Promise.reject(signal.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#sleepers.push(sleeper);
    return promise;
  }

  /** Whenever the work is idle, time jumps to the next timer; settles as the work does. */
  async run<T>(work: Promise<T>): Promise<T> {
    let isSettled = false;
    const watched = work.finally(() => {
      isSettled = true;
    });
    watched.catch(() => {}); // told by the return
    for (;;) {
      await idle();
      if (isSettled) return watched;
      this.#jump();
    }
  }

  #jump(): void {
    const next = Math.min(...this.#sleepers.map(({ at }) => at));
    if (!Number.isFinite(next)) throw new Error("The work waits for something that never comes.");
    this.#now = Math.max(this.#now, next);
    const due = this.#sleepers.filter(({ at }) => at <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#now);
    for (const sleeper of due) sleeper.wake();
  }
}

/** Long enough for what waits for no time: promises, streams. */
export async function idle(): Promise<void> {
  for (let round = 0; round < 4; round++) await new Promise((resolve) => setTimeout(resolve, 0));
}

export class ScriptedApi {
  readonly clock: ManualClock;
  readonly sent: SentRequest[] = [];
  readonly #replies: Reply[];

  constructor(replies: readonly Reply[], clock = new ManualClock()) {
    this.#replies = [...replies];
    this.clock = clock;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { method, headers, redirect, signal } = request;
    const text = await request.text();
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const url = new URL(request.url);
    this.sent.push({ at: this.clock.now(), method, url, headers, redirect, body });
    const reply = this.#replies.shift();
    if (reply === undefined) throw new UnexpectedRequest(`${method} ${request.url}`);
    if (reply === HANGS) return untilHangUp(signal);
    if (reply instanceof Error) throw reply;
    return reply;
  };

  /** When each request was sent, in ms after the first. */
  get times(): number[] {
    return this.sent.map(({ at }) => at - (this.sent[0]?.at ?? 0));
  }

  client(config: Partial<ClientConfig> = {}): SesterceClient {
    const { fetch, clock } = this;
    const usual = { apiUrl: API_URL, apiKey: API_KEY, userAgent: "sesterce-gpu-test/1" };
    // `random` of almost 1: each backoff is whole, so that times are plain to read.
    return new SesterceClient(
      { ...usual, ...config },
      { fetch, clock, random: () => 1 - 2 ** -53 },
    );
  }
}

export const API_URL = "https://api.example.test/base";
export const API_KEY = "sk-live-0123456789";

class UnexpectedRequest extends Error {}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers });

export const refusal = (status: number, message = "no", headers: Record<string, string> = {}) =>
  json(status, { statusCode: status, message }, headers);

export const page = (status: number) =>
  new Response("<!DOCTYPE html><h1>Error 1010</h1>", {
    status,
    headers: { "content-type": "text/html" },
  });

export const noContent = () => new Response(null, { status: 204 });

/** As undici words it. */
export const lost = (code: string): Error =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(`${code}!`), { code }) });

/** An answer whose body breaks off. */
export const broken = (status: number): Response =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"_id":'));
        controller.error(new TypeError("terminated"));
      },
    }),
    { status },
  );

function untilHangUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
