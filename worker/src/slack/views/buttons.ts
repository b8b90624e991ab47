/** Buttons, and the dialogs that ask before they act. Pure; what they carry is read by `commands/actions.ts`. */
import type { Button, KnownBlock } from "@slack/types";

export interface ButtonFacts {
  /** No two of a message are the same. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly style?: "primary" | "danger";
  readonly confirm?: ConfirmFacts;
}

/** What Slack asks before the click counts. */
export interface ConfirmFacts {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
}

const plainText = (text: string) => ({ type: "plain_text" as const, text });

export const button = ({ id, label, value, style, confirm }: ButtonFacts): Button => ({
  type: "button",
  action_id: id,
  text: plainText(label),
  value,
  ...(style && { style }),
  ...(confirm && {
    confirm: {
      title: plainText(confirm.title),
      text: plainText(confirm.text),
      confirm: plainText(confirm.yes),
      deny: plainText(confirm.no),
      style: "danger",
    },
  }),
});

export const buttons = (all: readonly ButtonFacts[]): KnownBlock => ({
  type: "actions",
  elements: all.map(button),
});
