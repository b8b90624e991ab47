/**
 * Entry of `pnpm pictures`: draws what a person sees (job summary, Slack messages) into docs/, from the real output
 * of action and Worker on the simulators. Needs Chromium (Debian: `apt-get install chromium`).
 */
import { join } from "node:path";
import { repositoryRoot } from "../runner/action-metadata.ts";
import { converse } from "./conversation.ts";
import { draw, type Picture } from "./page.ts";
import { slackHtml } from "./slack-html.ts";
import { summaryHtml } from "./summary.ts";

const DOCS = join(repositoryRoot, "docs");

const said = await converse();
const pictures: readonly Picture[] = [
  { name: "job-summary", title: "Job summary", width: 1_000, html: await summaryHtml() },
  { name: "slack-list", title: "/gpu list", width: 1_100, html: slackHtml(said.list) },
  { name: "slack-report", title: "The sweep's report", width: 1_000, html: slackHtml(said.report) },
  {
    name: "slack-create",
    title: "/gpu create",
    width: 900,
    html: [said.quote, said.ready].map(slackHtml).join(""),
  },
  { name: "slack-show", title: "/gpu show", width: 900, html: slackHtml(said.show) },
];
for (const picture of pictures) console.log(await draw(picture, DOCS));
