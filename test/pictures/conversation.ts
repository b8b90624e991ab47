/** What people see in Slack, taken from the Worker on this computer: the commands, the sweep's report, a launch. */
import { setTimeout as pause } from "node:timers/promises";
import { type Dev, startDev } from "../worker-dev/dev.ts";
import { CHANNEL_ID } from "../worker-dev/variables.ts";
import type { SlackPost } from "./slack-html.ts";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGK0wmN/Cr3JXqmLW7u+g9pTh+wyqDHpSQEIQczXkVx9";
const LONGEST_MS = 120_000;

export interface Conversation {
  readonly list: SlackPost;
  readonly report: SlackPost;
  readonly quote: SlackPost;
  readonly ready: SlackPost;
  readonly show: SlackPost;
}

export async function converse(): Promise<Conversation> {
  const dev = await startDev({ port: 0, print: () => {}, bootMs: 1_000 });
  try {
    const list = await command(dev, "list");
    // The second sweep knows the names of the repositories.
    await fetch(`${dev.url}/cdn-cgi/handler/scheduled`);
    const report = posted("In the channel for reports", messageIn(dev, CHANNEL_ID)?.blocks ?? []);
    await command(dev, `key ${KEY}`);
    const quote = await command(dev, "create H100 2h");
    await eventually(() => dev.click("Create"));
    const ready = posted("In a direct message", (await readyMessage(dev)).blocks);
    const show = await command(dev, `show ${idIn(ready)}`);
    return { list, report, quote, ready, show };
  } finally {
    await dev.close();
  }
}

async function command(dev: Dev, text: string): Promise<SlackPost> {
  const { blocks } = await dev.say(text);
  return { above: `/gpu ${text}`, isEphemeral: true, blocks };
}

const posted = (above: string, blocks: readonly object[]): SlackPost => ({
  above,
  isEphemeral: false,
  blocks,
});

const messageIn = ({ slack }: Dev, channel: string) => slack.messages.in(channel)[0];

/** The direct message of the launch, when the machine is ready. */
const readyMessage = ({ slack }: Dev) =>
  eventually(async () => slack.messages.all().find(({ text }) => /\bssh .*@/.test(text)));

/** What `look` finds, as soon as it finds it. */
async function eventually<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (const endsAt = Date.now() + LONGEST_MS; Date.now() < endsAt; await pause(200)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error("The Worker has not come to it.");
}

function idIn({ blocks }: SlackPost): string {
  const [, id] = /Machine `([0-9a-f]{24})`/.exec(JSON.stringify(blocks)) ?? [];
  if (id === undefined) throw new Error("The message names no machine.");
  return id;
}
