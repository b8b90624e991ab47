import { describe, expect, it } from "vitest";
import { plainMarkdown } from "./markdown.ts";

describe("text in Markdown", () => {
  it.each([
    ["a | b", "a &#124; b"],
    ["<img src=x onerror=y>", "&#60;img src=x onerror=y&#62;"],
    ["[a](http://b)", "&#91;a&#93;(http:\u2060//b)"],
    ["**a** `b` \\", "&#42;&#42;a&#42;&#42; &#96;b&#96; &#92;"],
    ["a\n\n# b", "a # b"],
    ["~~a~~ ::error::x", "&#126;&#126;a&#126;&#126; ::error::x"],
    ["_a_ A100_80G __b", "&#95;a&#95; A100_80G &#95;&#95;b"],
    ["&lt;b&gt;", "&#38;lt;b&#38;gt;"],
    ["https://a.example www.a.example", "https:\u2060//a.example www\u2060.a.example"],
    ["_a_www.evil.example", "&#95;a_www\u2060.evil.example"],
    ["a@b.example @octocat", "a@\u2060b.example @\u2060octocat"],
  ])("%j is %j", (text, plain) => {
    expect(plainMarkdown(text)).toBe(plain);
  });

  it("is cut before it is escaped, so that no entity is cut in half", () => {
    expect(plainMarkdown("<".repeat(50), 10)).toBe(`${"&#60;".repeat(9)}…`);
  });
});
