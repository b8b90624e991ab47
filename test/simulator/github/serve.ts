/** The simulated GitHub on a port, for processes of their own. Node only. */
import { httpServer, listen, stop } from "../http-server.ts";
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
  const server = httpServer((request) => github.app.fetch(request));
  const url = `http://${host}:${await listen(server, port, host)}`;
  github = createGitHubEnd({ ...behaviour, baseUrl: url });
  return { url, github, close: () => stop(server) };
}
