/** Whether and until when a lease can be extended: the same facts as the sweep's. Pure. */
import { costUsd, fail, isGone, ok, type Result } from "@sesterce-gpu/shared";
import { type Extension, type NotExtended, READY_TIMEOUT_MS } from "../fleet/hand.ts";
import { CLAIM_MS } from "../store/index.ts";
import type { Known } from "./observe.ts";

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
  if (file?.deletingSince) return fail({ code: "gone" });
  if (maxLifetimeMs === Number.POSITIVE_INFINITY) return fail({ code: "no-limit" });
  const to = from + addMs;
  const latest = (row?.firstSeenAt ?? now) + maxLifetimeMs + READY_TIMEOUT_MS;
  if (to > latest) return fail({ code: "too-long", from, latest });
  if (to <= now) return fail({ code: "over", to });
  const addedUsd = hourlyUsd === null ? null : costUsd(hourlyUsd, addMs);
  const ownerEndedAt = file?.markWhy === "owner-ended" ? file.markAt : null;
  return ok({ stem, from, to, addedUsd, ownerEndedAt });
}
