/**
 * TROUBLESHOOTING.md and the texts of the sources, held against each other. Pure. A symptom is what stands in code
 * in the first cell of a table's row; `…` in it stands for what is filled in, as in the texts.
 */
import { EXEMPTIONS } from "./troubleshooting-exempt.ts";
import type { SourceText } from "./troubleshooting-texts.ts";

/** The page's halves: a text of the one does not count for the other. */
export type Part = "action" | "worker" | "computer";

export interface Entry {
  readonly part: Part;
  readonly symptoms: readonly string[];
  readonly meaning: string;
  readonly todo: string;
}

export function entriesOf(page: string): Entry[] {
  let part: Part = "action";
  return page.split("\n").flatMap((line) => {
    part = PARTS.get(line) ?? part;
    const [, first = "", meaning = "", todo = ""] = line
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
    const symptoms = [...first.matchAll(/(`+)(.+?)\1(?!`)/g)].map(([, , text = ""]) => plain(text));
    return symptoms.length > 0 ? [{ part, symptoms, meaning, todo }] : [];
  });
}

const PARTS: ReadonlyMap<string, Part> = new Map([
  ["## The action's log", "action"],
  ["## The Worker", "worker"],
  ["## On your computer", "computer"],
]);

/** What both use is on the action's half. */
export const partOf = ({ path }: SourceText): Part =>
  path.startsWith("worker/") ? "worker" : path.startsWith("test/") ? "computer" : "action";

/** As it can be compared: without Slack's and Markdown's marks, on one line. */
export const plain = remembered((text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("\\|", "|")
    .replaceAll(/[*`]|:warning:/g, "")
    .replaceAll(/(…\s*)+…/g, "…")
    .replaceAll(/\s+/g, " ")
    .trim(),
);

/** Each text is held against hundreds of rows. */
function remembered<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const value = known.get(text) ?? of(text);
    known.set(text, value);
    return value;
  };
}

/** Of two words or more: so few letters are glue between others, and no symptom. */
const LEAST_LETTERS = 8;

export const isGlue = (text: string): boolean =>
  /\s|…/.test(text.trim()) && (text.match(/[\p{L}\p{N}]/gu) ?? []).length < LEAST_LETTERS;

export const isExempt = ({ path, scope, text, isFailure }: SourceText): boolean =>
  EXEMPTIONS.some(({ places = [], texts = [], begins = [] }) => {
    const isThere = places.some((place) => isAt(place, path, scope));
    const isWord = texts.includes(text) || begins.some((begin) => text.trim().startsWith(begin));
    return (isThere && !isFailure) || isWord;
  });

export const isAt = (place: string, path: string, scope: string): boolean =>
  place.endsWith("/") ? path.startsWith(place) : place === path || place === `${path}#${scope}`;

/** Whether all that is fixed in the text stands in the symptom, in its order and as whole words. A word stands alone. */
export function isIn(text: string, symptom: string): boolean {
  if (!/\s/.test(plain(text))) return plain(text) === symptom;
  let from = 0;
  for (const part of fixedParts(text)) {
    const at = wordsAt(part, symptom, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from > 0;
}

const fixedParts = remembered((text: string): string[] =>
  plain(text)
    .split("…")
    .map(bare)
    .filter((part) => part !== ""),
);

/** Blanks and dots around what is filled in may be the neighbour's. */
function bare(part: string): string {
  return part.replace(/^[\s.]+|[\s.]+$/g, "");
}

function wordsAt(part: string, symptom: string, from: number): number {
  for (let at = symptom.indexOf(part, from); at >= 0; at = symptom.indexOf(part, at + 1)) {
    const isCut = isLetter(symptom[at - 1]) && isLetter(part[0]);
    const isCutAfter = isLetter(symptom[at + part.length]) && isLetter(part.at(-1));
    if (!isCut && !isCutAfter) return at;
  }
  return -1;
}

const isLetter = (character = ""): boolean => /[\p{L}\p{N}]/u.test(character);

/** What of a symptom no text of the sources says; "" when all of it is from there. */
export function unsaid(symptom: string, texts: readonly string[]): string {
  const isSaid = new Array<boolean>(symptom.length).fill(false);
  for (const part of texts.flatMap(fixedParts)) {
    for (let at = wordsAt(part, symptom, 0); at >= 0; at = wordsAt(part, symptom, at + 1)) {
      isSaid.fill(true, at, at + part.length);
    }
  }
  const left = [...symptom].map((character, at) =>
    isSaid[at] || !isLetter(character) ? " " : character,
  );
  return left.join("").replaceAll(/\s+/g, " ").trim();
}
