/**
 * The channel for reports. Without a scope that reads channels Slack tells little: a permalink to a message that
 * can't exist is refused either for the message or for the channel. Whether the bot may post there only a post tells.
 */
import * as z from "zod/mini";
import type { SlackReports } from "../src/settings/index.ts";
import { type Finding, fine, untried, wrong } from "./finding.ts";
import { mendOf } from "./places.ts";
import type { Setup } from "./setup.ts";
import { callSlack, type SlackFault } from "./slack-call.ts";

const NAME = "SLACK_CHANNEL_ID";
const INVITE = "In that channel: /invite @gpu";
const TEXT = "A test of the settings of this Worker: its reports will come here.";

export async function findChannel(reports: SlackReports, setup: Setup): Promise<Finding[]> {
  if (setup.faulty.has(NAME)) return [];
  return [await (setup.mayPost ? post(reports, setup) : look(reports, setup))];
}

async function look(reports: SlackReports, setup: Setup): Promise<Finding> {
  const { channelId: channel } = reports;
  const fields = { channel, message_ts: "1.000000" };
  const method = { name: "chat.getPermalink", fields, schema: z.object({ ok: z.literal(true) }) };
  const said = await callSlack(method, reports, setup);
  const isThere = !said.ok && said.reason.kind === "refused" && MESSAGE_ONLY.has(said.reason.code);
  if (said.ok || isThere) {
    const seen = `The workspace has ${channel}. Whether the bot may post there only a message tells.`;
    return untried(NAME, seen, "Run this again with --post: it posts one line there.");
  }
  return refusalOf(said.reason, channel);
}

const MESSAGE_ONLY = new Set(["message_not_found"]);

async function post(reports: SlackReports, setup: Setup): Promise<Finding> {
  const { channelId: channel } = reports;
  const fields = { channel, text: TEXT };
  const method = { name: "chat.postMessage", fields, schema: z.object({ ok: z.literal(true) }) };
  const said = await callSlack(method, reports, setup);
  return said.ok ? fine(NAME, `Posted one line in ${channel}.`) : refusalOf(said.reason, channel);
}

function refusalOf(fault: SlackFault, channel: string): Finding {
  if (fault.kind === "busy") return untried(NAME, "Slack asks for a pause (429).");
  if (fault.kind === "unreachable") return untried(NAME, fault.seen);
  switch (fault.code) {
    case "channel_not_found": {
      const seen = `Slack shows the bot no ${channel}: the id is wrong, or the channel is private and the bot not in it.`;
      return wrong(NAME, seen, `${INVITE}. Else: ${mendOf(NAME)}`);
    }
    case "not_in_channel":
      return wrong(NAME, `The bot is not in ${channel}.`, `${INVITE}.`);
    case "is_archived":
      return wrong(NAME, `${channel} is archived.`, `Choose another: ${mendOf(NAME)}`);
    case "missing_scope":
      return wrong(NAME, "The bot may not post: it lacks a scope.", "See the line on scopes.");
    default:
      return untried(NAME, `Slack says ${fault.code}.`);
  }
}
