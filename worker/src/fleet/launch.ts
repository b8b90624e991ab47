/** What a launch is asked, and what it has to say to a person: plain data, between `workflows/` and `slack/`. */
import type { ApiFault, MachineFailure, SshAddress } from "@sesterce-gpu/shared";
import * as z from "zod/mini";

/** So many are waited for; then the launch gives up. */
export const MOST_MACHINES = 3;

/** The parameters of the Workflow. Durations in milliseconds. */
export const LaunchParams = z.object({
  /** Of the row in `launches`, of the Workflow's instance, and the button's value. */
  launchId: z.string(),
  stem: z.string(),
  /** A Slack user id. */
  userId: z.string(),
  /** A public key, one line. */
  sshKey: z.string(),
  wish: z.object({
    gpu: z.string(),
    count: z.nullable(z.number()),
    region: z.nullable(z.string()),
  }),
  lifetimeMs: z.number(),
  readyTimeoutMs: z.number(),
  /** The price that was confirmed: nothing dearer is rented. */
  maxHourlyUsd: z.number(),
});
export type LaunchParams = z.infer<typeof LaunchParams>;

/** An offer in a region, as a person reads it. */
export interface Place {
  readonly gpu: string;
  readonly count: number;
  readonly region: string;
  readonly cloud: string;
  readonly hourlyUsd: number;
}

/** Why a candidate did not become a machine that is ready. */
export type PlaceFailure =
  | MachineFailure
  | { readonly code: "refused" | "unconfirmed"; readonly fault: ApiFault }
  /** The API tells a price for it that nobody has confirmed. */
  | { readonly code: "dearer"; readonly hourlyUsd: number };

export interface Attempt {
  readonly place: Place;
  readonly machineId: string | null;
  readonly failure: PlaceFailure;
}

/** Why there is no machine. */
export type LaunchFailure =
  /** The nearest offers that do not do, in words. */
  | { readonly code: "no-offer"; readonly nearest: readonly string[] }
  | { readonly code: "attempts-used"; readonly tried: number }
  | { readonly code: "creates-used"; readonly sent: number }
  | { readonly code: "request-refused"; readonly fault: ApiFault }
  | { readonly code: "name-changed"; readonly id: string }
  /** Somebody, or the sweep, had it deleted while it booted. */
  | { readonly code: "ended-by-hand"; readonly id: string }
  /** No other candidate would help: key, balance, network … */
  | { readonly code: "api"; readonly fault: ApiFault }
  /** A create was sent, and nobody can tell what became of it. */
  | { readonly code: "unconfirmed" }
  /** The database did not answer, so nothing may be rented. */
  | { readonly code: "store" }
  /** A fault of ours. */
  | { readonly code: "internal" };

/** What became of all that was rented, when there is no machine to hand over. */
export interface Undone {
  readonly deletedIds: readonly string[];
  /** Machines that run on as far as we know. */
  readonly left: readonly { readonly id: string; readonly why: string }[];
  /** A machine may still come of a create that was sent; the lease ends it. */
  readonly mayStillLand: boolean;
}

/** Times in milliseconds since the epoch. */
export type LaunchStage =
  | { readonly kind: "renting" }
  | {
      readonly kind: "booting";
      readonly place: Place;
      readonly machineId: string;
      readonly elapsedMs: number;
    }
  | {
      readonly kind: "ready";
      readonly place: Place;
      readonly machineId: string;
      readonly address: SshAddress;
      readonly leaseEndsAt: number;
      /** Now. */
      readonly at: number;
      /** Further machines of this lease that could not be deleted yet. */
      readonly leftIds: readonly string[];
    }
  | {
      readonly kind: "failed";
      readonly failure: LaunchFailure;
      readonly undone: Undone;
      /** When the lease ends what may be left; null: none was begun. */
      readonly leaseEndsAt: number | null;
    };

export interface LaunchReport {
  readonly userId: string;
  readonly wish: LaunchParams["wish"];
  readonly maxHourlyUsd: number;
  readonly attempts: readonly Attempt[];
  readonly stage: LaunchStage;
}

/** Names a message of ours. */
export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
}

/**
 * Posts the report to the person alone, or edits the message that is there. Never throws. False: Slack did not take
 * it; `message`: what is there afterwards.
 */
export type TellLaunch = (
  report: LaunchReport,
  message: MessageRef | null,
) => Promise<{ readonly isTold: boolean; readonly message: MessageRef | null }>;
