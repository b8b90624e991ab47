/** Blocks one by one, and all of a message or a modal together. */
import { isRecord } from "../../call.ts";
import {
  all,
  anything,
  boolean,
  byType,
  type Check,
  complain,
  distinct,
  id,
  list,
  object,
  recordsIn,
  string,
} from "./check.ts";
import { LIMITS } from "./limits.ts";
import { accessory, actionElement, contextElement, inputElement, plain, text } from "./objects.ts";
import { richText } from "./rich-text.ts";
import { table, tablesOfMessage } from "./table.ts";

const { actions, context, header, image, input, message, section, view } = LIMITS;
const optionalId = { block_id: id };

const textOrFields: Check = (value, at) => {
  const isEmpty = isRecord(value) && value.text === undefined && value.fields === undefined;
  return isEmpty ? complain("must define either `text` or `fields`", at) : [];
};

const either: Check = (value, at) => {
  const hasNone =
    isRecord(value) && value.image_url === undefined && value.slack_file === undefined;
  return hasNone ? complain("must define either `image_url` or `slack_file`", at) : [];
};

const sectionBlock = object(
  {},
  {
    ...optionalId,
    text: text(LIMITS.text),
    fields: list(text(section.field), section.fields),
    accessory,
    expand: boolean,
  },
);

const imageBlock = object(
  { alt_text: string(image.alt) },
  { ...optionalId, image_url: string(image.url), slack_file: anything, title: plain(image.title) },
);

const inputBlock = object(
  { label: plain(input.label), element: inputElement },
  { ...optionalId, hint: plain(input.hint), optional: boolean, dispatch_action: boolean },
);

const anywhere = {
  section: all(sectionBlock, textOrFields),
  header: object({ text: plain(header) }, optionalId),
  divider: object({}, optionalId),
  context: object({ elements: list(contextElement, context) }, optionalId),
  actions: object(
    { elements: all(list(actionElement, actions), distinct("action_id")) },
    optionalId,
  ),
  image: all(imageBlock, either),
  input: inputBlock,
  rich_text: richText,
};

const inMessages = {
  ...anywhere,
  markdown: object({ text: string(message.markdown) }, optionalId),
  table,
};

export const messageBlocks: Check = all(
  list(byType(inMessages), message.blocks, 0),
  distinct("block_id"),
  tablesOfMessage,
);

const titled = plain(view.title);
const viewButton = plain(view.button);

const modal = object(
  { title: titled, blocks: all(list(byType(anywhere), view.blocks, 0), distinct("block_id")) },
  {
    submit: viewButton,
    close: viewButton,
    private_metadata: string(view.metadata, 0),
    callback_id: string(LIMITS.id, 0),
    external_id: string(LIMITS.id, 0),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
);

const inputsNeedSubmit: Check = (value, at) => {
  if (!isRecord(value) || value.submit !== undefined) return [];
  const asks = recordsIn(value.blocks).some(({ type }) => type === "input");
  return asks ? complain("`submit` is required when an `input` block is within `blocks`", at) : [];
};

export const modalView: Check = byType({ modal: all(modal, inputsNeedSubmit) });
