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
    const answer = refused ?? (await perform(call, state, fault));
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
  return isUnreadable(body) ? refuse(call, { error: body.unreadable }) : undefined;
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
