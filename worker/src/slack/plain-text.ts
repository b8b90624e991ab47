/** A message as text alone, for when Slack refuses its blocks. Pure. */

/**
 * Bytes of UTF-8. A new message may hold more; one that is edited (`chat.update`) is refused beyond this.
 */
export const PLAIN_TEXT_MAX = 4_000;

const ELLIPSIS = "…";

/** Cut, if it must be, but never within an entity (`&amp;`), a link (`<…|…>`) or a character. */
export function cutText(text: string, maxBytes: number = PLAIN_TEXT_MAX): string {
  const encoder = new TextEncoder();
  if (encoder.encode(text).length <= maxBytes) return text;
  const room = new Uint8Array(Math.max(0, maxBytes - encoder.encode(ELLIPSIS).length));
  const head = text.slice(0, encoder.encodeInto(text, room).read);
  return `${head.replace(/(?:<[^<>]*|&[a-z]{0,3})$/, "")}${ELLIPSIS}`;
}
