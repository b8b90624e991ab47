import { describe, expect, it } from "vitest";
import { actions, button, section, table, text } from "../slack.fixture.ts";
import { messageBlocks } from "./blocks.ts";

const many = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => make(index));
const long = (length: number) => "x".repeat(length);
const judge = (...blocks: unknown[]) => messageBlocks(blocks, "/blocks");

const header = (value: string) => ({ type: "header", text: text(value) });
const buttons = (length: number) =>
  actions(...many(length, (index) => button({ action_id: `b${index}` })));
const confirm = {
  title: text(long(100)),
  text: text(long(300)),
  confirm: text(long(30)),
  deny: text("No"),
  style: "danger",
};
const select = (length: number) => ({
  type: "static_select",
  action_id: "pick",
  options: many(length, (index) => ({ text: text(long(75)), value: `${index}` })),
});
const rich = (value: string) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text: value }] }],
});
const input = (element: object) => ({ type: "input", label: text("Why"), element });

const good: [string, unknown[]][] = [
  ["50 blocks", many(50, () => ({ type: "divider" }))],
  ["a section of 3,000 characters", [section(long(3_000))]],
  ["a section of 10 fields", [{ type: "section", fields: many(10, () => text(long(2_000))) }]],
  ["a header of 150 characters", [header(long(150))]],
  ["10 notes", [{ type: "context", elements: many(10, () => text("note")) }]],
  ["25 buttons", [buttons(25)]],
  ["a full button", [actions(button({ text: text(long(75)), value: long(2_000), confirm }))]],
  ["one action_id in two blocks", [actions(button()), { ...section("a"), accessory: button() }]],
  ["100 options", [actions(select(100))]],
  ["a table of 100 rows", [table(...many(100, () => ["a", "b"]))]],
  [
    "a table of 20 columns",
    [{ ...table(many(20, () => "a")), column_settings: [null, { align: "right" }] }],
  ],
  ["10,000 characters in a table", [table([long(5_000), long(5_000)])]],
  ["rich text in a cell", [{ type: "table", rows: [[rich("bold")]] }]],
  ["rich text", [rich("bold")]],
  ["an image", [{ type: "image", image_url: "https://a.test/a.png", alt_text: "a" }]],
  ["markdown", [{ type: "markdown", text: long(12_000) }]],
  ["an input", [input({ type: "plain_text_input", max_length: 3_000 })]],
];

const bad: [string, unknown[], string][] = [
  ["51 blocks", many(51, () => ({ type: "divider" })), "no more than 50 items allowed"],
  ["an unknown type", [{ type: "sektion" }], "unsupported type: sektion"],
  ["no block", ["section"], "must be an object"],
  ["an unknown field", [{ ...section("a"), txt: "a" }], "invalid additional property: txt"],
  ["one block_id twice", [1, 2].map(() => ({ type: "divider", block_id: "a" })), 'block_id "a"'],
  ["a block_id of 256 characters", [{ type: "divider", block_id: long(256) }], "/0/block_id"],
  ["a section of nothing", [{ type: "section" }], "`text` or `fields`"],
  ["a section of 3,001 characters", [section(long(3_001))], "less than 3001 characters"],
  ["an empty section", [section("")], "more than 0 characters"],
  ["11 fields", [{ type: "section", fields: many(11, () => text("a")) }], "no more than 10"],
  ["a field of 2,001", [{ type: "section", fields: [text(long(2_001))] }], "/0/fields/0/text"],
  ["a header of 151 characters", [header(long(151))], "less than 151"],
  ["a header in mrkdwn", [{ type: "header", text: section("a").text }], "unsupported type: mrkdwn"],
  ["11 notes", [{ type: "context", elements: many(11, () => text("a")) }], "no more than 10"],
  [
    "a button in a context",
    [{ type: "context", elements: [button()] }],
    "unsupported type: button",
  ],
  ["no button", [actions()], "no less than 1 items"],
  ["26 buttons", [buttons(26)], "no more than 25"],
  ["one action_id twice", [actions(button(), button())], 'action_id "delete" already exists'],
  ["a button text of 76", [actions(button({ text: text(long(76)) }))], "less than 76"],
  ["a value of 2,001", [actions(button({ value: long(2_001) }))], "less than 2001"],
  ["an action_id of 256", [actions(button({ action_id: long(256) }))], "less than 256"],
  ["another style", [actions(button({ style: "warning" }))], "must be one of primary, danger"],
  [
    "a long confirmation",
    [actions(button({ confirm: { ...confirm, text: text(long(301)) } }))],
    "301",
  ],
  ["half a confirmation", [actions(button({ confirm: { ...confirm, deny: undefined } }))], "deny"],
  ["101 options", [actions(select(101))], "no more than 100"],
  ["an image without a source", [{ type: "image", alt_text: "a" }], "`image_url` or `slack_file`"],
  ["an image without a text", [{ type: "image", image_url: "https://a.test" }], "alt_text"],
  ["markdown of 12,001", [{ type: "markdown", text: long(12_001) }], "less than 12001"],
  ["an input of a button", [input(button())], "unsupported type: button"],
  ["an input of 3,001", [input({ type: "plain_text_input", max_length: 3_001 })], "1 to 3000"],
  ["a table of 101 rows", [table(...many(101, () => ["a"]))], "no more than 100"],
  ["a table of 21 columns", [table(many(21, () => "a"))], "no more than 20"],
  ["a table without rows", [table()], "no less than 1"],
  ["an empty cell", [table(["a", ""])], "[json-pointer:/blocks/0/rows/0/1/text]"],
  [
    "a cell of another type",
    [{ type: "table", rows: [[text("a")]] }],
    "unsupported type: plain_text",
  ],
  ["two tables", [table(["a"]), table(["b"])], "only_one_table_allowed"],
  [
    "10,001 characters in a table",
    [table([long(5_000), long(5_001)])],
    "10000 characters in tables",
  ],
];

describe("blocks are taken:", () => {
  it.each(good)("%s", (_what, blocks) => {
    expect(judge(...blocks)).toEqual([]);
  });
});

describe("blocks are refused:", () => {
  it.each(bad)("%s", (_what, blocks, complaint) => {
    expect(judge(...blocks)).toEqual([expect.stringContaining(complaint)]);
  });
});
