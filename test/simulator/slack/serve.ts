/**
 * Slack's end on a port, for processes of their own: the Web API under `/api`, the response URLs
 * beside it. Lost connections are destroyed sockets. Node only.
 */
import type { Hono } from "hono";
import { httpServer, listen, stop } from "../http-server.ts";
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
  const server = httpServer(async (request) => (await ready.promise).fetch(request));
  const url = `http://${HOST}:${await listen(server, port, HOST)}`;
  const slack = createSlackEnd({ ...behaviour, apiBaseUrl: `${url}/api`, responseOrigin: url });
  ready.resolve(slack.app);
  return { url, slack, close: () => stop(server) };
}
