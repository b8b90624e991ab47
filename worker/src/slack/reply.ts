/**
 * The answer to a command or a click, through the `response_url` that came with it. Slack lets it be used five
 * times within 30 minutes, so one answer takes at most four posts. Whatever becomes of it is a value.
 */
import { fail, ok, type Result, SECOND_MS } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { type Answer, type ExchangeDeps, exchange, type NoAnswer } from "./exchange.ts";
import { parseJson } from "./json.ts";
import type { Message } from "./message.ts";
import { cutText } from "./plain-text.ts";

export interface Reply {
  readonly responseUrl: string;
  readonly message: Message;
  /** Puts the answer in the place of the message that was clicked in. */
  readonly replace?: boolean;
}

export interface ReplyDeps extends ExchangeDeps {
  /** The only origin that is sent to. */
  readonly responseOrigin: string;
}

export interface Delivered {
  readonly as: "blocks" | "text";
  readonly posts: number;
  /** Why Slack refused the blocks, when it did. */
  readonly refusal: string | null;
}

export interface Undelivered extends Fault {
  readonly posts: number;
}

interface Fault {
  readonly code:
    | "bad-url"
    /** Used five times, or older than 30 minutes, or never given. */
    | "expired"
    /** Slack will not have this message, not even as text. */
    | "refused"
    | "rate-limited"
    | "unavailable"
    | "redirected"
    | NoAnswer["code"];
  readonly status?: number;
  /** Slack's own word for it, or what the network said. */
  readonly detail?: string;
  readonly retryAfterMs?: number | undefined;
}

const TIMEOUT_MS = 5 * SECOND_MS;
const PAUSE_MS = SECOND_MS;
const LONGEST_PAUSE_MS = 3 * SECOND_MS;

export async function respond(
  { responseUrl, message, replace = false }: Reply,
  deps: ReplyDeps,
): Promise<Result<Delivered, Undelivered>> {
  const url = readUrl(responseUrl, deps.responseOrigin);
  if (url === undefined) return fail({ code: "bad-url", posts: 0 });
  const common = { response_type: "ephemeral", replace_original: replace };
  const whole = { ...common, text: message.text, blocks: message.blocks };
  const first = await postPatiently(url, whole, deps);
  if (first.fault === undefined) return ok({ as: "blocks", posts: first.posts, refusal: null });
  if (first.fault.code !== "refused") return fail({ ...first.fault, posts: first.posts });
  const again = await postPatiently(url, { ...common, text: cutText(message.text) }, deps);
  const posts = first.posts + again.posts;
  if (again.fault !== undefined) return fail({ ...again.fault, posts });
  return ok({ as: "text", posts, refusal: first.fault.detail ?? null });
}

/**
 * The address comes from outside. As the runtime would write it, it must begin with our origin and a slash:
 * that leaves out every other host, names and passwords, and `blob:`, which has the origin of what is in it.
 */
function readUrl(text: string, origin: string): string | undefined {
  const href = URL.parse(text)?.href;
  return href?.startsWith(`${origin}/`) ? href : undefined;
}

interface Outcome {
  readonly posts: number;
  readonly fault: Fault | undefined;
}

/** What may pass is waited for, once; at worst the person reads the same answer twice. */
async function postPatiently(url: string, body: unknown, deps: ReplyDeps): Promise<Outcome> {
  const first = await post(url, body, deps);
  if (first === undefined || !PASSING.has(first.code)) return { posts: 1, fault: first };
  await deps.clock.sleep(Math.min(first.retryAfterMs ?? PAUSE_MS, LONGEST_PAUSE_MS));
  return { posts: 2, fault: await post(url, body, deps) };
}

const PASSING = new Set<Fault["code"]>(["rate-limited", "unavailable", "network", "timeout"]);

async function post(url: string, body: unknown, deps: ReplyDeps): Promise<Fault | undefined> {
  const answer = await exchange({ url, body, timeoutMs: TIMEOUT_MS }, deps);
  return answer.ok ? faultOf(answer.value) : answer.reason;
}

function faultOf({ status, text, retryAfterMs }: Answer): Fault | undefined {
  const isTaken = status >= 200 && status < 300;
  const word = isTaken ? refusalIn(text) : (refusalIn(text) ?? bareWord(text));
  if (isTaken && word === undefined) return undefined;
  const facts = { status, ...(word === undefined ? {} : { detail: word }) };
  if (word !== undefined && EXPIRED.has(word)) return { code: "expired", ...facts };
  if (isTaken) return { code: "refused", ...facts };
  if (status < 400) return { code: "redirected", ...facts };
  if (status === 404 || status === 410) return { code: "expired", ...facts };
  if (status === 429) return { code: "rate-limited", ...facts, retryAfterMs };
  return { code: status >= 500 ? "unavailable" : "refused", ...facts };
}

const EXPIRED = new Set(["used_url", "expired_url"]);
const Refusal = z.object({ ok: z.literal(false), error: z.string() });
const WORD = /^[a-z0-9_]{3,80}$/;

function refusalIn(text: string): string | undefined {
  const refusal = Refusal.safeParse(parseJson(text));
  return refusal.success ? (bareWord(refusal.data.error) ?? "unknown_error") : undefined;
}

/** With a 4xx Slack may say nothing but `invalid_blocks`. */
const bareWord = (text: string): string | undefined => (WORD.test(text) ? text : undefined);
