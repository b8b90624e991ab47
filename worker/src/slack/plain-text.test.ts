import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText, PLAIN_TEXT_MAX } from "./plain-text.ts";

describe("text that is cut", () => {
  it.each([
    ["short", "abc", 3, "abc"],
    ["one too long", "abcd", 3, "ab…"],
    ["in an entity", "a&amp;b", 6, "a…"],
    ["behind an entity", "a&lt;bcd", 7, "a&lt;b…"],
    ["in a link", "a <https://x.test|y> b", 12, "a …"],
    ["behind a link", "<u|x>bcdef", 8, "<u|x>bc…"],
    ["in a pair of surrogates", "a🙂b", 3, "a…"],
  ])("stays readable: %s", (_, text, max, expected) => {
    expect(cutText(text, max)).toBe(expected);
  });

  it("is never longer than Slack takes, and as it was when it fits", () => {
    expect(cutText("x".repeat(PLAIN_TEXT_MAX))).toBe("x".repeat(PLAIN_TEXT_MAX));
    expect(cutText("x".repeat(PLAIN_TEXT_MAX + 1))).toHaveLength(PLAIN_TEXT_MAX);
    const some = fc.string({ unit: fc.constantFrom("a", "<", ">", "&amp;", "🙂"), maxLength: 60 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 60 }), (text, max) => {
        const cut = cutText(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
        expect(cut).not.toMatch(/&(?!amp;)/);
      }),
    );
  });
});
