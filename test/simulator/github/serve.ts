/** The simulated GitHub on a port, for processes of their own. Node only. */
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { ConnectionFault } from "../connection.ts";
import { createGitHubEnd, type GitHubEnd } from "./github-end.ts";
import type { GitHubEndOptions } from "./options.ts";

export interface ServeGitHubOptions extends Partial<Omit<GitHubEndOptions, "baseUrl">> {
  /** 0 = any that is free. */
  readonly port?: number;
  readonly host?: string;
}

export interface ServedGitHubEnd {
  /** Without a trailing slash; the links in answers begin with it. */
  readonly url: string;
  readonly github: GitHubEnd;
  close(): Promise<void>;
}

/** Rejects with a clear error when the port is taken. */
export async function serveGitHubEnd(options: ServeGitHubOptions = {}): Promise<ServedGitHubEnd> {
  const { port = 0, host = "127.0.0.1", ...behaviour } = options;
  let github = createGitHubEnd(behaviour); // until the port is known, and with it the links
  const server = httpServer(() => github);
  const url = `http://${host}:${await listen(server, port, host)}`;
  github = createGitHubEnd({ ...behaviour, baseUrl: url });
  return { url, github, close: () => stop(server) };
}

function httpServer(current: () => GitHubEnd): ServerType {
  return createAdaptorServer({
    async fetch(request, { incoming }) {
      try {
        return await current().app.fetch(request);
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
