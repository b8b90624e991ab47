/** Text as an enemy would choose it who controls what the API says: markup, commands, options of all that read it. */
import fc from "fast-check";

const PIECES: readonly string[] = [
  ...["::error::x", "::set-output name=a::b", "##[error]", "##[add-matcher]", "%0A::", "::"],
  ...["<!channel>", "<@U0123ABC>", "<https://evil.example|x>", "@here", "&lt;!here&gt;", "&amp;"],
  ...["[a](http://b)", "![a](b)", "<img src=x>", "<!--", "-->", "**a**", "__a__", "~~a~~", "_a_"],
  ...["`a`", "```", "https://evil.example", "www.evil.example", "a@evil.example", "@octocat"],
  ...[
    "# a",
    "> a",
    "- a",
    "1. a",
    "* a",
    "- [x] a",
    "---",
    "===",
    "|",
    "| - |",
    "\\",
    "\\|",
    "[^1]",
  ],
  ...["[^1]: a", "$a$", "$$", ":tada:", "&#60;b&#62;", "&lt;", "<b", "</td>", "#1", "GH-1"],
  ...["\nProxyCommand x", "-oProxyCommand=x", "%h", "$(id)", "';x;'", '"', "'", " "],
  ...["\n", "\r\n", "\r", "\u2028", "\u0085", "\u0000", "\u001b[2J", "\u202e", "\u200b", "\ud800"],
  ...["\t", "    a", "a", "Z", "0", "é", "💣", "\ufeff", "\u00a0", "\u3000"],
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
      .map((pieces) => pieces.join("")),
  },
  fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map((all) => all.join(" ")),
  fc.string({ unit: fc.constantFrom(..."<>&[]()!*_~`#|\\:/@$-=+.\"'% a1\n\r"), maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 30 }),
);
