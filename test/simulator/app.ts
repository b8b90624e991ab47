/**
 * The API as a Hono app: routes, and the conversation that each of them holds. Latency, then the
 * gate, then the scripted fault of this request around the operation itself.
 */
import { Hono } from "hono/quick";
import { refusal } from "./answer.ts";
import { type Call, type Operation, readBody } from "./call.ts";
import { ConnectionFault } from "./connection.ts";
import type { Hooks } from "./faults/definition.ts";
import { turnAway } from "./gate.ts";
import { journalEntry } from "./journal.ts";
import { statusAt } from "./lifecycle.ts";
import { operations } from "./operations.ts";
import type { Server } from "./server.ts";

const INSTANCES = "/gpu-cloud/instances";

export function createApp(server: Server): Hono {
  const app = new Hono();
  const on = (operation: Operation) => (c: { req: { raw: Request; param(key: "id"): string } }) =>
    converse(operation, c.req.raw, server, c.req.param("id"));
  app.get(`${INSTANCES}/offers`, on("offers"));
  app.post(INSTANCES, on("create"));
  app.get(INSTANCES, on("list"));
  app.get(`${INSTANCES}/:id`, on("get"));
  app.delete(`${INSTANCES}/:id`, on("delete"));
  app.notFound((c) => {
    const { path, method } = c.req;
    const serverNow = server.clock.now() + server.options.clockSkewMs;
    return refusal({ path, serverNow }, 404, `Cannot ${method} ${path}`);
  });
  app.onError((error) => {
    throw error; // a connection fault has no answer, anything else is a bug of the simulator
  });
  return app;
}

async function converse(
  operation: Operation,
  request: Request,
  server: Server,
  id: string | undefined,
): Promise<Response> {
  const { clock, options, faults, journal } = server;
  if (options.latencyMs > 0) await clock.sleep(options.latencyMs);
  const call = await parseCall(operation, request, server, id);
  const refused = turnAway(call, options);
  const fault = refused ? undefined : faults.claim("answer", call);
  const entry = journalEntry(call);
  journal.push(entry);
  try {
    const answer = refused ?? (await perform(call, server, fault));
    entry.status = answer.status;
    answer.headers.set("date", new Date(clock.now() + options.clockSkewMs).toUTCString());
    return answer;
  } catch (error) {
    const isUnsent = error instanceof ConnectionFault && error.code === "ECONNREFUSED";
    if (isUnsent) journal.splice(journal.indexOf(entry), 1);
    throw error;
  }
}

async function perform(call: Call, server: Server, fault?: Hooks): Promise<Response> {
  const instead = await fault?.before?.(call, server);
  if (instead) return instead;
  const answer = await operations[call.operation](call, server, fault);
  return fault?.after ? fault.after(call, answer, server) : answer;
}

async function parseCall(
  operation: Operation,
  request: Request,
  server: Server,
  id: string | undefined,
): Promise<Call> {
  const url = new URL(request.url);
  const now = server.clock.now();
  const machine = id === undefined ? undefined : server.machines.get(id);
  const isKnown = machine !== undefined && statusAt(machine.life, now) !== "vanished";
  return {
    operation,
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: operation === "create" ? await readBody(request) : {},
    machine: isKnown ? machine : undefined,
    now,
    serverNow: now + server.options.clockSkewMs,
    signal: request.signal,
  };
}
