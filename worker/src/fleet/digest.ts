/** What people are told once a day: plain data, made by `reaper/`, rendered and posted by `slack/`. */
import type { ReportedMachine, SweepReport } from "./report.ts";
import type { Totals } from "./types.ts";

/** Times in milliseconds since the epoch, sums in USD. */
export interface Digest {
  /** The sweep that tells it: *now*. */
  readonly at: number;
  readonly mode: SweepReport["mode"];
  /** The day that it is about. */
  readonly from: number;
  readonly until: number;
  /** Now. */
  readonly ours: Totals;
  readonly foreign: Totals;
  /** Of all that is not ours, in that day. */
  readonly foreignDayUsd: number;
  /** The dearest of the day first, then the dearest now. */
  readonly owners: readonly DigestOwner[];
  /** Machines of workflows that the sweep has ended in that day: nobody else had. */
  readonly leaks: Ended;
  /** Machines of people in Slack that the sweep has ended in that day, as was agreed. */
  readonly leases: Ended;
  /** Observe mode: what enforce would end now. */
  readonly wouldEnd: Ended;
  /** Now; the dearest first. Their names have nothing to do with ours. */
  readonly strangers: readonly ReportedMachine[];
  /** Now; the dearest first. Their names begin as ours do, and they are not. */
  readonly nearlyOurs: readonly ReportedMachine[];
  /** Ours of whose owner nothing is known; the longest unknown first. */
  readonly unseen: readonly Unseen[];
}

export interface DigestOwner {
  readonly owner: Repository | Person;
  /** Now. */
  readonly machines: number;
  readonly hourlyUsd: number;
  /** Of the day. */
  readonly dayUsd: number;
  /** Machines of the day whose price was never told: `dayUsd` is at least so much. */
  readonly withoutPrice: number;
}

interface Repository {
  readonly kind: "repository";
  readonly id: number;
  /** owner/name; null: not known. */
  readonly name: string | null;
}

interface Person {
  readonly kind: "person";
  readonly userId: string;
}

export interface Ended {
  readonly machines: number;
  /** What they had cost in all. */
  readonly costUsd: number;
  /** What they would go on to cost. */
  readonly hourlyUsd: number;
  readonly withoutPrice: number;
}

export interface Unseen {
  readonly machine: ReportedMachine;
  readonly since: number;
}

/** Never throws. Slack did not take it: `detail` is one line, without secrets. */
export type PostDigest = (
  digest: Digest,
) => Promise<{ readonly ok: true } | { readonly ok: false; readonly detail: string }>;
