/** Requests that a test holds on their way to the API, or on the way back. */
import type { Hono } from "hono";

/**
 * Hears of each request `before` it takes effect and `after` it has, when its answer is still to leave; the
 * request is held until this resolves. Rejecting with a ConnectionFault loses it at that point.
 */
export type OnRequest = (phase: "before" | "after", request: Request) => Promise<void>;

export async function held(request: Request, app: Hono, onRequest: OnRequest): Promise<Response> {
  // Read at once: whoever sent it may be gone by the time that it takes effect.
  const whole =
    request.method === "POST" ? new Request(request, { body: await request.text() }) : request;
  await onRequest("before", whole);
  const answer = Promise.resolve(app.fetch(whole));
  await answer.catch(() => {}); // a lost answer is one, too
  await onRequest("after", whole);
  return answer;
}
