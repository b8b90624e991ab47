import { describe, expect, it } from "vitest";
import { escapeHtml, mrkdwnHtml } from "./mrkdwn.ts";

describe("mrkdwn as HTML", () => {
  it.each([
    ["*2 machines* · 4.50 $/h", "<b>2 machines</b> · 4.50 $/h"],
    ["`a*b*c` and *d*", "<code>a*b*c</code> and <b>d</b>"],
    ["<https://x.test/a|run 7>", "<a>run 7</a>"],
    [
      "<@U0OPERATOR> and <@U1>",
      '<span class="person">@operator</span> and <span class="person">@U1</span>',
    ],
    ["until <!date^1^{time}|2026-01-01 10:00 UTC>", "until 2026-01-01 10:00 UTC"],
    ["A100_80G, 2*3*4", "A100_80G, 2*3*4"],
    ["a &lt;b&gt;\nc", "a &lt;b&gt;<br>c"],
  ])("%s", (text, html) => {
    expect(mrkdwnHtml(text)).toBe(html);
  });

  it("leaves plain text as it is, but for what HTML would read", () => {
    expect(escapeHtml("*a* <b> & c")).toBe("*a* &lt;b&gt; &amp; c");
  });
});
