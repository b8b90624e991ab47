/**
 * What people end and extend by hand: plain data between `slack/`, where it is asked for, and `reaper/`, which does
 * it by the sweep's own rules. Times in milliseconds since the epoch, durations in milliseconds.
 */
import { MINUTE_MS, type Result } from "@sesterce-gpu/shared";
import type { FleetMachine, Holder } from "./types.ts";

/** So long a machine may take to get ready: MAX_LIFETIME does not count it. */
export const READY_TIMEOUT_MS = 20 * MINUTE_MS;

export interface HandRequest {
  readonly machineId: string;
  /** Slack user id. */
  readonly userId: string;
  /** Asked before, and again of whose it is when it is done. */
  readonly may: (holder: Holder) => boolean;
}

export interface ExtensionRequest extends HandRequest {
  readonly addMs: number;
  /** The lease's end that was shown to the person: a click that comes twice, or late, moves nothing. */
  readonly from: number;
}

/** `unseen`: the list, or writing it down, was not good: nothing is decided by it. */
export type NotSeen = { readonly code: "gone" } | { readonly code: "unseen" };

export type NotEnded =
  | NotSeen
  | { readonly code: "foreign" }
  /** Somebody else, or a sweep, is at it. */
  | { readonly code: "claimed" }
  | { readonly code: "failed"; readonly detail: string };

export interface Extension {
  readonly stem: string;
  /** Ends of the lease, now and then. */
  readonly from: number;
  readonly to: number;
  /** What the added time costs at most; null: the API tells no price. */
  readonly addedUsd: number | null;
  /** When GitHub was first found to say that its owner has ended: then a longer lease may not keep it. Null: it was not. */
  readonly ownerEndedAt: number | null;
}

export type NotExtended =
  | { readonly code: "gone" }
  | { readonly code: "foreign" }
  /** It is being ended at this moment. */
  | { readonly code: "claimed" }
  /** MAX_LIFETIME can't be read: there is no telling what is too long. */
  | { readonly code: "no-limit" }
  /** The lease's end, and the last one that MAX_LIFETIME allows. */
  | { readonly code: "too-long"; readonly from: number; readonly latest: number }
  /** The lease ended so long ago that the added time would be over, too. */
  | { readonly code: "over"; readonly to: number };

export interface Extended extends Extension {
  readonly seen: FleetMachine;
}

export type NotMoved =
  | NotSeen
  | NotExtended
  /** The lease ends at another time than was shown: somebody has moved it, perhaps this very click. */
  | { readonly code: "moved"; readonly seen: FleetMachine };

/** Each throws SesterceError, when nothing was done, and StoreError, when nobody knows. */
export interface Hand {
  /** The machine as it was. */
  end(request: HandRequest): Promise<Result<FleetMachine, NotEnded>>;
  /** What an extension would come to; nothing is moved. */
  quote(
    request: Pick<ExtensionRequest, "machineId" | "addMs">,
  ): Promise<Result<Extended, NotSeen | NotExtended>>;
  extend(request: ExtensionRequest): Promise<Result<Extended, NotMoved>>;
}
