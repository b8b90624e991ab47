/**
 * The API as a Hono app: routes, and the conversation that each of them holds. The gate, then the
 * scripted fault of this request around the operation itself, then GitHub's headers.
 */
import { Hono } from "hono/quick";
import { ConnectionFault } from "../connection.ts";
import { notFound } from "./answer.ts";
import { type Address, type Call, type Operation, targetsIn } from "./call.ts";
import type { Hooks } from "./faults/definition.ts";
import type { Faults } from "./faults/script.ts";
import { turnAway } from "./gate.ts";
import type { GitHub } from "./github.ts";
import { sealed } from "./headers.ts";
import { journalEntry } from "./journal.ts";
import { operations } from "./operations.ts";

const REPOSITORY_ROUTES = [
  ["", "repository"],
  ["/actions/runs", "runs"],
  ["/actions/runs/:run", "run"],
  ["/actions/runs/:run/attempts/:attempt", "attempt"],
  ["/actions/runs/:run/attempts/:attempt/jobs", "attempt-jobs"],
  ["/actions/jobs/:job", "job"],
] as const;

export function createApp(github: GitHub, faults: Faults): Hono {
  const app = new Hono();
  const on = (operation: Operation) => (c: { req: { raw: Request; param(): Address } }) =>
    converse(callOf(operation, c.req.raw, c.req.param(), github), github, faults);
  for (const [path, operation] of REPOSITORY_ROUTES) {
    app.get(`/repos/:owner/:name${path}`, on(operation));
    app.get(`/repositories/:repositoryId${path}`, on(operation));
  }
  app.post("/app/installations/:installation/access_tokens", on("installation-token"));
  app.get("/app", on("app"));
  app.get("/app/installations/:installation", on("app-installation"));
  app.get("/app/hook/config", on("app-hook"));
  app.get("/rate_limit", on("rate-limit"));
  app.notFound(notFound);
  app.onError((error) => {
    throw error; // a connection fault has no answer, anything else is a bug of the simulator
  });
  return app;
}

async function converse(call: Call, github: GitHub, faults: Faults): Promise<Response> {
  const entry = journalEntry(call);
  github.journal.push(entry);
  const refused = turnAway(call, github);
  const fault = refused ? undefined : faults.claim(call);
  try {
    const answer = await sealed(refused ?? (await perform(call, github, fault)), call, github);
    entry.status = answer.status;
    return answer;
  } catch (error) {
    const isUnsent = error instanceof ConnectionFault && error.code === "ECONNREFUSED";
    if (isUnsent) github.journal.splice(github.journal.indexOf(entry), 1);
    throw error;
  }
}

async function perform(call: Call, github: GitHub, fault?: Hooks): Promise<Response> {
  const instead = await fault?.before?.(call, github);
  if (instead) return instead;
  // A fault may have held the call for long: what it is about is looked up as of now.
  const { state } = github.store;
  const asOfNow = { ...call, state, targets: targetsIn(state, call.address) };
  const answer = await operations[call.operation](asOfNow, github);
  return fault?.after ? fault.after(call, answer) : answer;
}

function callOf(operation: Operation, request: Request, address: Address, github: GitHub): Call {
  const { method, headers, signal } = request;
  const { state } = github.store;
  const targets = targetsIn(state, address);
  const now = github.clock.now();
  const url = new URL(request.url);
  return { operation, method, url, headers, address, targets, state, now, signal };
}
