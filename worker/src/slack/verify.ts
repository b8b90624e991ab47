/**
 * Whether Slack sent it: HMAC-SHA256 over `v0:<timestamp>:<raw body>`, as Slack documents under "Verifying
 * requests from Slack". Nothing of a body is read before this says yes. Pure but for `crypto.subtle`.
 */
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import { bytesOfHex, isSignedBy } from "../hmac.ts";

export type SignatureFault =
  | "timestamp-missing"
  | "timestamp-malformed"
  | "timestamp-old"
  | "timestamp-future"
  | "signature-missing"
  | "signature-malformed"
  | "signature-wrong";

export interface SignedRequest {
  readonly headers: Headers;
  readonly rawBody: Uint8Array;
  /** More than one while rotating: any of them will do. */
  readonly secrets: readonly string[];
  readonly nowMs: number;
}

/** Older, and it may be a replay; later, and it could be replayed for longer. */
const TOLERANCE_MS = 300_000;
const TIMESTAMP = /^[1-9]\d{0,11}$/;
const SIGNATURE = /^v0=([0-9a-f]{64})$/;

export async function verifySlackRequest(
  request: SignedRequest,
): Promise<Result<void, SignatureFault>> {
  const timestamp = readTimestamp(request);
  if (!timestamp.ok) return timestamp;
  const signature = readSignature(request.headers);
  if (!signature.ok) return signature;
  const signed = signedBytes(timestamp.value, request.rawBody);
  // All of them, always: the time that it takes does not tell which one matched.
  const matches = await Promise.all(
    request.secrets.map((secret) => isSignedBy(secret, signature.value, signed)),
  );
  return matches.includes(true) ? ok(undefined) : fail("signature-wrong");
}

function readTimestamp({ headers, nowMs }: SignedRequest): Result<string, SignatureFault> {
  const timestamp = headers.get("x-slack-request-timestamp");
  if (timestamp === null) return fail("timestamp-missing");
  if (!TIMESTAMP.test(timestamp)) return fail("timestamp-malformed");
  const ageMs = nowMs - Number(timestamp) * 1_000;
  if (ageMs > TOLERANCE_MS) return fail("timestamp-old");
  return ageMs < -TOLERANCE_MS ? fail("timestamp-future") : ok(timestamp);
}

function readSignature(headers: Headers): Result<Uint8Array<ArrayBuffer>, SignatureFault> {
  const signature = headers.get("x-slack-signature");
  if (signature === null) return fail("signature-missing");
  const hex = SIGNATURE.exec(signature)?.[1];
  return hex === undefined ? fail("signature-malformed") : ok(bytesOfHex(hex));
}

/** The body's own bytes: decoded and encoded again they might be others. */
function signedBytes(timestamp: string, rawBody: Uint8Array): Uint8Array<ArrayBuffer> {
  const prefix = new TextEncoder().encode(`v0:${timestamp}:`);
  const all = new Uint8Array(prefix.length + rawBody.length);
  all.set(prefix);
  all.set(rawBody, prefix.length);
  return all;
}
