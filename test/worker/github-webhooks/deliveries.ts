/** Deliveries of GitHub's as requests to the Worker. */
import { completeEnv } from "../../../worker/src/settings/env.fixture.ts";
import type { Delivery } from "../../simulator/github/webhook.ts";

export const SECRET = completeEnv.GITHUB_WEBHOOK_SECRET;
export const PATH = "/github/webhooks";

export const requestOf = ({ headers, body }: Delivery): Request =>
  new Request(`https://worker.test${PATH}`, { method: "POST", headers, body });

export interface RawDelivery {
  readonly body: Uint8Array<ArrayBuffer>;
  /** Over those of a workflow_job that is signed well. */
  readonly headers?: Record<string, string>;
}

/** Whatever bytes, signed. */
export async function signedRequest({ body, headers = {} }: RawDelivery): Promise<Request> {
  const all = {
    "content-type": "application/json",
    "x-github-event": "workflow_job",
    "x-github-delivery": "51ab7ed0-0000-11f0-8000-000000000001",
    "x-hub-signature-256": `sha256=${await signatureOf(body)}`,
    ...headers,
  };
  return new Request(`https://worker.test${PATH}`, { method: "POST", headers: all, body });
}

async function signatureOf(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const raw = new TextEncoder().encode(SECRET);
  const key = await crypto.subtle.importKey("raw", raw, algorithm, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, body));
  return Array.from(signature, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new TextEncoder().encode(text));
