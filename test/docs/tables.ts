/** README's tables of inputs and outputs, as Markdown. Pure. */
import type { Input, Output } from "../runner/action-metadata.ts";

export function inputsTable(inputs: Readonly<Record<string, Input>>): string {
  const rows = Object.entries(inputs).map(([name, input]) => [
    code(name),
    defaultOf(input),
    cell(input.description),
  ]);
  return table(["input", "default", "meaning"], rows);
}

export function outputsTable(outputs: Readonly<Record<string, Output>>): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [
    code(name),
    cell(description),
  ]);
  return table(["output", "meaning"], rows);
}

const defaultOf = (input: Input): string => {
  if (input.required) return "required";
  return input.default === undefined ? "" : code(input.default);
};

const code = (text: string): string => `\`${cell(text)}\``;

const cell = (text: string): string => text.replaceAll("|", "\\|");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`.replaceAll(/ {2,}/g, " ");
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}
