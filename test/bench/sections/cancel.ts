/** From a cancel to the DELETE. Pure. */
import { largest, median } from "../statistics.ts";
import type { Row } from "../table.ts";
import type { Section } from "./section.ts";

/** How long the runner waits after SIGINT before it asks again. */
const RUNNER_WAITS_S = 7.5;
const MOST_S = 1;

/** `lagsMs`: one of each cancelled run. */
export const cancelSection = (lagsMs: readonly number[]): Section => ({
  title: "Cancel",
  prose: [
    "How long the bundled action takes from SIGINT, which the runner sends when a job is cancelled, until its DELETE arrives at the API. " +
      `${lagsMs.length} real processes were cancelled at different moments of a boot. ` +
      `The runner sends SIGTERM ${RUNNER_WAITS_S} s after SIGINT: what is not deleted by then is left to the post step.`,
    "The API is on the same computer and answers at once.",
  ],
  rows: cancelRows(lagsMs),
});

function cancelRows(lagsMs: readonly number[]): Row[] {
  const row = (name: string, lagMs: number): Row => ({
    what: `cancel until the DELETE arrives, ${name}`,
    measured: `${lagMs.toFixed(1)} ms`,
    against: `the runner's patience ${RUNNER_WAITS_S} s`,
    ratio: lagMs / 1_000 / RUNNER_WAITS_S,
  });
  const max = largest(lagsMs);
  const target = { value: max / 1_000, most: MOST_S, unit: "s" };
  return [row("median", median(lagsMs)), { ...row("max", max), target }];
}
