/**
 * A form as Slack sends it (application/x-www-form-urlencoded in UTF-8). Pure, and stricter than browsers:
 * what could be read in two ways (a field twice, broken escapes, bytes that are no UTF-8) is not read at all.
 */
import { fail, ok, type Result } from "@sesterce-gpu/shared";

export type FormFault = "content-type" | "encoding" | "duplicate";

const FORM = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

export function parseForm(
  rawBody: Uint8Array,
  contentType: string | null,
): Result<ReadonlyMap<string, string>, FormFault> {
  if (contentType === null || !FORM.test(contentType)) return fail("content-type");
  const pairs = decodePairs(rawBody);
  if (pairs === undefined) return fail("encoding");
  const fields = new Map(pairs);
  return fields.size === pairs.length ? ok(fields) : fail("duplicate");
}

function decodePairs(rawBody: Uint8Array): [name: string, value: string][] | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(rawBody);
    return text.split("&").map(decodePair);
  } catch {
    // A TypeError or a URIError: bytes or escapes that are no UTF-8.
    return undefined;
  }
}

function decodePair(pair: string): [name: string, value: string] {
  const at = pair.indexOf("=");
  return at === -1 ? [decode(pair), ""] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
}

const decode = (text: string): string => decodeURIComponent(text.replaceAll("+", " "));
