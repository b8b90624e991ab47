/**
 * Slack's end on a port, for processes of their own: the Web API under `/api`, the response URLs
 * beside it. Lost connections are destroyed sockets. Node only.
 */
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import type { Hono } from "hono";
import { ConnectionFault } from "../connection.ts";
import type { SlackEndOptions } from "./options.ts";
import { createSlackEnd, type SlackEnd } from "./slack-end.ts";

/** The two addresses follow from the port. */
export interface ServeSlackOptions
  extends Partial<Omit<SlackEndOptions, "apiBaseUrl" | "responseOrigin">> {
  /** 0 = any that is free. */
  readonly port?: number;
}

export interface ServedSlackEnd {
  /** Without a trailing slash; also the origin of the response URLs. */
  readonly url: string;
  readonly slack: SlackEnd;
  /** Drops who is connected. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

/** Rejects with a clear error when the port is taken. */
export async function serveSlackEnd(options: ServeSlackOptions = {}): Promise<ServedSlackEnd> {
  const { port = 0, ...behaviour } = options;
  const ready = Promise.withResolvers<Hono>(); // the app needs to know the port, which is to come
  const server = createAdaptorServer({
    async fetch(request, { incoming }) {
      try {
        const app = await ready.promise;
        return await app.fetch(request);
      } catch (error) {
        if (!(error instanceof ConnectionFault)) throw error;
        incoming.socket.destroy();
        return new Response(null); // nobody is left to read it
      }
    },
  });
  const url = `http://${HOST}:${await listen(server, port)}`;
  const slack = createSlackEnd({ ...behaviour, apiBaseUrl: `${url}/api`, responseOrigin: url });
  ready.resolve(slack.app);
  return { url, slack, close: () => stop(server) };
}

function listen(server: ServerType, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const taken = `Port ${port} on ${HOST} is taken: choose another, or 0 for any.`;
      reject(cause.code === "EADDRINUSE" ? new Error(taken, { cause }) : cause);
    });
    server.listen(port, HOST, () => {
      const address = server.address();
      if (address !== null && typeof address === "object") resolve(address.port);
      else reject(new Error("The server has no port."));
    });
  });
}

function stop(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
