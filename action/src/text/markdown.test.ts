import { describe, expect, it } from "vitest";
import { plainMarkdown } from "./markdown.ts";

describe("text in Markdown", () => {
  it.each([
    ["a | b", "a &#124; b"],
    ["<img src=x onerror=y>", "&#60;img src=x onerror=y&#62;"],
    ["[a](http://b)", "&#91;a&#93;(http://b)"],
    ["**a** `b` \\", "&#42;&#42;a&#42;&#42; &#96;b&#96; &#92;"],
    ["a\n\n# b", "a # b"],
  ])("%j is %j", (text, plain) => {
    expect(plainMarkdown(text)).toBe(plain);
  });

  it("is cut before it is escaped, so that no entity is cut in half", () => {
    expect(plainMarkdown("<".repeat(50), 10)).toBe(`${"&#60;".repeat(9)}…`);
  });
});
