/** Slack's routes with everything behind them watched: what came through, what was logged, what was sent. */
import { vi } from "vitest";
import type { LogEvent } from "../../../worker/src/log.ts";
import type { ActionCall, CommandCall } from "../../../worker/src/slack/calls.ts";
import type { Message } from "../../../worker/src/slack/message.ts";
import { type SlackPorts, slackRoutes } from "../../../worker/src/slack/routes.ts";
import { SECRET, TEAM } from "../../../worker/src/slack/signed-request.fixture.ts";
import { accepted, type Scripted, slackDouble } from "./slack-double.fixture.ts";

export const ANSWER: Message = {
  text: "answer",
  blocks: [{ type: "section", text: { type: "mrkdwn", text: "*answer*" } }],
};

export const EDGE = {
  signingSecrets: ["the-next-secret", SECRET],
  teamId: TEAM,
  responseOrigin: "https://hooks.slack.com",
};

export function doors(
  change: Partial<SlackPorts> = {},
  script: readonly Scripted[] = [accepted()],
) {
  const { fetch, clock, sent } = slackDouble(...script);
  const onCommand = vi.fn(async (_: CommandCall): Promise<Message> => ANSWER);
  const onAction = vi.fn(async (_: ActionCall): Promise<Message | undefined> => ANSWER);
  const logged: LogEvent[] = [];
  const log = (event: LogEvent) => void logged.push(event);
  const app = slackRoutes({ edge: EDGE, onCommand, onAction, clock, fetch, log, ...change });
  const background: Promise<unknown>[] = [];
  const context = {
    waitUntil: (work: Promise<unknown>) => void background.push(work),
    passThroughOnException: () => {},
    props: {},
  };
  return {
    sent,
    logged,
    onCommand,
    onAction,
    background,
    /** The acknowledgement. */
    send: async (request: Request): Promise<Response> => app.request(request, {}, {}, context),
    /** Until what was to be done after it is done. */
    finish: (): Promise<unknown> => clock.run(Promise.all(background)),
    /** Everything that a request can set going. */
    traces: () => [
      onCommand.mock.calls.length,
      onAction.mock.calls.length,
      sent.length,
      background.length,
    ],
  };
}

export const NOTHING_DONE = [0, 0, 0, 0];
