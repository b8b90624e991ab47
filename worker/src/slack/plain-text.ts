/** A message as text alone, for when Slack refuses its blocks. Pure. */

/** What a single text object of Slack's holds, in UTF-16 units; a message alone could hold a little more. */
export const PLAIN_TEXT_MAX = 3_000;

/** Cut, if it must be, but never within an entity (`&amp;`), a link (`<…|…>`) or a pair of surrogates. */
export function cutText(text: string, max: number = PLAIN_TEXT_MAX): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max - 1);
  return `${head.replace(/(?:<[^<>]*|&[a-z]{0,3}|[\ud800-\udbff])$/, "")}…`;
}
