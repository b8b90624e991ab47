/** A request to an app without a network: an abort ends it as it ends a `fetch`. */
import type { Hono } from "hono";

export function sendTo(app: Pick<Hono, "fetch">, request: Request): Promise<Response> {
  request.signal.throwIfAborted();
  const answer = Promise.resolve(app.fetch(request));
  answer.catch(() => {}); // it may come to nothing after the client has gone
  return Promise.race([answer, hungUp(request.signal)]);
}

/** Rejects as `fetch` does, with the reason of the abort; never resolves. */
function hungUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
