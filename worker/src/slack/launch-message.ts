/** Tells a launch in the person's direct messages: posted once, then edited. Never throws for Slack's sake. */
import type { MessageRef, TellLaunch } from "../fleet/launch.ts";
import type { Log } from "../log.ts";
import { launchView } from "./views/launch.ts";
import type { SlackApiFault, SlackWebApi } from "./web-api.ts";

export interface LaunchMessageDeps {
  readonly api: Pick<SlackWebApi, "postMessage" | "update">;
  readonly log: Log;
}

/** The message that was to be edited is not there any more. */
const LOST = new Set(["message_not_found", "channel_not_found", "cant_update_message"]);

export const createTellLaunch =
  ({ api, log }: LaunchMessageDeps): TellLaunch =>
  async (report, message) => {
    const view = launchView(report);
    const failed = ({ method, code, details }: SlackApiFault, kept: MessageRef | null) => {
      log({ level: "warn", event: "launch-not-told", method, code, details });
      return { isTold: false, message: kept };
    };
    if (message) {
      const edited = await api.update(message, view);
      if (edited.ok) return { isTold: true, message };
      if (!LOST.has(edited.reason.code)) return failed(edited.reason, message);
    }
    // A user id as the channel is the direct message with that person. Source: Slack's page on chat.postMessage.
    const posted = await api.postMessage({ channel: report.userId }, view);
    if (!posted.ok) return failed(posted.reason, null);
    const { channel, ts } = posted.value;
    return { isTold: true, message: { channel, ts } };
  };
