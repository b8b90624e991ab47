/**
 * Slack on the terminal: prints what the Worker says (answers, the channel for reports, direct messages) with the
 * labels of its buttons, and clicks on them.
 */
import { blockActionsBody, type SlackMessage, signSlackBody } from "../simulator/slack/index.ts";
import type { ServedSlackEnd } from "../simulator/slack/serve.ts";
import { CHANNEL_ID, OPERATOR_ID, TEAM_ID } from "./variables.ts";

type Print = (line: string) => void;

interface Button {
  readonly label: string;
  readonly actionId: string;
  readonly value: string | undefined;
  readonly isEphemeral: boolean;
}

interface Said {
  readonly where: string;
  readonly text: string;
  readonly blocks: readonly object[];
  readonly isEphemeral: boolean;
}

const LOOK_EVERY_MS = 100;

export class Conversation {
  readonly #slack: ServedSlackEnd;
  readonly #print: Print;
  readonly #timer: NodeJS.Timeout;
  readonly #answers = new Map<string, number>();
  /** By channel and time stamp: how many of the message's versions are printed. */
  readonly #shown = new Map<string, number>();
  #buttons: readonly Button[] = [];

  constructor(slack: ServedSlackEnd, print: Print) {
    this.#slack = slack;
    this.#print = print;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** An address for an answer, which is printed when it comes. */
  mint(): string {
    const url = this.#slack.slack.mintResponseUrl();
    this.#answers.set(url, 0);
    return url;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** A click on the button with this label (or its beginning) that was shown last, as Slack sends it; undefined: there is none. */
  async click(
    label: string,
    secret: string,
  ): Promise<{ body: string; headers: Headers } | undefined> {
    const wanted = label.trim().toLowerCase();
    const button = this.#buttons.findLast((one) => one.label.toLowerCase().startsWith(wanted));
    if (wanted === "" || !button) return undefined;
    const { actionId, value, isEphemeral } = button;
    const about = { teamId: TEAM_ID, userId: OPERATOR_ID, responseUrl: this.mint() };
    const body = blockActionsBody({
      ...about,
      actionId,
      isEphemeral,
      ...(value === undefined ? {} : { value }),
    });
    const timestamp = Math.floor(Date.now() / 1_000);
    const headers = new Headers({
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": await signSlackBody(secret, timestamp, body),
    });
    return { body, headers };
  }

  #look(): void {
    for (const [url, seen] of this.#answers) {
      const all = this.#slack.slack.replies(url);
      for (const { text, blocks } of all.slice(seen)) {
        this.#show({ where: "In Slack", text, blocks, isEphemeral: true });
      }
      this.#answers.set(url, all.length);
    }
    for (const message of this.#slack.slack.messages.all()) {
      if (!message.isEphemeral) this.#showVersions(message);
    }
  }

  /** Each version of a message once, in order: two may have come since the last look. */
  #showVersions({ channel, ts, history }: SlackMessage): void {
    const key = `${channel} ${ts}`;
    const seen = this.#shown.get(key) ?? 0;
    this.#shown.set(key, history.length);
    const place = channel === CHANNEL_ID ? "the channel for reports" : "a direct message";
    for (const [index, { text, blocks }] of history.entries()) {
      if (index < seen || text === history[index - 1]?.text) continue;
      const where = `In Slack, ${index > 0 ? "edited in" : "posted to"} ${place}`;
      this.#show({ where, text, blocks, isEphemeral: false });
    }
  }

  #show({ where, text, blocks, isEphemeral }: Said): void {
    const buttons = blocks.flatMap(buttonsOf).map((button) => ({ ...button, isEphemeral }));
    const row = buttons.map(({ label }) => `[${label}]`).join(" ");
    this.#print(`\n${where}:\n${readable(text)}${row === "" ? "" : `\n${row}`}\n`);
    if (buttons.length > 0) this.#buttons = [...this.#buttons.slice(-50), ...buttons];
  }
}

/** What Slack makes of its own marks, in plain text. */
const readable = (text: string): string =>
  text
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, "$1")
    .replace(/<(https?:[^|>]*)\|([^>]*)>/g, "$2 ($1)")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

function buttonsOf(block: object): Omit<Button, "isEphemeral">[] {
  const elements: unknown = "elements" in block ? block.elements : [];
  return Array.isArray(elements) ? elements.flatMap(buttonOf) : [];
}

function buttonOf(element: unknown): Omit<Button, "isEphemeral">[] {
  if (typeof element !== "object" || element === null || !("action_id" in element)) return [];
  const text: unknown = "text" in element ? element.text : undefined;
  const label = typeof text === "object" && text !== null && "text" in text ? text.text : "";
  const value = "value" in element && typeof element.value === "string" ? element.value : undefined;
  return [{ label: String(label), actionId: String(element.action_id), value }];
}
