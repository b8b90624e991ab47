/** What a person is shown of the machines: plain data, made by `fleet.ts`, rendered by `slack/`. */
import type { Machine } from "@sesterce-gpu/shared";

/** Whose a machine is, by its name and by what this Worker is told to look after. */
export type Holder =
  | {
      readonly kind: "workflow";
      readonly repositoryId: number;
      /** owner/name, when known. */
      readonly repository: string | null;
      readonly runId: number;
      readonly attempt: number;
      /** 0: the lease belongs to the whole run. */
      readonly jobId: number;
    }
  | { readonly kind: "person"; readonly userId: string }
  | { readonly kind: "foreign"; readonly why: ForeignReason };

export type ForeignReason =
  /** The name is not one of ours. */
  | "name"
  /** It begins with `sgpu-` and does not decode. */
  | "nearly-ours"
  /** A workflow's, of a repository that is not in REAPER_REPOSITORIES. */
  | "unlisted-repository"
  /** A person's of another Slack workspace. */
  | "other-team";

/** One machine that is there, with what it is, whose, and what it costs. Times in ms since the epoch. */
export interface FleetMachine {
  readonly machine: Machine;
  readonly holder: Holder;
  /** Null: foreign, without a stem. */
  readonly stem: string | null;
  /** Since create, or since it was first seen. */
  readonly ageMs: number;
  /** Null: the API tells no price. */
  readonly hourlyUsd: number | null;
  /** Since it is billed; 0 while pending; null: no price. */
  readonly costUsd: number | null;
  /** The later of the name's and D1's; null: foreign. */
  readonly leaseEndsAt: number | null;
}

export interface Totals {
  readonly machines: number;
  readonly hourlyUsd: number;
  readonly costUsd: number;
  /** How many have no price, so that the sums are too low. */
  readonly withoutPrice: number;
}

export interface Fleet {
  /** The dearest per hour first, then the oldest. */
  readonly ours: readonly FleetMachine[];
  readonly foreign: readonly FleetMachine[];
  readonly oursTotals: Totals;
  readonly foreignTotals: Totals;
  /** When the list was asked for; ms since the epoch. */
  readonly at: number;
}
