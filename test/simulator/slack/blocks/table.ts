/** The table block, and what counts over all the tables of a message. */
import { isRecord } from "../../call.ts";
import {
  boolean,
  byType,
  type Check,
  complain,
  type Fields,
  id,
  list,
  object,
  oneOf,
  recordsIn,
  string,
} from "./check.ts";
import { LIMITS } from "./limits.ts";
import { richText } from "./rich-text.ts";

const { rows, cells, settings, characters } = LIMITS.table;

const cell = byType({
  raw_text: object({ text: string(characters) }),
  rich_text: richText,
});

const setting = object({}, { align: oneOf("left", "center", "right"), is_wrapped: boolean });
/** A null leaves its column as it is. */
const settingOrNull: Check = (value, at) => (value === null ? [] : setting(value, at));

export const table = object(
  { rows: list(list(cell, cells), rows) },
  { block_id: id, column_settings: list(settingOrNull, settings, 0) },
);

export const tablesOfMessage: Check = (blocks, at) => {
  const tables = recordsIn(blocks).filter(({ type }) => type === "table");
  const length = tables.flatMap(textsOf).join("").length;
  return [
    ...(tables.length > 1 ? complain("only_one_table_allowed", at) : []),
    ...(length > characters ? complain(`no more than ${characters} characters in tables`, at) : []),
  ];
};

/** Every `text` that is a string, however deep. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isRecord(value) ? textsIn(value) : [];
}

function textsIn(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    name === "text" && typeof value === "string" ? [value] : textsOf(value),
  );
}
