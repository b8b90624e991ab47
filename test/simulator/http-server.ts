/** An end of the simulator on a port: lost connections are destroyed sockets. Node only. */
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { ConnectionFault } from "./connection.ts";

/** Answers, or throws a ConnectionFault: then nobody hears anything. */
export type Answering = (request: Request) => Response | Promise<Response>;

export function httpServer(answer: Answering): ServerType {
  return createAdaptorServer({
    async fetch(request, { incoming }) {
      try {
        return await answer(request);
      } catch (error) {
        if (!(error instanceof ConnectionFault)) throw error;
        incoming.socket.destroy();
        return new Response(null); // nobody is left to read it
      }
    },
  });
}

/** Resolves with the port; rejects with a clear error when it is taken. */
export function listen(server: ServerType, port: number, host: string): Promise<number> {
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

/** Drops who is connected. */
export function stop(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
