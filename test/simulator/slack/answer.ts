/** How Slack words its answers: methods say `ok` under HTTP 200, hooks speak HTTP and text. */
import type { SlackCall } from "./call.ts";

/** A refusal by its code; `messages` are what Slack has against the blocks. */
export interface Refusal {
  readonly error: string;
  readonly messages?: readonly string[];
}

export const accepted = (fields: object): Response => Response.json({ ok: true, ...fields });

/** `status` counts for hooks only. */
export function refuse(
  { operation }: Pick<SlackCall, "operation">,
  { error, messages }: Refusal,
  status = 400,
): Response {
  if (operation === "response_url") return new Response(error, { status });
  if (messages === undefined) return Response.json({ ok: false, error });
  return Response.json({
    ok: false,
    error,
    errors: messages,
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}
