/** A request to an app without a network: an abort ends it as it ends a `fetch`. */
import type { Hono } from "hono";

/** As `fetch` takes it. Not made anew where it is one already: in workerd that costs as much as an answer does. */
export const requestOf = (...[input, init]: Parameters<typeof fetch>): Request =>
  input instanceof Request && init === undefined ? input : new Request(input, init);

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
