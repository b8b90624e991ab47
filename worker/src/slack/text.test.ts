import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "../../../shared/src/any-text.fixture.ts";
import { code, counted, escaped, link, literal, mention, moment, plain, wordsOf } from "./text.ts";

describe("text from outside in mrkdwn", () => {
  it.each([
    ["<!channel>", "&lt;!channel&gt;"],
    ["a & b", "a &amp; b"],
    ["&lt;", "&amp;lt;"],
    ["two\nlines\u2028and a bell\u0007", "two lines and a bell"],
    ["*bold* ~no~ `code`", "∗bold∗ ∼no∼ 'code'"],
    ["_it_ A100_80G", "ˍitˍ A100_80G"],
    ["@here", "@\u2060here"],
    ["https://evil.example", "https:\u2060//evil.example"],
    ["\u202Egnp.exe\u200B", "gnp.exe"],
    ["\ud800x", "\ufffdx"],
  ])("%j becomes %j", (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it("is cut between characters, never within an entity or a pair", () => {
    expect(plain("&&&", 11)).toBe("&amp;&amp;…");
    expect(plain("&&&", 10)).toBe("&amp;…");
    expect(plain("&&", 10)).toBe("&amp;&amp;");
    expect(plain("😀😀", 3)).toBe("😀…");
    expect(plain("abc", 3)).toBe("abc");
  });

  it("stays within its length, unformatted and without markup, whatever it is", () => {
    const texts = fc.oneof(anyText(), fc.string({ unit: mark }));
    fc.assert(
      fc.property(texts, fc.integer({ min: 3, max: 60 }), (text, max) => {
        const all = [plain(text, max), code(text, max), literal(text, max)];
        for (const one of all) {
          expect(one.length).toBeLessThanOrEqual(max);
          expect(one.isWellFormed()).toBe(true);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there.
          expect(one).not.toMatch(/[<>\u0000-\u001f\u2028\u202e]/);
        }
        expect(plain(text, max)).not.toMatch(/[*~`]|&(?!(?:amp|lt|gt);)/);
        expect(code(text, max).slice(1, -1)).not.toMatch(/`|&(?!(?:amp|lt|gt);)/);
      }),
      { numRuns: 500 },
    );
  });
});

const mark = fc.constantFrom(..."<>&*_~`@:/! ab", "\u202e", "\n", "😀");

describe("the small helpers", () => {
  it("escape Slack's three control characters", () => {
    expect(escaped("<a & b>")).toBe("&lt;a &amp; b&gt;");
  });

  it("put code between backticks, and a dash where there is nothing", () => {
    expect(code("a`b<")).toBe("`a'b&lt;`");
    expect(code(" \u200b ")).toBe("-");
  });

  it("keep a cell readable without angle brackets", () => {
    expect(literal("<!channel> & co")).toBe("‹!channel› & co");
  });

  it("mention a user id and nothing else", () => {
    expect(mention("U012ABCDEF")).toBe("<@U012ABCDEF>");
    expect(mention("<!channel>")).toBe("&lt;!channel&gt;");
    expect(mention("sweep")).toBe("sweep");
  });

  it("keep a link's label from ending it", () => {
    expect(link("https://github.com/a/b", "a|b> c")).toBe("<https://github.com/a/b|a¦b&gt; c>");
  });

  it("tell a time in the reader's zone, with UTC beside it", () => {
    const expected = "<!date^1795521600^{date_short_pretty} {time}|2026-11-24 12:00 UTC>";
    expect(moment(Date.parse("2026-11-24T12:00:00.999Z"))).toBe(expected);
    expect(moment(Number.NaN)).toBe("an unknown time");
    expect(moment(1e20)).toBe("an unknown time");
  });

  it("count", () => {
    expect([counted(0, "row"), counted(1, "row"), counted(2, "row")]).toEqual([
      "0 rows",
      "1 row",
      "2 rows",
    ]);
  });
});

describe("the words of a typed line", () => {
  it.each([
    ["", []],
    ["  list   mine  ", ["list", "mine"]],
    ["/gpu list", ["list"]],
    ["show `6b04`", ["show", "6b04"]],
    ["show “6b04”", ["show", "6b04"]],
    ["show 'my box'", ["show", "my", "box"]],
    ["show *6b04*", ["show", "6b04"]],
    ["offers &lt;$3.5", ["offers", "<$3.5"]],
    ["offers < 3.5", ["offers", "<3.5"]],
    ["show <https://x.example/a|x.example/a>", ["show", "x.example/a"]],
    ["show <http://gpu.example>", ["show", "gpu.example"]],
    ["show <@U012ABCDEF|ann>", ["show", "ann"]],
    ["show\u00a06b04\u200b", ["show", "6b04"]],
    ["show &amp;lt;", ["show", "&lt;"]],
    ["show &lt;!channel&gt;", ["show", "<!channel>"]],
    ["show &lt;http://a|b&gt;", ["show", "<http://a|b>"]],
  ])("%j are %j", (line, expected) => {
    expect(wordsOf(line)).toEqual(expected);
  });

  it("are read within a moment, however many quotes stand within one", () => {
    const word = `x${"'".repeat(1_000_000)}x`;
    expect(wordsOf(word)).toEqual([word]);
  });
});
