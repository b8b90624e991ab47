import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText, PLAIN_TEXT_MAX } from "./plain-text.ts";

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

describe("text that is cut", () => {
  it.each([
    ["that fits", "abc", 3, "abc"],
    ["that is one byte too long", "abcd", 3, "…"],
    ["whose characters are long", "ééé", 5, "é…"],
    ["in an entity", "ab&amp;b", 7, "ab…"],
    ["behind an entity", "a&lt;bcde", 9, "a&lt;bcde"],
    ["right behind an entity", "a&lt;bcdef", 9, "a&lt;b…"],
    ["in a link", "a <https://x.test|y> b", 12, "a …"],
    ["behind a link", "<u|x>bcdef", 9, "<u|x>b…"],
    ["in a character of four bytes", "a🙂b🙂", 9, "a🙂b…"],
  ])("stays readable: %s", (_, text, max, expected) => {
    expect(cutText(text, max)).toBe(expected);
  });

  it("is never longer than Slack takes, and as it was when it fits", () => {
    expect(cutText("x".repeat(PLAIN_TEXT_MAX))).toBe("x".repeat(PLAIN_TEXT_MAX));
    expect(bytesOf(cutText("é".repeat(PLAIN_TEXT_MAX)))).toBeLessThanOrEqual(PLAIN_TEXT_MAX);
    const some = fc.string({ unit: fc.constantFrom("a", "<", ">", "&amp;", "🙂"), maxLength: 60 });
    fc.assert(
      fc.property(some, fc.integer({ min: 3, max: 60 }), (text, max) => {
        const cut = cutText(text, max);
        expect(bytesOf(cut)).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
        expect(cut).not.toMatch(/&(?!amp;)/);
      }),
    );
  });
});
