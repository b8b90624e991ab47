/** The tables of `test/README.md` that tests hold the code against: what is said there is what is so. */
import { readFileSync } from "node:fs";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The rows of the first table behind the heading of this text, each as its cells; throws without one. */
export function tableUnder(heading: string): readonly (readonly string[])[] {
  const lines = README.split("\n");
  const at = lines.findIndex((line) => line.replace(/^#+ /, "") === heading && line !== heading);
  if (at < 0) throw new Error(`test/README.md has no heading "${heading}".`);
  const start = lines.findIndex((line, index) => index > at && line.startsWith("|"));
  if (start < 0) throw new Error(`There is no table under "${heading}".`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  // The first two lines are its head.
  return lines.slice(start + 2, end < 0 ? undefined : end).map(cellsOf);
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}
