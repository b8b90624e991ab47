/** What somebody reads who has clicked on *Approve these N*. Pure. */
import type { ReaperSettings } from "../../settings/index.ts";
import type { Approval } from "../../store/index.ts";
import type { Message } from "../message.ts";
import { code, counted, mention, moment } from "../text.ts";
import { lines } from "./blocks.ts";

const AGAIN = "It is asked again every hour, as long as the run is not found.";

/** In observe mode an approval is kept, and ends nothing. */
export function approvalView(outcome: Approval, mode: ReaperSettings["mode"]): Message {
  switch (outcome.kind) {
    case "approved":
      return lines([
        ...approvedLines(outcome.machineIds, mode),
        ...changedLines(outcome.changedIds),
      ]);
    case "expired":
      return lines(["*Too late: that button held for 30 minutes.* Nothing was approved.", AGAIN]);
    case "already":
      return lines([
        `${mention(outcome.by)} has approved that already, ${moment(outcome.at)}. Nothing more is to be done.`,
      ]);
    case "unknown":
      return lines(["*That question is not known here any more.* Nothing was approved.", AGAIN]);
  }
}

function approvedLines(ids: readonly string[], mode: ReaperSettings["mode"]): string[] {
  if (ids.length === 0) return ["*Nothing was approved.*"];
  const end = `${counted(ids.length, "machine")} ${ids.length === 1 ? "ends" : "end"}`;
  const when =
    mode === "enforce"
      ? "with the next sweeps if GitHub still says the same"
      : "only in enforce mode: observe mode leaves workflow machines alone";
  return [`*Approved: ${end} ${when}.*`, named(ids)];
}

function changedLines(ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const change = ids.length === 1 ? "has changed since and is" : "have changed since and are";
  return [`${counted(ids.length, "machine")} ${change} left alone: ${named(ids)}. ${AGAIN}`];
}

const MOST_NAMED = 30;

function named(ids: readonly string[]): string {
  const shown = ids.slice(0, MOST_NAMED).map((id) => code(id, 60));
  const more = ids.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
