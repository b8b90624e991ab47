/**
 * What Slack refuses or cuts, as data, and what of it a message breaks. Pure.
 * One cell that is empty makes Slack refuse the whole message, so the tests hold every view against this.
 */
import type {
  ActionsBlock,
  Button,
  KnownBlock,
  RichTextBlock,
  TableBlock,
  TextObject,
} from "@slack/types";
import type { Message } from "./message.ts";

/** All lengths are in UTF-16 units, which is never too few. */
export const LIMITS = {
  /** More is advised against; from 40,000 on Slack cuts. */
  text: 4_000,
  blocks: 50,
  blockId: 255,
  textObject: 3_000,
  sectionText: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  headerText: 150,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  buttonLabel: 75,
  actionId: 255,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  /** In a message. */
  tables: 1,
  /** The header is one of them. */
  tableRows: 100,
  tableColumns: 20,
  /** Over all cells of a message. */
  tableCharacters: 10_000,
} as const;

export type LimitName = keyof typeof LIMITS;

/** The page that states each limit. Whole strings: of a template the bundler would not know that nothing uses it. */
const PAGES: Readonly<Record<LimitName, string>> = {
  text: "methods/chat.postMessage",
  blocks: "block-kit/blocks",
  blockId: "block-kit/blocks/section-block",
  textObject: "block-kit/composition-objects/text-object",
  sectionText: "block-kit/blocks/section-block",
  sectionFields: "block-kit/blocks/section-block",
  sectionField: "block-kit/blocks/section-block",
  headerText: "block-kit/blocks/header-block",
  contextElements: "block-kit/blocks/context-block",
  actionsElements: "block-kit/blocks/actions-block",
  buttonText: "block-kit/block-elements/button-element",
  buttonValue: "block-kit/block-elements/button-element",
  buttonUrl: "block-kit/block-elements/button-element",
  buttonLabel: "block-kit/block-elements/button-element",
  actionId: "block-kit/block-elements/button-element",
  confirmTitle: "block-kit/composition-objects/confirmation-dialog-object",
  confirmText: "block-kit/composition-objects/confirmation-dialog-object",
  confirmButton: "block-kit/composition-objects/confirmation-dialog-object",
  tables: "block-kit/blocks/table-block",
  tableRows: "block-kit/blocks/table-block",
  tableColumns: "block-kit/blocks/table-block",
  tableCharacters: "block-kit/blocks/table-block",
};

export const sourceOf = (name: LimitName): string =>
  `https://docs.slack.dev/reference/${PAGES[name]}`;

/** A sentence for each limit that the message breaks; none when Slack will take it. */
export function limitFaults({ text, blocks }: Message): string[] {
  const buttons = blocks.flatMap(buttonsOf);
  return [
    ...lengthFaults("text", text),
    ...over("blocks", blocks.length),
    ...repeated(
      "block_id",
      blocks.flatMap(({ block_id }) => block_id ?? []),
    ),
    ...repeated(
      "action_id",
      buttons.flatMap(({ action_id }) => action_id ?? []),
    ),
    ...over("tables", blocks.filter(({ type }) => type === "table").length),
    ...blocks.flatMap((block) => [
      ...(block.block_id === undefined ? [] : lengthFaults("blockId", block.block_id)),
      ...blockFaults(block),
    ]),
    ...buttons.flatMap(buttonFaults),
  ];
}

function blockFaults(block: KnownBlock): string[] {
  switch (block.type) {
    case "section":
      return sectionFaults(block);
    case "header":
      return lengthFaults("headerText", block.text.text);
    case "context":
      return [
        ...countFaults("contextElements", block.elements.length),
        ...block.elements.flatMap((element) => ("text" in element ? textFaults(element) : [])),
      ];
    case "actions":
      return countFaults("actionsElements", block.elements.length);
    case "rich_text":
      return richTextFaults(block);
    case "table":
      return tableFaults(block);
    case "divider":
      return [];
    default:
      return [`No limits are written down for a block of type ${block.type}.`];
  }
}

