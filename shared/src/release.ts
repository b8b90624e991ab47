/**
 * Ends a lease: deletes what is known first, then whatever bears the stem, and looks again, since a machine
 * may be listed late, and one was seen to come back after its DELETE. Never throws for the API's sake: an
 * API that does not answer leaves machines of which we say so.
 */
import {
  type DeleteDeps,
  type Deletion,
  deleteMachines,
  type LeftOver,
} from "./delete-machines.ts";

export interface EndedLease {
  /** Whether a machine of this name belongs to the lease. */
  readonly isOurs: (name: string) => boolean;
  /** Ids that are known already. */
  readonly ids: readonly string[];
  /** When a create was sent of which nobody knows what became (ms by the clock); null: there is none. */
  readonly pendingCreateAt: number | null;
  /** Whether that create was looked for already, in vain, for as long as a machine is listed late. */
  readonly isLookedFor?: boolean | undefined;
  /** Look until then (ms by the clock) although nothing is known to have been sent. */
  readonly watchUntil?: number | undefined;
}

export type ReleaseOutcome =
  | { readonly kind: "deleted"; readonly ids: readonly string[] }
  | { readonly kind: "already-gone"; readonly ids: readonly string[] }
  | { readonly kind: "nothing-rented" }
  /** It may be that a create has landed which we can't see. */
  | { readonly kind: "unconfirmed"; readonly why: string }
  | { readonly kind: "still-running"; readonly left: readonly LeftOver[] };

/** How long after its POST a machine may stay unlisted. */
const LATEST_LISTING_MS = 60_000;

/** Works until the lease is seen to have ended, or the clock is past `until` (ms since the epoch). */
export async function release(
  lease: EndedLease,
  deps: DeleteDeps,
  until: number,
): Promise<ReleaseOutcome> {
  const { ids, isOurs } = lease;
  const deletion = await deleteMachines(
    {
      ids,
      isOurs,
      isOpen: ({ known, cleanLooks }) =>
        // One look that shows nothing proves nothing: a list may be short for once.
        cleanLooks < 2 || mayStillLand(lease, known, deps.clock.now()),
    },
    deps,
    until,
  );
  return outcomeOf(lease, deletion, deps.clock.now());
}

/** A machine that may show late is waited for, until one has shown that we did not know. */
function mayStillLand(lease: EndedLease, known: ReadonlySet<string>, now: number): boolean {
  const { ids, pendingCreateAt, watchUntil = 0 } = lease;
  const landsUntil = pendingCreateAt === null ? 0 : pendingCreateAt + LATEST_LISTING_MS;
  return known.size === ids.length && now < Math.max(landsUntil, watchUntil);
}

function outcomeOf(lease: EndedLease, deletion: Deletion, now: number): ReleaseOutcome {
  const { known, accepted, left, why } = deletion;
  if (left.length > 0) return { kind: "still-running", left };
  const hasShown = known.size > lease.ids.length;
  const isOpen = !lease.isLookedFor || known.size === 0 || mayStillLand(lease, known, now);
  if (lease.pendingCreateAt !== null && !hasShown && isOpen) {
    return { kind: "unconfirmed", why: why ?? "no machine of this lease has shown" };
  }
  if (accepted.size > 0) return { kind: "deleted", ids: [...accepted] };
  if (known.size > 0) return { kind: "already-gone", ids: [...known] };
  return why === undefined ? { kind: "nothing-rented" } : { kind: "unconfirmed", why };
}
