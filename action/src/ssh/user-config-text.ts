/**
 * What we write into the user's own ssh config and what we find there. Pure; texts are Latin-1, one
 * character a byte, so that a file in any encoding comes out as it went in.
 * Promise: a block that is put in and taken out again leaves the same bytes.
 */
export interface IncludeBlock {
  readonly stem: string;
  /** The lease's config, in the quotes that it has in the file. */
  readonly quotedConfig: string;
}

interface FoundBlock extends IncludeBlock {
  readonly isNewFile: boolean;
}

/** `(new file)`: there was no config before us, so that it goes when nothing else is left in it. */
const BLOCK =
  /^# >>> sesterce-gpu ([a-z0-9-]+)( \(new file\))? >>>\nInclude (".*")\n# <<< sesterce-gpu \1 <<<\n/gm;

export const blocksIn = (text: string): FoundBlock[] =>
  Array.from(text.matchAll(BLOCK), ([, stem = "", newFile, quoted = ""]) => ({
    stem,
    quotedConfig: Buffer.from(quoted, "latin1").toString("utf8"),
    isNewFile: newFile !== undefined,
  }));

/** The text with our block at its top: after a Host line it would count for that host only. */
export function withBlock(text: string | undefined, block: IncludeBlock): string {
  const before = text ?? "";
  const isNewFile = text === undefined || (isOnlyOurs(before) && hasNewFile(before));
  const begin = `# >>> sesterce-gpu ${block.stem}${isNewFile ? " (new file)" : ""} >>>`;
  const include = Buffer.from(`Include ${block.quotedConfig}`, "utf8").toString("latin1");
  const rest = withoutBlocks(before, [block.stem]);
  return `${begin}\n${include}\n# <<< sesterce-gpu ${block.stem} <<<\n${rest}`;
}

/** The text without this lease's block, or `undefined` when the file itself is ours to remove. */
export function withoutBlock(text: string, stem: string): string | undefined {
  const rest = withoutBlocks(text, [stem]);
  return rest === "" && hasNewFile(text) ? undefined : rest;
}

export const withoutBlocks = (text: string, stems: readonly string[]): string =>
  text.replace(BLOCK, (block, stem: string) => (stems.includes(stem) ? "" : block));

const hasNewFile = (text: string) => blocksIn(text).some((block) => block.isNewFile);
const isOnlyOurs = (text: string) => text.replace(BLOCK, "") === "";

/** The names that Host lines spell out. Includes are not followed. */
export function hostNames(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, patterns] = /^\s*host(?:\s*=\s*|\s+)(.*)$/i.exec(line) ?? [];
    // A pattern with a wildcard or a negation names no host.
    return patterns === undefined ? [] : words(patterns).filter((word) => !/[*?!]/.test(word));
  });
}

/** As ssh splits a line: at blanks, but not inside quotes, and up to a comment. */
function words(line: string): string[] {
  const found: string[] = [];
  for (const [, quoted, plain] of line.matchAll(/"([^"]*)"|([^\s"]+)/g)) {
    if (plain?.startsWith("#")) break;
    found.push(quoted ?? plain ?? "");
  }
  return found;
}
