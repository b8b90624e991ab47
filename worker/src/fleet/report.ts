/** What a sweep has to say to people: plain data, made by `reaper/`, rendered and posted by `slack/`. */
import { MINUTE_MS } from "@sesterce-gpu/shared";
import type { Holder } from "./types.ts";

/** Times in milliseconds since the epoch. */
export interface SweepReport {
  /** When the sweep was due. */
  readonly at: number;
  readonly mode: "observe" | "enforce";
  /** The dearest first; never two with one key. */
  readonly items: readonly ReportItem[];
}

/** One thing to be said. The key tells whether it was said before: it is the same for as long as the fact is. */
export type ReportItem = { readonly key: string } & (MachineItem | GuardItem);

export interface MachineItem {
  readonly kind: "machine";
  readonly fact: MachineFact;
  readonly machine: ReportedMachine;
  /** What decided, in sentences. */
  readonly why: readonly string[];
}

export type MachineFact =
  /** Its lease, or (`lifetime`) the longest that a machine may run, ends then; in the past when nobody could be told in time. */
  | { readonly kind: "lease-ends"; readonly endsAt: number; readonly of: "lease" | "lifetime" }
  /** It will be deleted at `at` at the earliest: nobody swept for a while, so everybody is told first. */
  | { readonly kind: "ends-after-gap"; readonly at: number }
  | { readonly kind: "deleted" }
  /** The delete was sent; the API refused it, or still shows the machine. The next sweep tries again. */
  | { readonly kind: "delete-failed"; readonly detail: string }
  /** Observe mode: enforce would have deleted it, or (`isQuestion`) asked for it. */
  | { readonly kind: "would-delete"; readonly isQuestion: boolean }
  /** Its run can't be found; a person has to approve the end. The button holds until `until`. */
  | { readonly kind: "ask"; readonly approvalId: string; readonly until: number }
  /** Approved by this person (Slack user id); the next sweeps end it if nothing has changed. */
  | { readonly kind: "approved"; readonly by: string }
  /** Nobody knows whether its owner lives. `escalation` from 1. */
  | { readonly kind: "unknown"; readonly since: number; readonly escalation: number }
  /** It has been on its way out since then, and is not gone. */
  | { readonly kind: "stuck"; readonly since: number }
  /** Not ours, but its name begins like one of ours. Said once a day. */
  | { readonly kind: "nearly-ours" };

export interface ReportedMachine {
  readonly id: string;
  readonly name: string;
  readonly holder: Holder;
  readonly gpu: string | null;
  readonly gpuCount: number | null;
  readonly region: string | null;
  /** USD; null: the API tells no price. */
  readonly hourlyUsd: number | null;
  /** USD since it is billed; null: not known. */
  readonly costUsd: number | null;
  readonly leaseEndsAt: number | null;
}

/** Something held deletes back, or kept us from seeing. */
export interface GuardItem {
  readonly kind: "guard";
  readonly guard: Guard;
}

export type Guard =
  /** The list came back less than half as long as it should be: no delete, unless the next one agrees. */
  | { readonly code: "list-shrunk"; readonly was: number; readonly is: number }
  /** No sweep for so long, until `endedAt`: deletes are told ten minutes before they happen. */
  | {
      readonly code: "after-gap";
      readonly gapMs: number;
      readonly endedAt: number;
      readonly heldBack: number;
    }
  /** Enforce has taken over from observe: the same. */
  | { readonly code: "after-switch"; readonly heldBack: number }
  /** So many machines are listed in a form that we can't read: nobody watches them. */
  | { readonly code: "unreadable"; readonly machines: number }
  /** More inferred ends were due than one tick takes. */
  | { readonly code: "burst"; readonly heldBack: number; readonly most: number }
  /** GitHub did not answer, or answered with faults: no verdict from it in this tick. */
  | { readonly code: "github-failing"; readonly asked: number; readonly failed: number }
  /** So little of GitHub's quota is left that nobody is asked. */
  | { readonly code: "github-quota"; readonly remaining: number };

/** How long the button of an `ask` holds; milliseconds. */
export const APPROVAL_VALID_MS = 30 * MINUTE_MS;

/** The newest message of the sweeps: kept in D1, handed to whoever posts. */
export interface PostedReport {
  readonly channel: string;
  /** Slack's name for the message within its channel. */
  readonly ts: string;
  readonly postedAt: number;
  /** When it was last posted or edited. */
  readonly saidAt: number;
  /** What it says, as it was said last. */
  readonly items: readonly PostedItem[];
}

export interface PostedItem {
  readonly key: string;
  /** Null: a guard. */
  readonly machineId: string | null;
  /** mrkdwn, escaped: how the item was said. */
  readonly line: string;
  /** It is told as it was from now on: a machine was deleted. The others are over when no sweep says them any more. */
  readonly isFinal: boolean;
}

/** Why a sweep could not see: then nothing is deleted, and nobody is warned. */
export type Blindness =
  /** The database does not answer. */
  | "database"
  /** Sesterce's list can't be had. */
  | "list";

/** Posts the report, or edits the message that says the same already. Never throws. */
export type Tell = (report: SweepReport, posted: PostedReport | null) => Promise<Told>;

export type Told =
  /** Null: there is nothing to say, and no message. */
  | { readonly ok: true; readonly posted: PostedReport | null }
  /** Slack did not take it. One line, without secrets. */
  | { readonly ok: false; readonly detail: string };
