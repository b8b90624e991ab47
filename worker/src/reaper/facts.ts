/** What the reaper decides on: plain data. Times in milliseconds since the epoch. */
import type { Holder } from "../fleet/types.ts";

/** Why a machine is to end. */
export type EndReason =
  /** Stated: its lease has ended. */
  | "lease"
  /** Stated: it is older than any machine of ours may become. */
  | "lifetime"
  /** Stated: somebody who may has confirmed that it is to end. */
  | "asked"
  /** Stated: the launch that rented it is over, and has handed over another machine, or none. */
  | "leftover"
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
  /** Who has just confirmed its end (Slack user id); undefined: nobody. */
  readonly askedBy?: string | undefined;
  /** The launch that rented it is over without it. */
  readonly isLeftover?: boolean | undefined;
  readonly file: CaseFile;
}

/** What earlier sweeps have found and said about a machine. */
export interface CaseFile {
  /** The first look that found an inferred end. */
  readonly mark: Mark | null;
  readonly unknownSince: number | null;
  /** How many escalations were told. */
  readonly escalations: number;
  readonly warning: Warning | null;
  /** That it is to end, told because nobody had swept for a while. */
  readonly gapWarning: Telling | null;
  /** A person has approved the end of this very machine. */
  readonly isApproved: boolean;
  readonly deletingSince: number | null;
  /** When a delete last failed. */
  readonly failedAt: number | null;
}

export interface Mark {
  readonly why: EndReason;
  readonly at: number;
  /** A webhook of GitHub's was that look; otherwise a sweep's own was. */
  readonly by?: "webhook" | undefined;
}

/** Something that somebody has to be told before a deed. */
export interface Telling {
  readonly firstTriedAt: number;
  /** Null: Slack has not taken it yet. */
  readonly saidAt: number | null;
}

export interface Warning extends Telling {
  /** The end that it is about: an extended lease is warned of anew. */
  readonly endsAt: number;
}

export const NEW_CASE: CaseFile = {
  mark: null,
  unknownSince: null,
  escalations: 0,
  warning: null,
  gapWarning: null,
  isApproved: false,
  deletingSince: null,
  failedAt: null,
};

/** What GitHub said of an owner in this tick. Evidence is a sentence. */
export interface OwnerLook {
  readonly kind: "alive" | "ended" | "missing" | "unknown";
  readonly evidence: string;
  /** GitHub was not even asked: nothing is known, and its turn is still to come. */
  readonly isUnasked?: boolean;
}

/** How well GitHub could be seen in this tick. */
export type GitHubSight =
  | { readonly kind: "clear" }
  /** It did not answer, or answered with faults: of `asked` owners `failed` got nothing. */
  | { readonly kind: "failing"; readonly asked: number; readonly failed: number }
  /** What is left of its quota is for others. */
  | { readonly kind: "quota"; readonly remaining: number };

/** How many machines the account had by this list, and by the last good one less what we have deleted. */
export interface ListLength {
  readonly is: number;
  /** Null: this is the first. */
  readonly was: number | null;
  /** The list before this one was held for suspicious. */
  readonly wasShrunk: boolean;
}

/**
 * Nobody swept for so long, or (0) enforce has taken over from observe: what was told before `endedAt` was not
 * told of what happens now.
 */
export interface Gap {
  readonly endedAt: number;
  readonly lengthMs: number;
}

export interface PlanFacts {
  /** When the tick was due. */
  readonly now: number;
  /** When the last of the looks had ended: a tick may be late, and two looks must lie apart. */
  readonly lookedAt: number;
  readonly mode: "observe" | "enforce";
  readonly recheckMs: number;
  /** The same after a first look that was a webhook. */
  readonly graceMs: number;
  readonly maxLifetimeMs: number;
  readonly subjects: readonly Subject[];
  /** By machine id; a machine that is not in here was not asked about in this tick. */
  readonly looks: ReadonlyMap<string, OwnerLook>;
  readonly sight: GitHubSight;
  /** Machines that are listed in a form that we can't read. */
  readonly unreadable: number;
  readonly list: ListLength;
  /** The latest gap between sweeps, in which extensions may have been lost. */
  readonly gap: Gap | null;
}

/** What is to be done about one machine, and the sentences that decided it. */
export type Verdict = {
  readonly machineId: string;
  readonly evidence: readonly string[];
} & (
  | { readonly kind: "keep" }
  | { readonly kind: "foreign" }
  | { readonly kind: "warn"; readonly of: "lease-end"; readonly endsAt: number }
  /** Nobody swept until `since`: its end waits until `at`, at the earliest, so that somebody can object. */
  | {
      readonly kind: "warn";
      readonly of: "end-after-gap";
      readonly since: number;
      readonly at: number;
    }
  | { readonly kind: "warn"; readonly of: "deleting" }
  | { readonly kind: "mark"; readonly why: EndReason }
  | { readonly kind: "delete"; readonly why: EndReason }
  /** In observe mode: what enforce would do now. */
  | { readonly kind: "would-delete"; readonly why: EndReason }
  | { readonly kind: "ask"; readonly why: EndReason }
  /** `escalation`: the one that is due now, from 1; 0: none. */
  | { readonly kind: "unknown"; readonly escalation: number }
);
