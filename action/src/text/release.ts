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

export interface Usage {
  /** Of the machine that was created last, or was to be. */
  readonly hourlyUsd: number | null;
  /** From its being active until now; null when it was never seen active. */
  readonly usedMs: number | null;
  /** What machines that were given back before have cost. */
  readonly spentUsd: number;
  /** How long ago its lease ended; 0 when it has not. */
  readonly overMs: number;
}

export interface ReleaseReport {
  readonly outcome: ReleaseOutcome;
  /** The stem, or what names began with that were looked for. */
  readonly lease: string;
  /** Undefined: not known here. */
  readonly usage?: Usage;
  /** Somebody asked for it by name or by run, so "nothing there" is an answer. */
  readonly isAsked?: boolean;
}

/** One line for the log and the summary. */
export function releaseText({ outcome, lease, usage, isAsked }: ReleaseReport): string {
  switch (outcome.kind) {
    case "deleted":
      return sentences(`Deleted: ${machines(outcome.ids)}.`, usedText(usage));
    case "already-gone":
      return sentences(
        `Already gone: ${machines(outcome.ids)}. Nothing of this lease runs.`,
        usedText(usage),
      );
    case "nothing-rented":
      return isAsked
        ? `Already gone: no machine whose name begins with ${lease} runs.`
        : "Nothing was rented, so there is nothing to delete.";
    case "unconfirmed":
      return sentences(
        lease === ""
          ? `Unconfirmed: a machine may have been created (${outcome.why}).`
          : `Unconfirmed: a machine may have been created, and none whose name begins with ${lease} has shown (${outcome.why}).`,
        priceText(usage),
        lease === ""
          ? "Look in the Sesterce console in a few minutes, and delete what this job has rented."
          : "Look for that name in the Sesterce console in a few minutes and delete it if it is there.",
      );
    case "still-running":
      return sentences(
        `Still running: ${outcome.left.map(leftText).join("; ")} (lease ${lease}).`,
        priceText(usage),
        "Delete it in the Sesterce console now.",
      );
  }
}

const sentences = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== "").join(" ");

/** Whether the step must fail. */
export const isBad = ({ kind }: ReleaseOutcome): boolean =>
  kind === "unconfirmed" || kind === "still-running";

const machines = (ids: readonly string[]): string =>
  `machine${ids.length === 1 ? "" : "s"} ${ids.map((id) => oneLine(id, 60)).join(", ")}`;

const leftText = ({ id, machine, why }: LeftOver): string => {
  const price = machine?.hourlyPrice ?? null;
  const facts = machine
    ? [oneLine(machine.name, 63), ...(price === null ? [] : [formatHourly(price)])]
    : [];
  return `machine ${oneLine(id, 60)}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}, ${oneLine(why, 200).replace(/\.$/, "")}`;
};

const priceText = (usage: Usage | undefined): string =>
  usage === undefined || usage.hourlyUsd === null
    ? ""
    : `It costs ${formatHourly(usage.hourlyUsd)}.`;

/** Billing runs by the minute from active: an estimate, and said to be one. */
function usedText(usage: Usage | undefined): string {
  if (usage === undefined) return "";
  const { hourlyUsd, usedMs, spentUsd, overMs } = usage;
  const spent =
    spentUsd > 0 ? `Machines given back before cost about ${formatCost(spentUsd)}.` : "";
  if (hourlyUsd !== null && usedMs !== null) {
    const cost = formatCost(usedCostUsd(hourlyUsd, usedMs));
    const used = `It was active for ${formatDuration(usedMs)} at ${formatHourly(hourlyUsd)}: about ${cost}, billed by the minute.`;
    const over =
      overMs > 0
        ? `Its lease had ended ${formatDuration(overMs)} before, when a Worker would have ended it: give \`lifetime\` more.`
        : "";
    return sentences(used, spent, over);
  }
  if (spent !== "") return spent;
  return hourlyUsd === null
    ? "How long it was used is not known here."
    : "It was never seen active, so it should have cost nothing.";
}
