/** A request's raw body, never more of it in memory than the cap allows, whatever Content-Length says. */
import { fail, ok, type Result } from "@sesterce-gpu/shared";

export type BodyFault = "body-too-large" | "body-unreadable";

/** Bytes. What Slack and GitHub send us stays far below. */
export const BODY_MAX = 1_048_576;

export async function readBody(
  { headers, body }: Pick<Request, "headers" | "body">,
  maxBytes: number = BODY_MAX,
): Promise<Result<Uint8Array<ArrayBuffer>, BodyFault>> {
  if (Number(headers.get("content-length")) > maxBytes) return fail("body-too-large");
  if (body === null) return ok(new Uint8Array());
  try {
    return await collect(body.getReader(), maxBytes);
  } catch {
    // The sender hung up.
    return fail("body-unreadable");
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Result<Uint8Array<ArrayBuffer>, BodyFault>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > maxBytes) {
      // Not waited for: a sender that does not listen must not hold up the refusal.
      reader.cancel().catch(() => {});
      return fail("body-too-large");
    }
    chunks.push(next.value);
  }
  return ok(joined(chunks, size));
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}
