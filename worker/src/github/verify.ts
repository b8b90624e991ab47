/**
 * Whether GitHub sent it: HMAC-SHA256 over the raw body, as GitHub documents under "Validating webhook deliveries".
 * Nothing of a body is read before this says yes. Neither a time nor the event's name is signed: whoever has seen a
 * delivery can send it again, under another name, at any time. Pure but for `crypto.subtle`.
 */
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import { bytesOfHex, isSignedBy } from "../hmac.ts";

export type SignatureFault = "signature-missing" | "signature-malformed" | "signature-wrong";

export interface SignedDelivery {
  readonly headers: Headers;
  readonly rawBody: Uint8Array<ArrayBuffer>;
  readonly secret: string;
}

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

export async function verifyDelivery({
  headers,
  rawBody,
  secret,
}: SignedDelivery): Promise<Result<void, SignatureFault>> {
  const signature = headers.get("x-hub-signature-256");
  if (signature === null) return fail("signature-missing");
  const hex = SIGNATURE.exec(signature)?.[1];
  if (hex === undefined) return fail("signature-malformed");
  const isOurs = await isSignedBy(secret, bytesOfHex(hex), rawBody);
  return isOurs ? ok(undefined) : fail("signature-wrong");
}
