/** README's transcripts against what is really printed. Pure but for reading README.md. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../runner/action-metadata.ts";

/** The lines of the block that follows `<!-- name -->`. */
export function transcript(name: string): string[] {
  const readme = readFileSync(join(repositoryRoot, "README.md"), "utf8");
  const [, block] = readme.split(`<!-- ${name} -->\n\`\`\`\n`);
  if (block === undefined) throw new Error(`README.md has no transcript "${name}".`);
  return block.slice(0, block.indexOf("\n```")).split("\n");
}

/** Lines of a transcript that were not printed. "…" at a line's end stands for its rest; alone, for lines. */
export function notPrinted(lines: readonly string[], printed: readonly string[]): string[] {
  const known = printed.join("\n").split("\n").map(sameEachTime);
  return lines.filter((line) => {
    const [begin = "", rest] = sameEachTime(line).split("…");
    if (rest === undefined) return !known.includes(begin);
    return !known.some((other) => other.startsWith(begin));
  });
}

/** Names, ids and figures are others each time. */
const sameEachTime = (line: string): string =>
  line
    .replaceAll(/sgpu-gh-[a-z0-9-]+/g, "NAME")
    .replaceAll(/\b[0-9a-f]{24}\b/g, "ID")
    .replaceAll(/\d+(\.\d+)*/g, "0");
