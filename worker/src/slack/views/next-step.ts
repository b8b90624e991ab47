/** What happens to a machine next, and when, if nobody does anything. Pure. */
import { isFailed, isGone } from "@sesterce-gpu/shared";
import type { FleetMachine, Holder } from "../../fleet/types.ts";
import type { ReaperSettings } from "../../settings/index.ts";
import { type CaseRow, CLAIM_MS } from "../../store/index.ts";
import { mention, moment } from "../text.ts";

export interface Sweeping {
  readonly mode: ReaperSettings["mode"];
  /** What the sweep remembers of it; undefined: nothing, or nobody knows. */
  readonly case: CaseRow | undefined;
}

type Owner = Exclude<Holder, { kind: "foreign" }>;

/** mrkdwn. */
export function nextStep(seen: FleetMachine, now: number, sweeping: Sweeping): string {
  const { machine, holder, leaseEndsAt } = seen;
  if (isGone(machine)) return "It is being deleted and costs nothing any more.";
  if (holder.kind === "foreign" && holder.why === "unlisted-repository") {
    return "The post step of its job deletes it when the job ends. This Worker never touches it: its repository is not in REAPER_REPOSITORIES.";
  }
  if (holder.kind === "foreign" || leaseEndsAt === null) {
    return "Nothing: it is not ours, so this Worker never touches it. Whoever rented it ends it in the console.";
  }
  const failed = isFailed(machine) ? "It has failed and will not become usable. " : "";
  const lease = { holder, leaseEndsAt, now };
  // Whatever the mode is now: what has begun is finished.
  const begun = afterBegin(now, sweeping.case);
  if (begun !== undefined) return `${failed}${begun}`;
  // In observe mode only what was rented in Slack is ended.
  const isLeftAlone = sweeping.mode === "observe" && holder.kind === "workflow";
  return `${failed}${isLeftAlone ? leftAlone(lease, sweeping.case) : inTime(lease, sweeping.case)}`;
}

interface Lease {
  readonly holder: Owner;
  readonly leaseEndsAt: number;
  readonly now: number;
}

function afterBegin(now: number, known: CaseRow | undefined): string | undefined {
  if (!known) return undefined;
  const { claimedAt, deletingSince } = known;
  if (claimedAt !== null && now - claimedAt < CLAIM_MS) {
    return `The sweep is deleting it since ${moment(claimedAt)}.`;
  }
  if (deletingSince === null) return undefined;
  return `Its delete was sent ${moment(deletingSince)}, and it is still listed: the sweep deletes it again.`;
}

function leftAlone({ holder, leaseEndsAt, now }: Lease, known: CaseRow | undefined): string {
  const only = "In observe mode this Worker only reports machines of workflows";
  if (leaseEndsAt <= now) {
    return `Nobody will end it: its lease ended ${moment(leaseEndsAt)}. ${only}. It costs on until somebody deletes it.`;
  }
  const ended = known?.markWhy ? "Enforce mode would end it soon. " : "";
  return `${ended}${enderOf(holder)}Its lease ends ${moment(leaseEndsAt)}. ${only}, then as well.`;
}

function inTime(lease: Lease, known: CaseRow | undefined): string {
  const { holder, leaseEndsAt, now } = lease;
  if (leaseEndsAt <= now) return afterLease(lease, known);
  const found = afterLook(known);
  const atTheLatest = `${warned(lease, known)}, whatever runs on it`;
  if (found !== undefined) return `${found} Its lease ends it ${atTheLatest}.`;
  if (holder.kind === "person") {
    return `Its owner ends it, or this Worker does when its lease ends, ${atTheLatest}.`;
  }
  const what = holder.jobId === 0 ? "run" : "job";
  return `${enderOf(holder)}If that fails, this Worker deletes it within minutes after the ${what} has completed (two looks at GitHub must agree), or when its lease ends, ${atTheLatest}.`;
}

/** When the lease ends, and whether that was told. */
function warned({ leaseEndsAt }: Lease, known: CaseRow | undefined): string {
  const isTold = known?.warnedEnd === leaseEndsAt && known.warnSaidAt !== null;
  return isTold ? `${moment(leaseEndsAt)} (told in the channel)` : moment(leaseEndsAt);
}

function afterLease({ leaseEndsAt }: Lease, known: CaseRow | undefined): string {
  const isTold = known?.warnedEnd === leaseEndsAt && known.warnSaidAt !== null;
  const ended = `Its lease ended ${moment(leaseEndsAt)}`;
  return isTold
    ? `${ended}, and the channel was told ${moment(known.warnSaidAt ?? leaseEndsAt)}: this Worker deletes it within minutes, ten after that at the latest.`
    : `${ended}: this Worker tells the channel and deletes it ten minutes later.`;
}

/** What the looks at its owner lead to; undefined: it lives, as far as is known. */
function afterLook(known: CaseRow | undefined): string | undefined {
  if (!known) return undefined;
  const { approvedAt, approvedBy, markWhy, markAt, unknownSince } = known;
  if (approvedAt !== null) {
    return `${mention(approvedBy ?? "") || "An operator"} approved its end ${moment(approvedAt)}: the next sweeps delete it, if GitHub still says the same.`;
  }
  if (markWhy !== null && markAt !== null) return afterMark(markWhy, markAt);
  if (unknownSince === null) return undefined;
  return `Nobody knows since ${moment(unknownSince)} whether its job or run goes on: it is kept until GitHub tells.`;
}

function afterMark(why: string, at: number): string {
  switch (why) {
    case "owner-missing":
      return `GitHub does not find its run since ${moment(at)}: it is kept until an operator approves its end in the channel.`;
    case "failed":
      return `It was found failed ${moment(at)}, and nobody has given it back: when the next look agrees, within minutes, this Worker deletes it.`;
    default:
      return `Its job or run was found to have ended ${moment(at)}: when the next look agrees, within minutes, this Worker deletes it.`;
  }
}

/** A lease without a job may belong to the whole run, and then no post step ends it. */
function enderOf(holder: Owner): string {
  if (holder.kind === "person") return "Its owner ends it. ";
  return holder.jobId === 0
    ? "Its run ends it: the release action, or the post step of the job that rented it. "
    : "The post step of its job deletes it when the job ends. ";
}
