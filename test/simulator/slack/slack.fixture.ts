/** A Slack end in virtual time with raw calls to it: what its own tests start from. */
import { VirtualClock } from "../../helpers/virtual-clock.ts";
import { isRecord } from "../call.ts";
import { parseJson } from "./call.ts";
import { createSlackEnd, type SlackEndOptions } from "./index.ts";

export const CHANNEL = "C0CHANNEL";

export type SlackWorld = ReturnType<typeof slackWorld>;

export function slackWorld(options: Partial<SlackEndOptions> = {}) {
  const clock = new VirtualClock(1_766_577_600_000);
  const slack = createSlackEnd({ clock, ...options });
  return { clock, slack, ...callsToSlack(slack) };
}

/** `token` stands for what is sent as the bearer; null = nothing. */
export function callsToSlack({
  fetch,
  options,
}: {
  fetch: typeof globalThis.fetch;
  options: SlackEndOptions;
}) {
  const send = async (url: string, init: RequestInit) => read(await fetch(url, init));
  const api = (method: string, args: object = {}, token: string | null = options.botToken) =>
    send(`${options.apiBaseUrl}/${method}`, json(args, token));
  const form = (
    method: string,
    args: Record<string, string>,
    token: string | null = options.botToken,
  ) =>
    send(`${options.apiBaseUrl}/${method}`, {
      method: "POST",
      headers: bearer(token),
      body: new URLSearchParams(args),
    });
  const post = (message: object) => api("chat.postMessage", { channel: CHANNEL, ...message });
  const respond = (url: string, message: object) => send(url, json(message, null));
  return { send, api, form, post, respond };
}

const bearer = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

function json(args: object, token: string | null): RequestInit {
  const headers = { "content-type": "application/json; charset=utf-8", ...bearer(token) };
  return { method: "POST", headers, body: JSON.stringify(args) };
}

async function read(answer: Response) {
  const text = await answer.text();
  const parsed = parseJson(text);
  const body = isRecord(parsed) ? parsed : {};
  return { status: answer.status, headers: answer.headers, text, body };
}

export const text = (value: string) => ({ type: "plain_text", text: value });
export const section = (value: string) => ({
  type: "section",
  text: { type: "mrkdwn", text: value },
});
export const button = (changes: object = {}) => ({
  type: "button",
  text: text("Delete"),
  action_id: "delete",
  value: "m-1",
  ...changes,
});
export const actions = (...elements: object[]) => ({ type: "actions", elements });
export const table = (...rows: string[][]) => ({
  type: "table",
  rows: rows.map((row) => row.map((cell) => ({ type: "raw_text", text: cell }))),
});
export const modal = (changes: object = {}) => ({
  type: "modal",
  title: text("Extend"),
  submit: text("Extend"),
  blocks: [section("by how much?")],
  ...changes,
});
