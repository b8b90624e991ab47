/**
 * Slack, simulated: the Web API that a bot calls and the response URLs that it answers to, stateful,
 * in virtual or real time, with scripted faults.
 *
 *   const slack = createSlackEnd({ clock });
 *   slack.faults.add({ fault: "rate-limited", on: ["chat.update"] });
 *   await clock.run(work({ clock, fetch: slack.fetch, responseUrl: slack.mintResponseUrl() }));
 *   expect(slack.messages.in("C0REPORTS")).toMatchObject([{ text: "…" }]);
 *
 * Runs in Node and in workerd; `serve.ts` puts it on a port.
 */
import type { Clock } from "@sesterce-gpu/shared";
import type { Hono } from "hono";
import { requestOf, sendTo } from "../in-process.ts";
import { createSlackApp } from "./app.ts";
import { SlackFaults } from "./faults/script.ts";
import type { HookOrigin, Reply } from "./hooks.ts";
import type { SlackJournalEntry } from "./journal.ts";
import type { Messages } from "./messages.ts";
import { type SlackEndOptions, withSlackDefaults } from "./options.ts";
import { type OpenedView, SlackState } from "./state.ts";

export interface SlackEnd {
  readonly options: SlackEndOptions;
  readonly app: Hono;
  /** A drop-in for the global one, for the Web API and response URLs; anything else throws. */
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly messages: Messages;
  /** Modals that were opened, oldest first. */
  readonly views: readonly OpenedView[];
  readonly faults: SlackFaults;
  /** Every request that reached Slack, oldest first. */
  readonly requests: readonly SlackJournalEntry[];
  /** Takes five posts, for thirty minutes from now. */
  mintResponseUrl(origin?: HookOrigin): string;
  /** What was posted to it, oldest first. */
  replies(responseUrl: string): readonly Reply[];
  /** Opens one modal, within three seconds from now. */
  mintTriggerId(): string;
}

export function createSlackEnd(options: Partial<SlackEndOptions> = {}): SlackEnd {
  const faults = new SlackFaults();
  const state = new SlackState(withSlackDefaults(options), faults);
  const app = createSlackApp(state);
  return {
    options: state.options,
    app,
    fetch: (input, init) => send(requestOf(input, init), app, state.options),
    clock: state.clock,
    messages: state.messages,
    views: state.views,
    faults,
    requests: state.journal,
    mintResponseUrl: (origin = {}) => mintResponseUrl(origin, state),
    replies: (responseUrl) => repliesTo(responseUrl, state),
    mintTriggerId: () => state.triggers.mint(),
  };
}

function mintResponseUrl({ channel, originalTs }: HookOrigin, state: SlackState): string {
  const place = channel ?? state.options.channels[0] ?? "C0CHANNEL";
  return state.hooks.mint(place, originalTs).url;
}

function repliesTo(responseUrl: string, { hooks }: SlackState): readonly Reply[] {
  const hook = hooks.get(new URL(responseUrl).pathname);
  if (hook === undefined) throw new Error(`Nobody minted the response_url ${responseUrl}.`);
  return hook.replies;
}

async function send(request: Request, app: Hono, options: SlackEndOptions): Promise<Response> {
  const { apiBaseUrl, responseOrigin } = options;
  const isOurs = [`${apiBaseUrl}/`, `${responseOrigin}/actions/`].some((base) =>
    request.url.startsWith(base),
  );
  if (!isOurs) {
    const slack = `${apiBaseUrl} and ${responseOrigin}`;
    throw new Error(
      `An unexpected request left for ${request.url}; the simulated Slack is ${slack}.`,
    );
  }
  return sendTo(app, request);
}
