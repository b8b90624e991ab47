/** The rich_text block, as a block of its own and as a cell of a table. */
import { anything, boolean, byType, id, list, object, string, whole } from "./check.ts";
import { LIMITS } from "./limits.ts";

const MANY = Number.POSITIVE_INFINITY; // the reference gives no number
const style = { style: anything };

const piece = byType({
  text: object({ text: string(MANY) }, style),
  link: object(
    { url: string(LIMITS.button.url) },
    { text: string(MANY), unsafe: boolean, ...style },
  ),
  emoji: object({ name: id }, { unicode: id, ...style }),
  user: object({ user_id: id }, style),
  usergroup: object({ usergroup_id: id }, style),
  channel: object({ channel_id: id }, style),
  broadcast: object({ range: id }, style),
  date: object(
    { timestamp: whole(0, Number.MAX_SAFE_INTEGER), format: string(MANY) },
    { url: string(LIMITS.button.url), fallback: string(MANY), ...style },
  ),
});

const pieces = { elements: list(piece, MANY, 0) };
const section = object(pieces);
const depth = { border: whole(0, 1), indent: whole(0, 8), offset: whole(0, 1_000_000) };

export const richText = object(
  {
    elements: list(
      byType({
        rich_text_section: section,
        rich_text_preformatted: object(pieces, { border: depth.border }),
        rich_text_quote: object(pieces, { border: depth.border }),
        rich_text_list: object(
          { style: anything, elements: list(byType({ rich_text_section: section }), MANY) },
          depth,
        ),
      }),
      MANY,
    ),
  },
  { block_id: id },
);
