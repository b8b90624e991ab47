import type { Button, KnownBlock, TableBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import { LIMITS, limitFaults, sourceOf } from "./limits.ts";

const say = (text: string): KnownBlock => ({ type: "section", text: { type: "mrkdwn", text } });
const raw = (text: string) => ({ type: "raw_text" as const, text });
const table = (rows: string[][], change: Partial<TableBlock> = {}): KnownBlock => ({
  type: "table",
  rows: rows.map((row) => row.map(raw)),
  ...change,
});
const actions = (...buttons: Partial<Button>[]): KnownBlock => ({
  type: "actions",
  elements: buttons.map((change) => ({
    type: "button",
    text: { type: "plain_text", text: "Next" },
    ...change,
  })),
});
const x = (length: number) => "x".repeat(length);
const filled = (rows: number, columns: number, text = "a"): string[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => text));
const faultsOf = (...blocks: KnownBlock[]) => limitFaults({ text: "hello", blocks });
const plainText = (text: string) => ({ type: "plain_text" as const, text });

describe("a message at its limits is sound", () => {
  it.each<[string, KnownBlock[]]>([
    ["50 blocks", Array.from({ length: 50 }, () => say("a"))],
    ["3,000 characters of section text", [say(x(3_000))]],
    [
      "10 fields of 2,000",
      [{ type: "section", fields: filled(10, 1).map(() => plainText(x(2_000))) }],
    ],
    ["a header of 150", [{ type: "header", text: plainText(x(150)) }]],
    ["25 buttons", [actions(...filled(25, 1).map((_, i) => ({ action_id: `a${i}` })))]],
    ["a button's parts", [actions({ text: plainText(x(75)), value: x(2_000), action_id: x(255) })]],
    ["a table of 100 rows", [table(filled(100, 20))]],
    ["10,000 characters in a table", [table([[x(9_999)], ["a"]])]],
    ["a divider", [{ type: "divider" }]],
  ])("%s", (_, blocks) => {
    expect(faultsOf(...blocks)).toEqual([]);
  });
});

describe("one step beyond is found:", () => {
  it.each<[string, KnownBlock[]]>([
    ["blocks is 51, at most 50", Array.from({ length: 51 }, () => say("a"))],
    ["blockId is 256", [{ ...say("a"), block_id: x(256) }]],
    [
      "block_id occurs twice",
      [
        { ...say("a"), block_id: "b" },
        { ...say("a"), block_id: "b" },
      ],
    ],
    ["sectionText is 3001", [say(x(3_001))]],
    ["sectionText is empty", [say(" ")]],
    ["A section has neither text nor fields", [{ type: "section" }]],
    ["sectionFields is 11", [{ type: "section", fields: filled(11, 1).map(() => plainText("a")) }]],
    ["sectionFields is empty", [{ type: "section", fields: [] }]],
    ["sectionField is 2001", [{ type: "section", fields: [plainText(x(2_001))] }]],
    ["headerText is 151", [{ type: "header", text: plainText(x(151)) }]],
    [
      "contextElements is 11",
      [{ type: "context", elements: filled(11, 1).map(() => plainText("a")) }],
    ],
    ["contextElements is empty", [{ type: "context", elements: [] }]],
    ["textObject is 3001", [{ type: "context", elements: [plainText(x(3_001))] }]],
    ["textObject is empty", [{ type: "context", elements: [plainText("")] }]],
    ["actionsElements is 26", [actions(...filled(26, 1).map((_, i) => ({ action_id: `a${i}` })))]],
    ["actionsElements is empty", [actions()]],
    ["buttonText is 76", [actions({ text: plainText(x(76)) })]],
    ["buttonText is empty", [actions({ text: plainText("") })]],
    ["buttonValue is 2001", [actions({ value: x(2_001) })]],
    ["buttonUrl is 3001", [actions({ url: x(3_001) })]],
    ["buttonLabel is 76", [actions({ accessibility_label: x(76) })]],
    ["actionId is 256", [actions({ action_id: x(256) })]],
    ["action_id occurs twice", [actions({ action_id: "a" }), actions({ action_id: "a" })]],
    ["tables is 2, at most 1", [table([["a"]]), table([["a"]])]],
    ["tableRows is 101", [table(filled(101, 1))]],
    ["tableRows is empty", [table([])]],
    ["tableColumns is 21", [table(filled(1, 21))]],
    ["tableColumns is empty", [table([[]])]],
    ["tableColumns is 21", [table([["a"]], { column_settings: filled(21, 1).map(() => ({})) })]],
    ["The rows of a table have 1 and 2 cells", [table([["a"], ["a", "b"]])]],
    ["A table has 1 empty cells", [table([["a", ""]])]],
    ["A table has 1 empty cells", [table([["a", " "]])]],
    ["tableCharacters is 10001", [table([[x(10_000)], ["a"]])]],
    ["A rich text has no elements", [{ type: "rich_text", elements: [] }]],
    ["A rich text has no elements", [rich([])]],
    ["A rich text has an empty element", [rich([{ type: "text", text: "" }])]],
    [
      "A rich text has an empty element",
      [{ type: "table", rows: [[rich([{ type: "text", text: "" }])]] }],
    ],
    [
      "No limits are written down for a block of type file",
      [{ type: "file", source: "remote", external_id: "a" }],
    ],
  ])("%s", (fault, blocks) => {
    expect(faultsOf(...blocks).join("\n")).toContain(fault);
  });

  it("text is 4001, or empty", () => {
    expect(limitFaults({ text: x(4_001), blocks: [] })).toEqual([
      expect.stringContaining("text is 4001, at most 4000"),
    ]);
    expect(limitFaults({ text: "", blocks: [] })).toEqual(["text is empty."]);
  });

  it("a button beside a section counts as one", () => {
    const button: Button = { type: "button", text: plainText("a"), value: x(2_001) };
    const section: KnownBlock = { type: "section", text: plainText("a"), accessory: button };
    expect(faultsOf(section)).toEqual([expect.stringContaining("buttonValue is 2001")]);
  });
});

it("every limit names the page that states it", () => {
  for (const name of Object.keys(LIMITS) as (keyof typeof LIMITS)[]) {
    expect(sourceOf(name)).toMatch(/^https:\/\/docs\.slack\.dev\/reference\//);
  }
});

function rich(elements: { type: "text"; text: string }[]) {
  return {
    type: "rich_text" as const,
    elements: [{ type: "rich_text_section" as const, elements }],
  };
}
