/** Where in a formatted source its functions and constants stand, so that only they are mutated. Pure. */

/** `from-to`, both from 1 and both included, as Stryker takes them. Throws RangeError when one is not found. */
export function lineRanges(source: string, names: readonly string[]): string[] {
  const lines = source.split("\n");
  return names.map((name) => {
    const start = lines.findIndex((line) => nameIn(line) === name);
    const isOneLine = lines[start]?.endsWith(";");
    const end = isOneLine ? start : lines.findIndex((line, at) => at > start && isEnd(line));
    // An arrow function without a bracket at its end would take in what follows.
    const isCut = lines
      .slice(start + 1, end)
      .some((line) => /^\S/.test(line) && !isSignature(line));
    if (start < 0 || end < 0 || isCut) throw new RangeError(`Where does ${name} stand?`);
    return `${start + 1}-${end + 1}`;
  });
}

const nameIn = (line: string): string | undefined =>
  /^(?:export )?(?:async )?(?:function|const) (\w+)/.exec(line)?.[1];

/** The formatter puts a closing bracket into the first column. */
const isEnd = (line: string): boolean => /^[}\])]/.test(line) && !line.endsWith("{");

/** What closes a parameter list of several lines and opens the body. */
const isSignature = (line: string): boolean => /^[)}].*\{$/.test(line);
