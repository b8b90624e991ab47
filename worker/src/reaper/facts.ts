/** What the reaper decides on: plain data. Times in milliseconds since the epoch. */
import type { Holder } from "../fleet/types.ts";

/** Why a machine is to end. */
export type EndReason =
  /** Stated: its lease has ended. */
  | "lease"
  /** Stated: it is older than any machine of ours may become. */
  | "lifetime"
  /** Inferred: GitHub says that its job or run has completed, or that a later attempt runs. */
  | "owner-ended"
  /** Inferred: GitHub does not know its run, although it shows the repository and others of its runs. */
  | "owner-missing"
  /** Inferred: it has failed and nobody has given it back. */
  | "failed";

/** One listed machine with all that is remembered of it. */
export interface Subject {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly hourlyUsd: number | null;
  readonly firstSeenAt: number;
  readonly holder: Holder;
  /** The later of the name's and D1's; null: foreign. */
  readonly leaseEndsAt: number | null;
  readonly file: CaseFile;
}

/** What earlier sweeps have found and said about a machine. */
export interface CaseFile {
  /** The first look that found an inferred end. */
  readonly mark: { readonly why: EndReason; readonly at: number } | null;
  readonly unknownSince: number | null;
  /** How many escalations were told. */
  readonly escalations: number;
  readonly warning: Warning | null;
  /** Told since the last gap between sweeps that it is to end. */
  readonly gapWarnedAt: number | null;
  /** A person has approved the end of this very machine. */
  readonly isApproved: boolean;
  readonly deletingSince: number | null;
}

export interface Warning {
  /** The end that it is about: an extended lease is warned of anew. */
  readonly endsAt: number;
  readonly firstTriedAt: number;
  /** Null: Slack has not taken it yet. */
  readonly saidAt: number | null;
}

export const NEW_CASE: CaseFile = {
  mark: null,
  unknownSince: null,
  escalations: 0,
  warning: null,
  gapWarnedAt: null,
  isApproved: false,
  deletingSince: null,
};

/** What GitHub said of an owner in this tick. Evidence is a sentence. */
export type OwnerLook =
  | { readonly kind: "alive"; readonly evidence: string }
  | { readonly kind: "ended"; readonly evidence: string }
  | { readonly kind: "missing"; readonly evidence: string }
  | { readonly kind: "unknown"; readonly evidence: string };

export interface PlanFacts {
  readonly now: number;
  readonly mode: "observe" | "enforce";
  readonly recheckMs: number;
  readonly maxLifetimeMs: number;
  readonly subjects: readonly Subject[];
  /** By machine id; a machine that is not in here was not asked about in this tick. */
  readonly looks: ReadonlyMap<string, OwnerLook>;
  /** The list is much shorter than the last good one: what it lacks, and what it says, waits. */
  readonly isListShrunk: boolean;
  /** Nobody swept for a while before this: extensions may have been lost. Since when sweeps are regular again. */
  readonly gapEndedAt: number | null;
}

/** What is to be done about one machine, and the sentences that decided it. */
export type Verdict = {
  readonly machineId: string;
  readonly evidence: readonly string[];
} & (
  | { readonly kind: "keep" }
  | { readonly kind: "foreign" }
  | { readonly kind: "warn"; readonly of: "lease-end"; readonly endsAt: number }
  | { readonly kind: "warn"; readonly of: "end-after-gap" | "deleting" }
  | { readonly kind: "mark"; readonly why: EndReason }
  | { readonly kind: "delete"; readonly why: EndReason }
  /** In observe mode: what enforce would do now. */
  | { readonly kind: "would-delete"; readonly why: EndReason }
  | { readonly kind: "ask"; readonly why: EndReason }
  /** `escalation`: the one that is due now, from 1; 0: none. */
  | { readonly kind: "unknown"; readonly escalation: number }
);
