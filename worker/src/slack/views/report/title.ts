/** What has happened to a machine, in a few words: the beginning of its section and of its line. Pure; mrkdwn. */
import type { MachineFact, SweepReport } from "../../../fleet/report.ts";
import { mention, moment } from "../../text.ts";

const WHAT_ENDS = {
  lease: "Its lease",
  lifetime: "The longest lifetime that it may have (MAX_LIFETIME)",
} as const;

export function titleOf(fact: MachineFact, { at }: Pick<SweepReport, "at">): string {
  switch (fact.kind) {
    case "lease-ends":
      return `${WHAT_ENDS[fact.of]} ${fact.endsAt > at ? "ends" : "ended"} ${moment(fact.endsAt)}`;
    case "ends-after-gap":
      return `It is due to end, and ends ${moment(fact.at)} at the earliest`;
    case "deleted":
      return "Deleted";
    case "delete-failed":
      return "Its delete failed";
    case "would-delete":
      return fact.isQuestion
        ? "Enforce mode would ask whether to delete it"
        : "Enforce mode would delete it";
    case "ask":
      return "Its end waits for an operator's click";
    case "approved":
      return `Its end is approved by ${mention(fact.by)}`;
    case "unknown":
      return `Nobody knows since ${moment(fact.since)} whether it is still needed`;
    case "stuck":
      return `On its way out since ${moment(fact.since)}, and not gone`;
    case "nearly-ours":
      return "Not ours, but named like one of ours";
  }
}
