/** What happens to a machine next, and when, if nobody does anything. Pure. */
import { isFailed, isGone } from "@sesterce-gpu/shared";
import type { FleetMachine, Holder } from "../../fleet/types.ts";
import { moment } from "../text.ts";

/** mrkdwn. */
export function nextStep({ machine, holder, leaseEndsAt }: FleetMachine, now: number): string {
  if (isGone(machine)) return "It is being deleted and costs nothing any more.";
  if (holder.kind === "foreign" && holder.why === "unlisted-repository") {
    return "The post step of its job deletes it when the job ends. This Worker never touches it: its repository is not in REAPER_REPOSITORIES.";
  }
  if (holder.kind === "foreign" || leaseEndsAt === null) {
    return "Nothing: it is not ours, so this Worker never touches it. Whoever rented it ends it in the console.";
  }
  const failed = isFailed(machine) ? "It has failed and will not become usable. " : "";
  return leaseEndsAt > now
    ? `${failed}${enderOf(holder)}Its lease ends ${moment(leaseEndsAt)}; this Worker only watches so far and does not end it then.`
    : `${failed}Nobody will end it: its lease ended ${moment(leaseEndsAt)}, and this Worker only watches so far. End it in the console, it costs on.`;
}

/** A lease without a job may belong to the whole run, and then no post step ends it. */
function enderOf(holder: Exclude<Holder, { kind: "foreign" }>): string {
  if (holder.kind === "person") return "Its owner ends it. ";
  return holder.jobId === 0
    ? "Its run ends it: the release action, or the post step of the job that rented it. "
    : "The post step of its job deletes it when the job ends. ";
}
