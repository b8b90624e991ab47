/**
 * Slack's two doors: `POST /slack/commands` and `POST /slack/interactions`. Cap → ssl_check → signature →
 * parse → team → acknowledge; the work begins after the answer has left, and answers through `response_url`.
 * No body, whatever is in it, makes these routes fail.
 */
import type { Result } from "@sesterce-gpu/shared";
import type { Context } from "hono";
import { Hono } from "hono/tiny";
import type { Log } from "../log.ts";
import type { SlackEdge } from "../settings/index.ts";
import { isSslCheck, readBody } from "./body.ts";
import type { ActionCall, CommandCall, IgnoredCall } from "./calls.ts";
import type { ExchangeDeps } from "./exchange.ts";
import type { ActionAnswer, Message } from "./message.ts";
import {
  type PayloadFault,
  parseCommandCall,
  parseInteraction,
  type VerifiedBody,
} from "./payload.ts";
import { verifySlackRequest } from "./verify.ts";
import { runInBackground } from "./work.ts";

export interface SlackPorts extends ExchangeDeps {
  /** Undefined when it is not configured: then nobody is let in. */
  readonly edge: SlackEdge | undefined;
  readonly onCommand: (call: CommandCall) => Promise<Message>;
  /** Undefined: nothing is to be said. */
  readonly onAction: (call: ActionCall) => Promise<ActionAnswer | undefined>;
  readonly log: Log;
}

type Call = CommandCall | ActionCall | IgnoredCall;
type Parse = (body: VerifiedBody) => Result<Call, PayloadFault>;

export function slackRoutes(ports: SlackPorts): Hono {
  const app = new Hono();
  const doors = { "/slack/commands": parseCommandCall, "/slack/interactions": parseInteraction };
  for (const [path, parse] of Object.entries(doors)) {
    app.post(path, (c) => receive(c, parse, ports));
    app.get(path, (c) => (c.req.query("ssl_check") === "1" ? c.body(null, 200) : c.notFound()));
  }
  return app;
}

async function receive(c: Context, parse: Parse, ports: SlackPorts): Promise<Response> {
  const { edge, clock, log } = ports;
  const body = await readBody(c.req.raw);
  if (!body.ok) {
    log({ level: "warn", event: "slack-request-refused", reason: body.reason });
    return body.reason === "body-too-large"
      ? c.text("Too large.", 413)
      : c.text("Unreadable.", 400);
  }
  const rawBody = body.value;
  if (isSslCheck(rawBody)) return c.body(null, 200);
  if (edge === undefined) return c.text("Not set up: see /healthz.", 503);
  const { headers } = c.req.raw;
  const secrets = edge.signingSecrets;
  const verified = await verifySlackRequest({ headers, rawBody, secrets, nowMs: clock.now() });
  if (!verified.ok) {
    log({ level: "warn", event: "slack-request-refused", reason: verified.reason });
    return c.text("Signature refused.", 401);
  }
  const call = parse({ rawBody, contentType: headers.get("content-type") });
  if (!call.ok) {
    log({ level: "warn", event: "slack-payload-malformed", ...call.reason });
    return c.text("Malformed.", 400);
  }
  return acknowledge(c, call.value, { ...ports, edge });
}

function acknowledge(
  c: Context,
  call: Call,
  ports: SlackPorts & { readonly edge: SlackEdge },
): Response {
  const { log, edge } = ports;
  if (call.kind === "ignored") {
    log({ level: "info", event: "slack-payload-ignored", what: call.what });
    return c.body(null, 200);
  }
  if (!isFromTeam(call, edge.teamId)) {
    log({ level: "warn", event: "slack-stranger-refused", kind: call.kind });
    return c.json({ response_type: "ephemeral", replace_original: false, text: STRANGER });
  }
  c.executionCtx.waitUntil(runInBackground(call, ports));
  return c.body(null, 200);
}

const STRANGER = "This app belongs to another workspace and answers only there.";

/** Both the place and the person: a channel may be shared with other workspaces. */
const isFromTeam = (call: CommandCall | ActionCall, teamId: string): boolean =>
  call.teamId === teamId && (call.kind === "command" || call.userTeamId === teamId);
