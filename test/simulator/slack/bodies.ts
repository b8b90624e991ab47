/** What Slack sends to an app, as the form bodies that arrive, and their signature. Pure. */
import type { Block } from "./messages.ts";

/** The `x-slack-signature` of a body that arrives with this `x-slack-request-timestamp`. */
export async function signSlackBody(
  secret: string,
  timestampSeconds: number,
  body: string,
): Promise<string> {
  const bytes = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), algorithm, false, [
    "sign",
  ]);
  const signed = bytes.encode(`v0:${timestampSeconds}:${body}`);
  const digest = new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
  return `v0=${[...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

const SENDER = { token: "simulated-verification-token", api_app_id: "A0APP" };
const COMMAND = {
  ...SENDER,
  team_id: "T0TEAM",
  team_domain: "simulated",
  channel_id: "C0CHANNEL",
  channel_name: "gpus",
  user_id: "U0ONE",
  user_name: "one",
  command: "/gpu",
  text: "",
  is_enterprise_install: "false",
  response_url: "https://hooks.slack.test/actions/T0TEAM/0/simulated0000",
  trigger_id: "1.1.simulated",
};

/** A slash command with these of its fields changed. */
export function slashCommandBody(fields: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({ ...COMMAND, ...fields }).toString();
}

export interface Interaction {
  readonly teamId?: string;
  readonly userId?: string;
  readonly triggerId?: string;
}

export interface Click extends Interaction {
  readonly actionId: string;
  readonly blockId?: string;
  readonly value?: string;
  readonly label?: string;
  readonly channelId?: string;
  readonly responseUrl?: string;
  /** Of the message that was clicked on. */
  readonly messageTs?: string;
  readonly isEphemeral?: boolean;
  readonly text?: string;
  readonly blocks?: readonly Block[];
  readonly actionTs?: string;
}

/** A click on a button of a message. */
export function blockActionsBody(click: Click): string {
  const { channelId = COMMAND.channel_id, messageTs = "1766577600.000100" } = click;
  const { isEphemeral = false, text = "", blocks = [] } = click;
  const container = { type: "message", message_ts: messageTs, channel_id: channelId };
  const message = { type: "message", user: "U0BOT", bot_id: "B0BOT", ts: messageTs, text, blocks };
  return payload("block_actions", click, {
    container: { ...container, is_ephemeral: isEphemeral },
    channel: { id: channelId, name: COMMAND.channel_name },
    ...(isEphemeral ? {} : { message }), // Slack leaves out what only one person saw
    state: { values: {} },
    response_url: click.responseUrl ?? COMMAND.response_url,
    actions: [pressed(click)],
  });
}

function pressed(click: Click): object {
  const { actionId, blockId = "b0", value, label = "Go", actionTs = "1766577601.000000" } = click;
  return {
    action_id: actionId,
    block_id: blockId,
    text: { type: "plain_text", text: label, emoji: true },
    ...(value === undefined ? {} : { value }),
    type: "button",
    action_ts: actionTs,
  };
}

export interface Submission extends Interaction {
  /** As it was given to views.open. */
  readonly view: Readonly<Record<string, unknown>>;
  /** By block id, then by action id. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

/** The submit button of a modal. */
export function viewSubmissionBody(submission: Submission): string {
  const { view, values = {}, teamId = COMMAND.team_id } = submission;
  const opened = { id: "V00000001", team_id: teamId, ...view, state: { values } };
  return payload("view_submission", submission, { view: opened, response_urls: [] });
}

function payload(type: string, who: Interaction, rest: object): string {
  const { teamId = COMMAND.team_id, userId = COMMAND.user_id } = who;
  const user = {
    id: userId,
    username: COMMAND.user_name,
    name: COMMAND.user_name,
    team_id: teamId,
  };
  const team = { id: teamId, domain: COMMAND.team_domain };
  const trigger_id = who.triggerId ?? COMMAND.trigger_id;
  const install = { enterprise: null, is_enterprise_install: false };
  const sent = { type, user, ...SENDER, team, ...install, trigger_id, ...rest };
  return new URLSearchParams({ payload: JSON.stringify(sent) }).toString();
}
