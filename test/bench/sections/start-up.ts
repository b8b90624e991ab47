/** Start-up of the bundle, and what GitHub downloads for it. Pure. */
import type { StartUp } from "../start-up.ts";
import { median, percentile } from "../statistics.ts";
import type { Row } from "../table.ts";
import type { Section } from "./section.ts";

const MOST = { startUpRatio: 1.15, distKb: 190 };

export function startUpSection(startUp: StartUp, distKb: number): Section {
  return {
    title: "Start-up",
    prose: [
      "How long the bundled action takes from the start of its process until its first request arrives at the API. " +
        `It is held against \`node -e "fetch(…)"\` on the same Node: the least that any action written in JavaScript takes. ` +
        `Both were started in turns, ${startUp.action.length} times each, so that whatever else the computer did met both alike.`,
      "The server is on the same computer: the network to the real API is not in it, nor is the time in which the runner downloads the action.",
    ],
    rows: [...startUpRows(startUp), sizeRow(distKb)],
  };
}

function startUpRows({ action, bareFetch }: StartUp): Row[] {
  const row = (name: string, share: number): Row => {
    const [ours, theirs] = [percentile(action, share), percentile(bareFetch, share)];
    return {
      what: `start-up until the first request, ${name}`,
      measured: `${ours.toFixed(1)} ms`,
      against: `\`node -e "fetch(…)"\` ${theirs.toFixed(1)} ms`,
      ratio: ours / theirs,
    };
  };
  const ratio = median(action) / median(bareFetch);
  const target = { value: ratio, most: MOST.startUpRatio, unit: "" };
  return [row("p10", 0.1), { ...row("median", 0.5), target }, row("p90", 0.9)];
}

const sizeRow = (kb: number): Row => ({
  what: "size of action/dist",
  measured: `${kb.toFixed(1)} kB`,
  against: `${MOST.distKb} kB`,
  ratio: kb / MOST.distKb,
  target: { value: kb, most: MOST.distKb, unit: "kB" },
});
