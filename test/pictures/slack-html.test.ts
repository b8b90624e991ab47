import { expect, it } from "vitest";
import { slackHtml } from "./slack-html.ts";

const post = (blocks: readonly object[]) =>
  slackHtml({ above: "/gpu list", isEphemeral: true, blocks });

it("shows each kind of block that our messages have", () => {
  const html = post([
    { type: "section", text: { type: "mrkdwn", text: "*1 machine* &lt;3" } },
    { type: "context", elements: [{ type: "mrkdwn", text: "as of now" }] },
    { type: "divider" },
    {
      type: "table",
      column_settings: [{ align: "left" }, { align: "right" }],
      rows: [
        [
          { type: "raw_text", text: "Who" },
          { type: "raw_text", text: "$/h" },
        ],
        [
          {
            type: "rich_text",
            elements: [
              {
                type: "rich_text_section",
                elements: [{ type: "user", user_id: "U0OPERATOR" }],
              },
            ],
          },
          { type: "raw_text", text: "<2" },
        ],
      ],
    },
    {
      type: "actions",
      elements: [
        { type: "button", style: "danger", text: { type: "plain_text", text: "End now" } },
      ],
    },
  ]);
  expect(html).toContain("<b>1 machine</b> &lt;3");
  expect(html).toContain('<p class="context">as of now</p>');
  expect(html).toContain('<th class="right">$/h</th>');
  expect(html).toContain('<td class="left"><span class="person">@operator</span></td>');
  expect(html).toContain("&lt;2");
  expect(html).toContain('<span class="button danger">End now</span>');
});

it("throws for a block that it does not know", () => {
  expect(() => post([{ type: "image" }])).toThrow();
});
