/**
 * Slack as a Hono app: routes, and the conversation that each of them holds. The gate first (method,
 * token, arguments), then the scripted fault of this request around the deed itself.
 */
import { Hono } from "hono/quick";
import { ConnectionFault } from "../connection.ts";
import { refuse } from "./answer.ts";
import { argumentsOf, isUnreadable, parseCall, type SlackCall, WEB_METHODS } from "./call.ts";
import type { FaultHooks } from "./faults/definition.ts";
import { journalEntry, recordAnswer } from "./journal.ts";
import { respond } from "./respond.ts";
import type { SlackState } from "./state.ts";
import { answerMethod } from "./web-api.ts";

type Operation = SlackCall["operation"];

export function createSlackApp(state: SlackState): Hono {
  const app = new Hono();
  const methods = new URL(state.options.apiBaseUrl).pathname.replace(/\/$/, "");
  app.post(`${methods}/:method`, (c) =>
    converse(
      WEB_METHODS.find((one) => one === c.req.param("method")) ?? "unknown",
      c.req.raw,
      state,
    ),
  );
  app.post("/actions/*", (c) => converse("response_url", c.req.raw, state));
  app.notFound((c) => c.text(`The simulated Slack knows no ${c.req.method} ${c.req.path}`, 404));
  app.onError((error) => {
    throw error; // a connection fault has no answer, anything else is a bug of the simulator
  });
  return app;
}

async function converse(operation: Operation, request: Request, state: SlackState) {
  const call = await parseCall(operation, request, state.clock.now());
  const entry = journalEntry(call);
  const refused = turnAway(call, state);
  const fault = refused ? undefined : state.faults.claim(call);
  state.journal.push(entry);
  try {
    const answer = withScopes(refused ?? (await perform(call, state, fault)), call, state);
    await recordAnswer(entry, answer);
    return answer;
  } catch (error) {
    const isUnsent = error instanceof ConnectionFault && error.code === "ECONNREFUSED";
    if (isUnsent) state.journal.splice(state.journal.indexOf(entry), 1);
    throw error;
  }
}

/** Hooks carry their secret in the path and have no gate. */
function turnAway(call: SlackCall, { options }: SlackState): Response | undefined {
  const { operation, body } = call;
  if (operation === "response_url") return undefined;
  if (operation === "unknown") return refuse(call, { error: "unknown_method" });
  const bearer = /^Bearer (.+)$/i.exec(call.headers.get("authorization") ?? "")?.[1];
  const token = bearer ?? argumentsOf(call).token;
  if (token === undefined) return refuse(call, { error: "not_authed" });
  if (token !== options.botToken) return refuse(call, { error: "invalid_auth" });
  if (isUnreadable(body)) return refuse(call, { error: body.unreadable });
  return lackOfScope(operation, options.scopes);
}

/** Source: docs.slack.dev, the methods' pages. What is not here needs none. */
const NEEDED = { "chat.postMessage": "chat:write", "chat.update": "chat:write" };

function lackOfScope(operation: Operation, scopes: readonly string[]): Response | undefined {
  const needed = Object.entries(NEEDED).find(([method]) => method === operation)?.[1];
  if (needed === undefined || scopes.includes(needed)) return undefined;
  return Response.json({ ok: false, error: "missing_scope", needed, provided: scopes.join(",") });
}

/** Only to whom the token is known. */
function withScopes(answer: Response, { operation }: SlackCall, { options }: SlackState): Response {
  const isKnown = operation !== "response_url" && operation !== "unknown" && answer.ok;
  if (isKnown) answer.headers.set("x-oauth-scopes", options.scopes.join(","));
  return answer;
}

async function perform(call: SlackCall, state: SlackState, fault?: FaultHooks): Promise<Response> {
  const instead = await fault?.before?.(call, state);
  if (instead) return instead;
  const answer = handle(call, state);
  return fault?.after ? fault.after(call, answer, state) : answer;
}

function handle(call: SlackCall, state: SlackState): Response {
  const { operation } = call;
  if (operation === "unknown") return refuse(call, { error: "unknown_method" });
  if (operation === "response_url") return respond(call, state);
  return answerMethod(call, operation, state);
}
