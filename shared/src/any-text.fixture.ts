/** Any text, for property tests: each code point but half surrogates, controls and all. */
import fc from "fast-check";

const SURROGATES = 0xd800;
const BEHIND_SURROGATES = 0xe000;
const HALVES = BEHIND_SURROGATES - SURROGATES;
const LAST = 0x10ffff;

/**
 * fast-check's own unit "binary" builds a map of a million characters, once in each isolate: a second or more, and
 * 100 MB that every collection walks.
 */
const anyUnit = fc.nat({ max: LAST - HALVES }).map(unitOf, numberOf);

export const anyText = (maxLength?: number) =>
  fc.string({ unit: anyUnit, ...(maxLength !== undefined && { maxLength }) });

function unitOf(number: number): string {
  return String.fromCodePoint(number < SURROGATES ? number : number + HALVES);
}

/** Throws for what is not one unit: fast-check asks so whether it can shrink a text, or use one of its nasty ones. */
function numberOf(unit: unknown): number {
  const [first, ...rest] = typeof unit === "string" ? unit : "";
  const codePoint = first?.codePointAt(0);
  const isHalf =
    codePoint !== undefined && codePoint >= SURROGATES && codePoint < BEHIND_SURROGATES;
  if (codePoint === undefined || rest.length > 0 || isHalf) throw new Error("It is not one unit.");
  return codePoint < SURROGATES ? codePoint : codePoint - HALVES;
}
