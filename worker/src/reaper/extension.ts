/** Whether and until when a lease can be extended: the same facts as the sweep's. Pure. */
import { costUsd, fail, isGone, MINUTE_MS, ok, type Result } from "@sesterce-gpu/shared";
import { CLAIM_MS } from "../store/index.ts";
import type { Known } from "./observe.ts";

export interface Extension {
  readonly stem: string;
  /** Ends of the lease, now and then; ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** What the added time costs at most; null: the API tells no price. */
  readonly addedUsd: number | null;
}

export type NotExtended =
  | { readonly code: "gone" }
  | { readonly code: "foreign" }
  /** It is being ended at this moment. */
  | { readonly code: "claimed" }
  /** `latest`: the last end that MAX_LIFETIME allows. */
  | { readonly code: "too-long"; readonly latest: number }
  /** The lease ended so long ago that the added time would be over, too. */
  | { readonly code: "over"; readonly to: number };

/** MAX_LIFETIME does not count the time that a machine may take to get ready. */
export const READY_TIMEOUT_MS = 20 * MINUTE_MS;

export function decideExtension(
  { seen, row, case: file }: Known,
  addMs: number,
  { now, maxLifetimeMs }: { readonly now: number; readonly maxLifetimeMs: number },
): Result<Extension, NotExtended> {
  const { leaseEndsAt: from, stem, holder, hourlyUsd, machine } = seen;
  if (holder.kind === "foreign" || stem === null || from === null) return fail({ code: "foreign" });
  if (isGone(machine)) return fail({ code: "gone" });
  const claimedAt = file?.claimedAt ?? Number.NEGATIVE_INFINITY;
  if (claimedAt > now - CLAIM_MS) return fail({ code: "claimed" });
  const to = from + addMs;
  const latest = (row?.firstSeenAt ?? now) + maxLifetimeMs + READY_TIMEOUT_MS;
  if (to > latest) return fail({ code: "too-long", latest });
  if (to <= now) return fail({ code: "over", to });
  const addedUsd = hourlyUsd === null ? null : costUsd(hourlyUsd, addMs);
  return ok({ stem, from, to, addedUsd });
}
