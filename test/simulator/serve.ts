/**
 * The simulator on a port, for processes of their own: HTTP as the API speaks it, and for each
 * machine a real SSH server on loopback. Lost connections are destroyed sockets. Node only.
 */
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { ConnectionFault } from "./connection.ts";
import type { SimulatorOptions } from "./options.ts";
import { createSimulator, type Simulator } from "./simulator.ts";
import { promisePort, SshFleet } from "./ssh-fleet.ts";

export interface ServeOptions extends Partial<SimulatorOptions> {
  /** 0 = any that is free. */
  readonly port?: number;
  readonly host?: string;
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
  const { port = 0, host = "127.0.0.1", ...behaviour } = options;
  const address = async () => ({ ip: host, sshPort: await promisePort(host) });
  const simulator = createSimulator({ address, ...behaviour });
  const server = httpServer(simulator);
  const url = `http://${host}:${await listen(server, port, host)}`;
  const fleet = new SshFleet(simulator, host);
  const close = async () => {
    await Promise.all([fleet.close(), stop(server)]);
  };
  return { url, simulator, close };
}

function httpServer({ app }: Simulator): ServerType {
  return createAdaptorServer({
    async fetch(request, { incoming }) {
      try {
        return await app.fetch(request);
      } catch (error) {
        if (!(error instanceof ConnectionFault)) throw error;
        incoming.socket.destroy();
        return new Response(null); // nobody is left to read it
      }
    },
  });
}

function listen(server: ServerType, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const taken = `Port ${port} on ${host} is taken: choose another, or 0 for any.`;
      reject(cause.code === "EADDRINUSE" ? new Error(taken, { cause }) : cause);
    });
    server.listen(port, host, () => resolve(boundPort(server.address())));
  });
}

function boundPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

function stop(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
