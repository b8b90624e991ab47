/**
 * The simulator on a port, for processes of their own: HTTP as the API speaks it, and for each
 * machine a real SSH server on loopback. Lost connections are destroyed sockets. Node only.
 */
import { held, type OnRequest } from "./held.ts";
import { httpServer, listen, stop } from "./http-server.ts";
import type { SimulatorOptions } from "./options.ts";
import { PortPromises } from "./port-promises.ts";
import { createSimulator, type Simulator } from "./simulator.ts";
import { SshFleet } from "./ssh-fleet.ts";

export type { OnRequest };

export interface ServeOptions extends Partial<SimulatorOptions> {
  /** 0 = any that is free. */
  readonly port?: number;
  readonly host?: string;
  readonly onRequest?: OnRequest;
}

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