function sectionFaults({ text, fields }: Extract<KnownBlock, { type: "section" }>): string[] {
  if (!text && !fields) return ["A section has neither text nor fields."];
  return [
    ...(text ? lengthFaults("sectionText", text.text) : []),
    ...(fields ? countFaults("sectionFields", fields.length) : []),
    ...(fields ?? []).flatMap((field) => lengthFaults("sectionField", field.text)),
  ];
}

const buttonsOf = (block: KnownBlock): Button[] =>
  block.type === "actions" ? block.elements.filter(isButton) : accessoryOf(block);

const accessoryOf = (block: KnownBlock): Button[] =>
  block.type === "section" && block.accessory?.type === "button" ? [block.accessory] : [];

const isButton = (element: ActionsBlock["elements"][number]): element is Button =>
  element.type === "button";

function buttonFaults(button: Button): string[] {
  const optional: readonly [LimitName, string | undefined][] = [
    ["buttonValue", button.value],
    ["buttonUrl", button.url],
    ["buttonLabel", button.accessibility_label],
    ["actionId", button.action_id],
    ["confirmTitle", button.confirm?.title?.text],
    ["confirmText", button.confirm?.text.text],
    ["confirmButton", button.confirm?.confirm?.text],
    ["confirmButton", button.confirm?.deny?.text],
  ];
  return [
    ...lengthFaults("buttonText", button.text.text),
    ...optional.flatMap(([name, text]) => (text === undefined ? [] : lengthFaults(name, text))),
  ];
}

function tableFaults({ rows, column_settings }: TableBlock): string[] {
  const widths = new Set(rows.map((row) => row.length));
  const cells = rows.flat().map(cellText);
  const empty = cells.filter((text) => text.trim() === "").length;
  return [
    ...countFaults("tableRows", rows.length),
    ...[...widths].flatMap((width) => countFaults("tableColumns", width)),
    ...over("tableColumns", column_settings?.length ?? 0),
    ...(widths.size > 1 ? [`The rows of a table have ${[...widths].join(" and ")} cells.`] : []),
    ...(empty > 0 ? [`A table has ${empty} empty cells.`] : []),
    ...over("tableCharacters", cells.join("").length),
    ...rows.flat().flatMap((cell) => (cell.type === "rich_text" ? richTextFaults(cell) : [])),
  ];
}

function cellText(cell: TableBlock["rows"][number][number]): string {
  if (cell.type === "raw_text") return cell.text;
  if (cell.type === "rich_text") return richPieces(cell).join("");
  return String(cell.value);
}

/** What is shown of it, each piece that must not be empty. */
function richPieces({ elements }: RichTextBlock): string[] {
  return elements.flatMap((part) =>
    part.type === "rich_text_list"
      ? part.elements.flatMap((item) => richPieces({ type: "rich_text", elements: [item] }))
      : part.elements.map((element) => {
          if (element.type === "text") return element.text;
          if (element.type === "link") return element.text ?? element.url;
          return element.type === "user" ? element.user_id : element.type;
        }),
  );
}

function richTextFaults(block: RichTextBlock): string[] {
  const isHollow = block.elements.some(({ elements }) => elements.length === 0);
  return [
    ...(block.elements.length === 0 || isHollow ? ["A rich text has no elements."] : []),
    ...(richPieces(block).includes("") ? ["A rich text has an empty element."] : []),
  ];
}

const textFaults = ({ text }: TextObject): string[] => lengthFaults("textObject", text);

const lengthFaults = (name: LimitName, text: string): string[] =>
  text.trim() === "" ? [`${name} is empty.`] : over(name, text.length);

const countFaults = (name: LimitName, many: number): string[] =>
  many === 0 ? [`${name} is empty.`] : over(name, many);

const over = (name: LimitName, size: number): string[] =>
  size > LIMITS[name] ? [`${name} is ${size}, at most ${LIMITS[name]} (${sourceOf(name)}).`] : [];

const repeated = (what: string, ids: readonly string[]): string[] =>
  new Set(ids).size === ids.length ? [] : [`${what} occurs twice: ${ids.join(", ")}.`];
