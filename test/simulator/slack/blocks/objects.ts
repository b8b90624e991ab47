/** Composition objects (texts, options, confirmations), and the elements that people use. */
import {
  anything,
  boolean,
  byType,
  type Check,
  id,
  list,
  object,
  oneOf,
  string,
  whole,
} from "./check.ts";
import { LIMITS } from "./limits.ts";

const { button, choices, confirm, image, option, overflow, select, textInput } = LIMITS;

const plainText = (max: number, min = 1) => object({ text: string(max, min) }, { emoji: boolean });
const markdownText = (max: number) => object({ text: string(max) }, { verbatim: boolean });

export const plain = (max: number): Check => byType({ plain_text: plainText(max) });
export const text = (max: number): Check =>
  byType({ plain_text: plainText(max), mrkdwn: markdownText(max) });

const confirmation = object(
  {
    title: plain(confirm.title),
    text: text(confirm.text),
    confirm: plain(confirm.button),
    deny: plain(confirm.button),
  },
  { style: oneOf("primary", "danger") },
);

const choice = (label: Check) =>
  object(
    { text: label, value: string(option.value) },
    { description: plain(option.text), url: string(button.url) },
  );
const options = (max: number, label: Check = plain(option.text)) => list(choice(label), max);

const common = { action_id: id, confirm: confirmation, focus_on_load: boolean };
const placeholder = plain(select.placeholder);

const picker = (label: Check) =>
  object(
    { options: options(choices, label) },
    { ...common, initial_option: choice(label), initial_options: list(choice(label), choices) },
  );

export const imageElement = object(
  { alt_text: string(image.alt) },
  { image_url: string(image.url), slack_file: anything },
);

const clickable = {
  button: object(
    { text: plain(button.text) },
    {
      ...common,
      value: string(button.value),
      url: string(button.url),
      style: oneOf("primary", "danger"),
      accessibility_label: string(button.label),
    },
  ),
  overflow: object({ options: options(overflow) }, common),
};

const fillable = {
  static_select: object(
    { options: options(select.options) },
    { ...common, placeholder, initial_option: choice(plain(option.text)) },
  ),
  users_select: object({}, { ...common, placeholder, initial_user: id }),
  checkboxes: picker(text(option.text)),
  radio_buttons: picker(text(option.text)),
};

const typed = {
  plain_text_input: object(
    {},
    {
      action_id: id,
      placeholder: plain(textInput.placeholder),
      initial_value: string(textInput.length, 0),
      multiline: boolean,
      min_length: whole(0, textInput.length),
      max_length: whole(1, textInput.length),
      focus_on_load: boolean,
      dispatch_action_config: anything,
    },
  ),
};

export const actionElement: Check = byType({ ...clickable, ...fillable });
export const accessory: Check = byType({ ...clickable, ...fillable, image: imageElement });
export const inputElement: Check = byType({ ...fillable, ...typed });
export const contextElement: Check = byType({
  plain_text: plainText(LIMITS.text),
  mrkdwn: markdownText(LIMITS.text),
  image: imageElement,
});
