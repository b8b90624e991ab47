/** `fetch` without a network: aborts and redirects as the global one has them, one origin only. */
import type { Hono } from "hono";
import { requestOf, sendTo } from "../in-process.ts";

const MOST_REDIRECTS = 20;

export function fetchFrom(app: Hono, baseUrl: string): typeof fetch {
  const { origin } = new URL(baseUrl);
  return (input, init) => follow(requestOf(input, init), app, origin);
}

async function follow(request: Request, app: Hono, origin: string): Promise<Response> {
  let url = request.url;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    if (new URL(url).origin !== origin) {
      throw new Error(`An unexpected request left for ${url}; the simulated GitHub is ${origin}.`);
    }
    const answer = await sendTo(app, hops === 0 ? request : new Request(url, request));
    const location = answer.headers.get("location");
    if (answer.status !== 301 || location === null || request.redirect === "manual") return answer;
    if (request.redirect === "error") throw new TypeError("fetch failed: unexpected redirect");
    url = new URL(location, url).href;
  }
  throw new TypeError("fetch failed: redirect count exceeded");
}
