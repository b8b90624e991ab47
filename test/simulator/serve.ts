/**
 * The simulator on a port, for processes of their own: HTTP as the API speaks it, and for each
 * machine a real SSH server on loopback. Lost connections are destroyed sockets. Node only.
 */
import type { Hono } from "hono";
import { httpServer, listen, stop } from "./http-server.ts";
import type { SimulatorOptions } from "./options.ts";
import { PortPromises } from "./port-promises.ts";
import { createSimulator, type Simulator } from "./simulator.ts";
import { SshFleet } from "./ssh-fleet.ts";

export interface ServeOptions extends Partial<SimulatorOptions> {
  /** 0 = any that is free. */
  readonly port?: number;
  readonly host?: string;
  readonly onRequest?: OnRequest;
}

/**
 * Hears of each request `before` it takes effect and `after` it has, when its answer is still to leave; the
 * request is held until this resolves. Rejecting with a ConnectionFault loses it at that point.
 */
export type OnRequest = (phase: "before" | "after", request: Request) => Promise<void>;

export interface ServedSimulator {
  /** Without a trailing slash. */
  readonly url: string;
  readonly simulator: Simulator;
  /** Ends the API and every SSH server, dropping who is connected. */
  close(): Promise<void>;
}

/** Rejects with a clear error when the port is taken. */
export async function serveSimulator(options: ServeOptions = {}): Promise<ServedSimulator> {
  const { port = 0, host = "127.0.0.1", onRequest, ...behaviour } = options;
  const ports = new PortPromises(host);
  const address = async () => ({ ip: host, sshPort: await ports.next() });
  const simulator = createSimulator({ address, ...behaviour });
  const { app } = simulator;
  const server = httpServer((request) =>
    onRequest ? held(request, app, onRequest) : app.fetch(request),
  );
  const url = `http://${host}:${await listen(server, port, host)}`;
  const fleet = new SshFleet(simulator, host);
  const close = async () => {
    await Promise.all([fleet.close(), stop(server)]);
    ports.release();
  };
  return { url, simulator, close };
}

async function held(request: Request, app: Hono, onRequest: OnRequest): Promise<Response> {
  // Read at once: whoever sent it may be gone by the time that it takes effect.
  const whole =
    request.method === "POST" ? new Request(request, { body: await request.text() }) : request;
  await onRequest("before", whole);
  const answer = Promise.resolve(app.fetch(whole));
  await answer.catch(() => {}); // a lost answer is one, too
  await onRequest("after", whole);
  return answer;
}
