/** How soon Slack hears that a command has arrived. Pure. */
import { percentile } from "../statistics.ts";
import type { Section } from "./section.ts";

/** How long Slack waits for the 200 of a command. */
const SLACK_WAITS_S = 3;
const MOST_S = 1;

/** `timesMs`: of each command, until its 200. */
export const acknowledgementSection = (timesMs: readonly number[]): Section => ({
  title: "Acknowledgement",
  prose: [
    `How long ${timesMs.length} commands waited for the Worker's 200 while Sesterce did not answer at all. Slack shows an error after ${SLACK_WAITS_S} s.`,
    "The Worker runs in workerd on this computer. The way from Slack to Cloudflare, and the start of a Worker that is asleep, are not in it.",
  ],
  rows: [0.5, 0.99].map((share) => {
    const ms = percentile(timesMs, share);
    return {
      what: `acknowledgement while Sesterce hangs, p${share * 100}`,
      measured: `${ms.toFixed(1)} ms`,
      against: `Slack's patience ${SLACK_WAITS_S} s`,
      ratio: ms / 1_000 / SLACK_WAITS_S,
      target: { value: ms / 1_000, most: MOST_S, unit: "s" },
    };
  }),
});
