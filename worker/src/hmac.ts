/** Whether a holder of a secret has signed these bytes: HMAC-SHA256. Pure but for `crypto.subtle`, which compares. */
const HMAC = { name: "HMAC", hash: "SHA-256" };

export async function isSignedBy(
  secret: string,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  // Anybody could sign with it, and `importKey` would throw.
  if (secret === "") return false;
  const raw = new TextEncoder().encode(secret);
  const key = await crypto.subtle.importKey("raw", raw, HMAC, false, ["verify"]);
  return crypto.subtle.verify("HMAC", key, signature, signed);
}

/** Of an even number of hex digits. */
export const bytesOfHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  );
