/** How a lease ended, in words: what became of it, what it cost, and what is left to do. Pure. */
import {
  formatCost,
  formatDuration,
  formatHourly,
  type LeftOver,
  oneLine,
  type ReleaseOutcome,
  usedCostUsd,
} from "@sesterce-gpu/shared";

export interface ReleaseReport {
  readonly outcome: ReleaseOutcome;
  /** The stem, or what names began with that were looked for. */
  readonly lease: string;
  readonly hourlyUsd: number | null;
  /** From the machine's being active until now; null when it was never seen active. */
  readonly usedMs: number | null;
}

/** One line for the log and the summary. */
export function releaseText({ outcome, lease, hourlyUsd, usedMs }: ReleaseReport): string {
  switch (outcome.kind) {
    case "deleted":
      return `Deleted: ${machines(outcome.ids)}. ${usedText(hourlyUsd, usedMs)}`;
    case "already-gone":
      return `Already gone: ${machines(outcome.ids)}. Nothing of this lease runs. ${usedText(hourlyUsd, usedMs)}`;
    case "nothing-rented":
      return "Nothing was rented, so there is nothing to delete.";
    case "unconfirmed":
      return `Unconfirmed: a machine may have been created, and none whose name begins with ${lease} has shown (${outcome.why}).${priceText(hourlyUsd)} Look for that name in the Sesterce console in a few minutes and delete it if it is there.`;
    case "still-running":
      return `Still running: ${outcome.left.map(leftText).join("; ")} (lease ${lease}).${priceText(hourlyUsd)} Delete it in the Sesterce console now.`;
  }
}

/** Whether the step must fail. */
export const isBad = ({ kind }: ReleaseOutcome): boolean =>
  kind === "unconfirmed" || kind === "still-running";

const machines = (ids: readonly string[]): string =>
  `machine${ids.length === 1 ? "" : "s"} ${ids.map((id) => oneLine(id, 60)).join(", ")}`;

const leftText = ({ id, machine, why }: LeftOver): string =>
  `machine ${oneLine(id, 60)}${machine ? ` (${oneLine(machine.name, 63)})` : ""}, ${oneLine(why, 200)}`;

const priceText = (hourlyUsd: number | null): string =>
  hourlyUsd === null ? "" : ` It costs ${formatHourly(hourlyUsd)}.`;

/** Billing runs by the minute from active: an estimate, and said to be one. */
function usedText(hourlyUsd: number | null, usedMs: number | null): string {
  if (hourlyUsd === null || usedMs === null)
    return "It was never active, so it should have cost nothing.";
  const cost = formatCost(usedCostUsd(hourlyUsd, usedMs));
  return `It was active for ${formatDuration(usedMs)} at ${formatHourly(hourlyUsd)}: about ${cost}.`;
}
