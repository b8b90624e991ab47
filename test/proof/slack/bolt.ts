/**
 * What Slack's own Bolt says of a request. As its `HTTPModuleFunctions` does it: the timestamp through `Number`, the
 * body as text. Bolt knows one secret; with several it is asked once for each.
 */
import { verifySlackRequest } from "@slack/bolt/dist/receivers/verify-request.js";
import type { SignedRequest } from "../../../worker/src/slack/verify.ts";

export function boltAccepts({ headers, rawBody, secrets, nowMs }: SignedRequest): boolean {
  const timestamp = headers.get("x-slack-request-timestamp") ?? undefined;
  const signed = {
    body: Buffer.from(rawBody).toString(),
    headers: {
      "x-slack-signature": headers.get("x-slack-signature") ?? "",
      "x-slack-request-timestamp": Number(timestamp),
    },
    nowMilliseconds: nowMs,
  };
  return secrets.some((signingSecret) => {
    try {
      verifySlackRequest({ signingSecret, ...signed });
      return true;
    } catch {
      return false; // how it refuses
    }
  });
}
