/**
 * The methods of Slack's Web API that we call. What Slack refuses, and what does not answer, are values that
 * carry Slack's own word; the token is in none of them. A message whose blocks are refused goes as text.
 * Only a 429 is repeated: after a fault of the network a message may have been posted.
 */
import {
  createRedact,
  fail,
  ok,
  oneLine,
  orElse,
  type Result,
  SECOND_MS,
} from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { type Answer, type ExchangeDeps, exchange } from "./exchange.ts";
import { parseJson } from "./json.ts";
import type { Message } from "./message.ts";
import { cutText } from "./plain-text.ts";

export interface SlackWebApiConfig {
  /** No trailing slash. */
  readonly apiUrl: string;
  readonly botToken: string;
}

export interface SlackApiFault {
  readonly method: string;
  readonly kind: "refused" | "rate-limited" | "unavailable" | "no-answer" | "unreadable-answer";
  /** Slack's own word (`channel_not_found`), or ours when it said none. */
  readonly code: string;
  readonly status: number | null;
  /** What Slack explains, or the network said. */
  readonly details: readonly string[];
  /** How long Slack asks us to wait, in milliseconds. */
  readonly retryAfterMs: number | null;
}

type Called<T> = Promise<Result<T, SlackApiFault>>;

export interface SentMessage {
  readonly channel: string;
  /** Names the message within its channel. */
  readonly ts: string;
  readonly as: "blocks" | "text";
}

export interface PostTarget {
  readonly channel: string;
  readonly threadTs?: string;
}

export interface UpdateTarget {
  readonly channel: string;
  readonly ts: string;
}

const TIMEOUT_MS = 10 * SECOND_MS;
const PAUSE_MS = SECOND_MS;
const LONGEST_PAUSE_MS = 10 * SECOND_MS;

export class SlackWebApi {
  readonly #config: SlackWebApiConfig;
  readonly #deps: ExchangeDeps;

  constructor(config: SlackWebApiConfig, deps: ExchangeDeps) {
    this.#config = config;
    this.#deps = deps;
  }

  postMessage({ channel, threadTs }: PostTarget, message: Message): Called<SentMessage> {
    const to = threadTs === undefined ? { channel } : { channel, thread_ts: threadTs };
    return this.#send("chat.postMessage", to, message);
  }

  update({ channel, ts }: UpdateTarget, message: Message): Called<SentMessage> {
    return this.#send("chat.update", { channel, ts }, message);
  }

  async #send(method: string, to: object, { text, blocks }: Message): Called<SentMessage> {
    const whole = await this.#call(method, { ...to, text, blocks }, Sent);
    if (whole.ok) return ok({ ...whole.value, as: "blocks" });
    if (!ABOUT_THE_MESSAGE.has(whole.reason.code)) return whole;
    // An update without `blocks` would keep the old ones. Source: Slack's page on chat.update.
    const plain = { ...to, text: cutText(text), blocks: [] };
    const again = await this.#call(method, plain, Sent);
    return again.ok ? ok({ ...again.value, as: "text" }) : again;
  }

  async #call<S extends z.ZodMiniType>(
    method: string,
    body: object,
    schema: S,
  ): Called<z.infer<S>> {
    const first = await this.#ask(method, body, schema);
    if (first.ok || first.reason.status !== TOO_MANY) return first;
    const pauseMs = first.reason.retryAfterMs ?? PAUSE_MS;
    if (pauseMs > LONGEST_PAUSE_MS) return first;
    await this.#deps.clock.sleep(pauseMs);
    return this.#ask(method, body, schema);
  }

  async #ask<S extends z.ZodMiniType>(method: string, body: object, schema: S): Called<z.infer<S>> {
    const { apiUrl, botToken: token } = this.#config;
    const url = `${apiUrl}/${method}`;
    const answer = await exchange({ url, body, token, timeoutMs: TIMEOUT_MS }, this.#deps);
    if (!answer.ok) {
      const { code, detail } = answer.reason;
      return fail({ ...NOTHING_SAID, method, kind: "no-answer", code, details: [detail] });
    }
    const json = parseJson(answer.value.text);
    const read = Success.safeParse(json).success ? schema.safeParse(json) : undefined;
    if (read?.success && answer.value.status < 300) return ok(read.data);
    return fail({ method, ...faultOf(answer.value, json, createRedact([token])) });
  }
}

const TOO_MANY = 429;
const NOTHING_SAID = { status: null, details: [], retryAfterMs: null };
/** Without its blocks, or shorter, Slack may take it. */
const ABOUT_THE_MESSAGE = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_too_long",
  "msg_blocks_too_long",
]);
const PASSING = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
]);

function faultOf(
  { status, retryAfterMs }: Answer,
  json: unknown,
  redact: (text: string) => string,
): Omit<SlackApiFault, "method"> {
  const facts = { status, retryAfterMs: retryAfterMs ?? null };
  const refusal = Refusal.safeParse(json);
  const code = refusal.success ? refusal.data.error : undefined;
  const said = refusal.success ? (refusal.data.response_metadata?.messages ?? []) : [];
  const details = said.slice(0, 5).map((line) => oneLine(redact(line)));
  if (status === TOO_MANY) {
    return { ...facts, kind: "rate-limited", code: code ?? "ratelimited", details };
  }
  if (status >= 500 || (code !== undefined && PASSING.has(code))) {
    return { ...facts, kind: "unavailable", code: code ?? "unavailable", details };
  }
  if (code === undefined) {
    return { ...facts, kind: "unreadable-answer", code: "unreadable-answer", details };
  }
  return { ...facts, kind: "refused", code, details };
}

const Success = z.object({ ok: z.literal(true) });
const Refusal = z.object({
  ok: z.literal(false),
  error: z.string().check(z.regex(/^[a-z0-9_]{1,80}$/)),
  response_metadata: orElse(z.optional(z.object({ messages: z.array(z.string()) })), undefined),
});
const Sent = z.object({ channel: z.string(), ts: z.string() });
