/**
 * GitHub's door: `POST /github/webhooks`. Cap → signature → JSON → kind → 202; the work begins after the answer
 * has left. No body, whatever is in it, makes this route fail, and nothing is lost by work that fails: the next
 * sweeps find out by themselves.
 */
import { type Clock, SECOND_MS } from "@sesterce-gpu/shared";
import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { withDeadline } from "../deadline.ts";
import type { Completion } from "../fleet/completion.ts";
import type { Log } from "../log.ts";
import { readBody } from "../raw-body.ts";
import { type GitHubEvent, parseEvent } from "./event.ts";
import { verifyDelivery } from "./verify.ts";

export interface WebhookPorts {
  /** Undefined when it is not configured: then nobody is let in. */
  readonly secret: string | undefined;
  /** Returns what is to be logged of it. May throw. */
  readonly onCompleted: (completion: Completion, signal: AbortSignal) => Promise<object>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Bytes. GitHub sends up to 25 MB, but of jobs and runs a few dozen kB; and the Free plan's 10 ms of CPU are not
 * to be spent on hashing what a stranger sends.
 */
const BODY_MAX = 1_048_576;

export function webhookRoutes(ports: WebhookPorts): Hono {
  const app = new Hono();
  app.post("/github/webhooks", (c) => receive(c, ports));
  return app;
}

async function receive(c: Context, ports: WebhookPorts): Promise<Response> {
  const { secret, log } = ports;
  const { headers } = c.req.raw;
  const refuse = (status: 400 | 401 | 413 | 503, reason: string, text: string) => {
    log({ level: "warn", event: "github-webhook-refused", reason });
    return c.text(text, status);
  };
  const body = await readBody(c.req.raw, BODY_MAX);
  if (!body.ok) {
    return body.reason === "body-too-large"
      ? refuse(413, body.reason, "Too large.")
      : refuse(400, body.reason, "Unreadable.");
  }
  if (secret === undefined) return refuse(503, "not-configured", "Not set up: see /healthz.");
  const verified = await verifyDelivery({ headers, rawBody: body.value, secret });
  if (!verified.ok) return refuse(401, verified.reason, "Signature refused.");
  const payload = parseBody(body.value);
  if (payload === undefined) {
    return refuse(
      400,
      "not-json",
      "Not JSON: the webhook's content type must be application/json.",
    );
  }
  return accept(c, parseEvent(headers.get("x-github-event"), payload), ports);
}

function accept(c: Context, event: GitHubEvent, ports: WebhookPorts): Response {
  const { log } = ports;
  const delivery = deliveryOf(c.req.raw.headers);
  switch (event.kind) {
    case "ping":
    case "ignored":
      log({ level: "info", event: "github-webhook", delivery, ...event });
      break;
    case "malformed":
      log({ level: "warn", event: "github-webhook", delivery, ...event });
      break;
    case "completed":
      c.executionCtx.waitUntil(carryOut(event.completion, delivery, ports));
  }
  return c.body(null, 202);
}

/** GitHub's name for it: what one looks for in the webhook's *Recent deliveries*. */
function deliveryOf(headers: Headers): string | null {
  const delivery = headers.get("x-github-delivery") ?? "";
  return /^[\w-]{1,64}$/.test(delivery) ? delivery : null;
}

/** `waitUntil` ends 30 s after the answer. */
const WITHIN_MS = 25 * SECOND_MS;

/** Never rejects. */
async function carryOut(
  completion: Completion,
  delivery: string | null,
  { onCompleted, clock, log }: WebhookPorts,
): Promise<void> {
  const { evidence: what } = completion;
  const facts = { event: "github-webhook", kind: "completed", delivery, what };
  await nextTurn();
  try {
    const error = new Error(`It took longer than ${WITHIN_MS / SECOND_MS} s.`);
    const deadline = { clock, afterMs: WITHIN_MS, error };
    const done = await withDeadline(deadline, (signal) => onCompleted(completion, signal));
    log({ level: "info", ...facts, ...done });
  } catch (error) {
    log({ level: "error", ...facts, event: "github-webhook-failed", error });
  }
}

/** So that the runtime has our answer first. No wait, only the next turn of the event loop. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Undefined, which JSON cannot say: it is none. */
function parseBody(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(rawBody));
  } catch {
    return undefined;
  }
}
