/** What holds deletes back, a sentence each. Pure. */
import type { Guard } from "../../../fleet/report.ts";
import { counted, moment } from "../../text.ts";
import { span } from "../figures.ts";

export function guardText(guard: Guard): string {
  switch (guard.code) {
    case "list-shrunk":
      return `Sesterce lists ${counted(guard.is, "machine")} where ${guard.was} were: nothing is deleted unless the next list agrees.`;
    case "after-gap":
      return `No sweep for ${span(guard.gapMs)} until ${moment(guard.endedAt)}, extensions may have been lost: ends that are due (${guard.heldBack}) are told ten minutes ahead.`;
    case "after-switch":
      return `Enforce mode is new: ends that are due (${guard.heldBack}) are told ten minutes ahead.`;
    case "unreadable":
      return `Sesterce lists ${counted(guard.machines, "machine")} in a form that we can't read: nobody watches them. The console shows all: https://cloud.sesterce.com`;
    case "burst":
      return `More ends at once than the ${guard.most} that one sweep takes: the dearest go first, ${guard.heldBack} wait for the next sweeps.`;
    case "github-failing":
      return `GitHub failed ${guard.failed} of ${counted(guard.asked, "question")}: no verdict from it in this sweep. Leases still end.`;
    case "github-quota":
      return `GitHub's quota is nearly used up (${guard.remaining} left): it is not asked in this sweep. Leases still end.`;
  }
}
