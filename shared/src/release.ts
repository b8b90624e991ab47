/**
 * Ends a lease: deletes what is known first, then whatever bears the stem, and looks again, since a machine
 * may be listed late, and one was seen to come back after its DELETE. Never throws for the API's sake: an
 * API that does not answer leaves machines of which we say so.
 */
import { type DeleteDeps, deleteMachines, type LeftOver } from "./delete-machines.ts";
import { isSesterceError } from "./errors.ts";
import { isGone } from "./lifecycle.ts";
import type { Machine } from "./schemas.ts";

export interface EndedLease {
  /** Whether a machine of this name belongs to the lease. */
  readonly isOurs: (name: string) => boolean;
  /** Ids that are known already. */
  readonly ids: readonly string[];
  /** When a create was sent of which nobody knows what became (ms by the clock); null: there is none. */
  readonly pendingCreateAt: number | null;
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
/** Between a look that shows nothing and the one that confirms it. */
const SETTLE_MS = 5_000;

/** Works until the lease is seen to have ended, or the clock is past `until` (ms since the epoch). */
export async function release(
  lease: EndedLease,
  deps: DeleteDeps,
  until: number,
): Promise<ReleaseOutcome> {
  const known = new Set(lease.ids);
  const accepted = new Set<string>();
  let targets = lease.ids;
  for (let hasSettled = lease.ids.length === 0; ; ) {
    if (targets.length > 0) {
      const deletion = await deleteMachines(targets, deps, until);
      for (const id of deletion.accepted) accepted.add(id);
      if (deletion.left.length > 0) return { kind: "still-running", left: deletion.left };
      hasSettled = false;
    }
    const look = await lookAround(lease, known, deps);
    targets = look.alive.map(({ _id }) => _id);
    for (const id of targets) known.add(id);
    const { clock, signal } = deps;
    const isLate = clock.now() + SETTLE_MS > until;
    const isClean = look.why === undefined && targets.length === 0;
    const isDone = isClean && hasSettled && !mayStillLand(lease, known, clock.now());
    if (isDone || (isLate && targets.length === 0)) {
      return outcomeOf(lease, { known, accepted, why: look.why, now: clock.now() });
    }
    if (targets.length === 0) {
      deps.onWait?.(look.why ?? waitText(known));
      await clock.sleep(SETTLE_MS, signal);
    }
    hasSettled = isClean;
  }
}

const waitText = (known: ReadonlySet<string>): string =>
  known.size > 0 ? "deleted; looking once more in 5 s" : "no machine shows; looking again in 5 s";

/** What of the lease lives; `why` when the API did not tell. */
async function lookAround(
  { isOurs }: EndedLease,
  known: ReadonlySet<string>,
  { client, signal }: DeleteDeps,
): Promise<{ alive: readonly Machine[]; why?: string }> {
  try {
    const rows = await client.list({}, signal);
    const listed = new Set(rows.map(({ _id }) => _id));
    // The list may be capped: what it does not show is asked for by its id.
    const unlisted = [...known].filter((id) => !listed.has(id));
    const asked = await Promise.all(unlisted.map((id) => client.get(id, signal)));
    const ours = rows.filter(({ _id, name }) => isOurs(name) || known.has(_id));
    const all = [...ours, ...asked.filter((machine) => machine !== undefined)];
    return { alive: all.filter((machine) => !isGone(machine)) };
  } catch (error) {
    if (isSesterceError(error)) return { alive: [], why: error.message };
    throw error;
  }
}

/** A machine that may show late is waited for, until one has shown that we did not know. */
function mayStillLand(lease: EndedLease, known: ReadonlySet<string>, now: number): boolean {
  const { ids, pendingCreateAt, watchUntil = 0 } = lease;
  const landsUntil = pendingCreateAt === null ? 0 : pendingCreateAt + LATEST_LISTING_MS;
  return known.size === ids.length && now < Math.max(landsUntil, watchUntil);
}

interface Findings {
  readonly known: ReadonlySet<string>;
  readonly accepted: ReadonlySet<string>;
  readonly why: string | undefined;
  readonly now: number;
}

function outcomeOf(lease: EndedLease, findings: Findings): ReleaseOutcome {
  const { known, accepted, why, now } = findings;
  const wasSent = lease.pendingCreateAt !== null;
  if (wasSent && (known.size === 0 || mayStillLand(lease, known, now))) {
    return { kind: "unconfirmed", why: why ?? "no machine of this lease has shown" };
  }
  if (accepted.size > 0) return { kind: "deleted", ids: [...accepted] };
  if (known.size > 0) return { kind: "already-gone", ids: [...known] };
  return why === undefined ? { kind: "nothing-rented" } : { kind: "unconfirmed", why };
}
