/** The known words that a mistyped one may have meant. Pure. */

/** Of `known`, those within a third of their length in edits of `text`, the nearest first, at most three. */
export function nearest(text: string, known: readonly string[]): string[] {
  const fold = (value: string) => value.toLowerCase().replace(/[^a-z0-9]/g, "");
  return known
    .map((name) => ({ name, edits: editDistance(fold(text), fold(name)) }))
    .filter(({ name, edits }) => edits <= Math.max(1, Math.ceil(name.length / 3)))
    .sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, charA] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, charB] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + Number(charA !== charB);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
