/** What provisioning is asked, what it needs from outside, and what it tells. Types only. */
import type { SshAddress } from "../address.ts";
import type { SesterceClient, SshAccess } from "../client.ts";
import type { Clock } from "../clock.ts";
import type { SesterceError } from "../errors.ts";
import type { Choice } from "../offers/choose.ts";
import type { Candidate, Requirements } from "../offers/requirements.ts";
import type { Result } from "../result.ts";
import type { Machine } from "../schemas.ts";

export interface ProvisionRequest {
  /** Every machine that is tried bears it. */
  readonly stem: string;
  readonly requirements: Requirements;
  readonly access: SshAccess;
  readonly cloudInitBase64?: string | undefined;
  readonly dockerImage?: string | undefined;
  readonly volumeId?: string | undefined;
  readonly lifetimeMs: number;
  /** Per machine, from the accepted create until it is ready. */
  readonly readyTimeoutMs: number;
  /** How long to keep looking while nothing can be had; 0: not at all. */
  readonly capacityWaitMs: number;
  /** Machines tried. */
  readonly maxAttempts: number;
}

/** Writes down what a cleaner must know, before the deed. Each call is awaited. */
export interface Journal {
  /**
   * A create is about to be sent (ms since the epoch), or null: what became of every create is known.
   * `isLookedFor`: that one did not show in the time in which machines are listed.
   */
  pendingCreate(sentAt: number | null, isLookedFor: boolean): void | Promise<void>;
  created(id: string, candidate: Candidate): void | Promise<void>;
}

export interface ReachTarget {
  readonly address: SshAddress;
  readonly candidate: Candidate;
  readonly machineId: string;
  /** A short text for the progress line. */
  readonly onProgress: (detail: string) => void;
}

export interface UnreachableReason {
  readonly code: "too-few-gpus" | "host-key-changed";
  readonly detail: string;
}

/** `gpus`: as counted on the machine; null when nobody logged in. */
export type ReachVerdict = Result<{ readonly gpus: number | null }, UnreachableReason>;

/** Resolves when the machine answers as it should, or is known to be no good; waits until it is aborted. */
export type Reach = (target: ReachTarget, signal: AbortSignal) => Promise<ReachVerdict>;

export interface ProvisionDeps {
  readonly client: Pick<
    SesterceClient,
    "offers" | "create" | "list" | "get" | "delete" | "serverNow"
  >;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
  readonly journal: Journal;
  /** Without it, ready means `active` with an address. */
  readonly reach?: Reach | undefined;
  readonly on: (event: ProvisionEvent) => void;
}

/** Why a machine that was rented is given back. */
export type MachineFailure =
  | { readonly code: "error" }
  | { readonly code: "gone" }
  | { readonly code: "not-ready"; readonly detail: string }
  | { readonly code: "unsafe-address"; readonly detail: string }
  | UnreachableReason;

/** How one create ended, as the summary tells it. */
export interface Attempt {
  readonly candidate: Candidate;
  readonly machineId: string | null;
  readonly outcome:
    | { readonly kind: "ready" }
    | { readonly kind: "refused"; readonly error: SesterceError }
    | { readonly kind: "unconfirmed"; readonly error: SesterceError }
    | { readonly kind: "failed"; readonly failure: MachineFailure };
  /** From the POST to its end, and from the machine's being active (null: it never was). */
  readonly tookMs: number;
  readonly activeMs: number | null;
}

export type ProvisionEvent =
  | { readonly kind: "chosen"; readonly choice: Choice }
  | {
      readonly kind: "sold-out";
      readonly choice: Choice;
      readonly waitMs: number;
      readonly leftMs: number;
    }
  | {
      readonly kind: "creating";
      readonly candidate: Candidate;
      readonly name: string;
      readonly expiresAt: number;
    }
  | { readonly kind: "unconfirmed"; readonly error: SesterceError }
  | { readonly kind: "adopted"; readonly machine: Machine }
  /** A create was certainly not taken (429, no connection); the same one is sent again in `waitMs`. */
  | { readonly kind: "not-sent"; readonly error: SesterceError; readonly waitMs: number }
  | { readonly kind: "created"; readonly machine: Machine; readonly candidate: Candidate }
  | {
      readonly kind: "waiting";
      readonly machine: Machine;
      readonly elapsedMs: number;
      readonly detail: string;
    }
  | { readonly kind: "active"; readonly machine: Machine; readonly activeAt: number }
  /** All machines of the account, when the lease's twins were looked for. */
  | { readonly kind: "listed"; readonly machines: readonly Machine[] }
  | { readonly kind: "attempt"; readonly attempt: Attempt }
  | { readonly kind: "twin"; readonly machine: Machine }
  | { readonly kind: "not-deleted"; readonly machineId: string; readonly detail: string };

export interface Timings {
  /** Offers and waiting for capacity. */
  readonly chooseMs: number;
  /** Creates, refused ones and machines that failed included. */
  readonly createMs: number;
  /** From the accepted create to active. */
  readonly bootMs: number;
  /** From active to ready. */
  readonly sshMs: number;
}

export interface ReadyMachine {
  readonly machine: Machine;
  readonly candidate: Candidate;
  readonly address: SshAddress;
  /** By the machine's name; ms since the epoch. */
  readonly expiresAt: number;
  /** GPUs counted on the machine; null when nobody logged in. */
  readonly gpus: number | null;
  readonly timings: Timings;
}

export type ProvisionFailure =
  | { readonly code: "no-offer"; readonly choice: Choice; readonly waitedMs: number }
  | { readonly code: "attempts-used"; readonly tried: number }
  | { readonly code: "creates-used"; readonly sent: number }
  | { readonly code: "request-refused"; readonly error: SesterceError }
  | {
      readonly code: "name-changed";
      readonly id: string;
      readonly sent: string;
      readonly got: string;
    };
