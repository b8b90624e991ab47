/** The five methods of the Web API, once the token was good and the arguments could be read. */

import { isRecord } from "../call.ts";
import { accepted, type Refusal, refuse } from "./answer.ts";
import { modalView } from "./blocks/blocks.ts";
import type { Fields } from "./blocks/check.ts";
import { LIMITS } from "./blocks/limits.ts";
import { type Arguments, argumentsOf, type SlackCall, type WebMethod } from "./call.ts";
import { decoded, escapedBytes, isRefusal, readContent } from "./content.ts";
import type { SlackMessage } from "./messages.ts";
import type { SlackEndOptions } from "./options.ts";
import type { SlackState } from "./state.ts";

/** What a method gives: the fields beside `ok`, or a refusal. */
type Outcome = { readonly fields: object } | Refusal;

const BOT = { user_id: "U0BOT", bot_id: "B0BOT", app_id: "A0APP" } as const;

const methods: Record<WebMethod, (sent: Arguments, state: SlackState) => Outcome> = {
  "auth.test": (_sent, { options: { teamId, tokenOf } }) => {
    const where = { url: "https://simulated.slack.com/", team: "Simulated", team_id: teamId };
    const bot = { user: "gpu", user_id: BOT.user_id, bot_id: BOT.bot_id };
    const who = tokenOf === "bot" ? bot : { user: "one", user_id: "U0ONE" };
    return { fields: { ...where, ...who, is_enterprise_install: false } };
  },
  "chat.getPermalink": getPermalink,
  "chat.postMessage": postMessage,
  "chat.update": update,
  "views.open": openView,
};

export function answerMethod(call: SlackCall, method: WebMethod, state: SlackState): Response {
  const outcome = methods[method](argumentsOf(call), state);
  return isRefusal(outcome) ? refuse(call, outcome) : accepted(outcome.fields);
}

function getPermalink(sent: Arguments, { options, messages }: SlackState): Outcome {
  const channel = String(sent.channel ?? "");
  if (!isOpen(channel, options)) return { error: "channel_not_found" };
  const message = messages.get(channel, String(sent.message_ts ?? ""));
  if (message === undefined) return { error: "message_not_found" };
  const permalink = `https://simulated.slack.com/archives/${channel}/p${message.ts.replace(".", "")}`;
  return { fields: { channel, permalink } };
}

function postMessage(sent: Arguments, { options, messages }: SlackState): Outcome {
  const channel = conversationOf(String(sent.channel ?? ""));
  if (!isOpen(channel, options)) return { error: "channel_not_found" };
  const content = readContent(sent);
  if (isRefusal(content)) return content;
  const threadTs = typeof sent.thread_ts === "string" ? sent.thread_ts : undefined;
  const message = messages.post({ ...content, channel, threadTs });
  return { fields: { channel, ts: message.ts, message: onTheWire(message, options.teamId) } };
}

/** A user id is taken as the direct messages with that person, which have an id of their own. */
const conversationOf = (channel: string): string =>
  /^[UW][A-Z0-9]{2,20}$/.test(channel) ? `D${channel}` : channel;

const isOpen = (channel: string, { channels }: SlackEndOptions): boolean =>
  channels.includes(channel) || /^D[UW][A-Z0-9]{2,20}$/.test(channel);

function update(sent: Arguments, { options, messages }: SlackState): Outcome {
  const channel = String(sent.channel ?? "");
  if (!isOpen(channel, options)) return { error: "channel_not_found" };
  const message = messages.get(channel, String(sent.ts ?? ""));
  if (message === undefined || message.isEphemeral) return { error: "message_not_found" };
  const content = readContent(sent);
  if (isRefusal(content)) return content;
  if (escapedBytes(content.text) > LIMITS.update.textBytes) return { error: "msg_too_long" };
  const edited = messages.edit(message, content);
  const { ts, text } = edited;
  return { fields: { channel, ts, text, message: onTheWire(edited, options.teamId) } };
}

function openView(sent: Arguments, { clock, options, triggers, views }: SlackState): Outcome {
  const view = decoded(sent.view);
  const messages = modalView(view, "/view");
  if (!isRecord(view) || messages.length > 0) return { error: "invalid_arguments", messages };
  const bytes = new TextEncoder().encode(JSON.stringify(view)).length;
  if (bytes > LIMITS.view.bytes) return { error: "view_too_large" };
  const refused = triggers.exchange(sent.trigger_id);
  if (refused) return refused;
  const id = `V${String(views.length + 1).padStart(8, "0")}`;
  views.push({ at: clock.now(), id, triggerId: String(sent.trigger_id), view });
  return { fields: { view: openedView(id, view, options.teamId) } };
}

function openedView(id: string, view: Fields, teamId: string): Fields {
  const given = { private_metadata: "", callback_id: "", external_id: "", ...view };
  const { bot_id, app_id } = BOT;
  const state = { values: {} };
  return { id, team_id: teamId, ...given, state, root_view_id: id, app_id, bot_id };
}

function onTheWire({ ts, text, blocks, threadTs }: SlackMessage, teamId: string): Fields {
  const sender = { user: BOT.user_id, bot_id: BOT.bot_id, app_id: BOT.app_id, team: teamId };
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  return { type: "message", ...sender, ts, ...thread, text, blocks };
}
