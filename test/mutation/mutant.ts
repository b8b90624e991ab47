/** A mutant as the list of survivors names it: by the text of its line, for numbers change with every edit. Pure. */

export interface Mutant {
  /** From the root of the project. */
  readonly file: string;
  /** Stryker's name of the kind of change. */
  readonly mutator: string;
  /** The first line of what was changed, trimmed. */
  readonly line: string;
  readonly from: string;
  readonly to: string;
}

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export interface Span {
  readonly start: Place;
  /** Not included. */
  readonly end: Place;
}

/** What stands there, as one line. */
export function textAt(source: string, { start, end }: Span): { line: string; text: string } {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const [first = ""] = lines;
  const last = lines.at(-1) ?? "";
  const cut = [...lines.slice(0, -1), last.slice(0, end.column - 1)].join("\n");
  return { line: first.trim(), text: oneLine(cut.slice(start.column - 1)) };
}

export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

export const keyOf = ({ file, mutator, line, from, to }: Mutant): string =>
  JSON.stringify([file, mutator, line, from, to]);
