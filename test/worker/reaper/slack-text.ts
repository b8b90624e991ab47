/** A message as a person reads it: the text of its blocks, and its buttons. */
import type { Content } from "../../simulator/slack/messages.ts";

export interface Button {
  readonly actionId: string;
  readonly value: string;
}

type Fields = Readonly<Record<string, unknown>>;

export const textOf = ({ text, blocks }: Content): string =>
  blocks.length === 0 ? text : blocks.flatMap(textsIn).join("\n");

export const buttonsOf = ({ blocks }: Content): Button[] =>
  blocks
    .flatMap(allIn)
    .flatMap(({ type, action_id, value }) =>
      type === "button" ? { actionId: String(action_id), value: String(value) } : [],
    );

const textsIn = (value: unknown): string[] =>
  allIn(value).flatMap(({ text }) => (typeof text === "string" ? text : []));

/** The record and all that lie in it. */
function allIn(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(allIn);
  return isFields(value) ? [value, ...Object.values(value).flatMap(allIn)] : [];
}

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
