/** How a tick's budget is shared between looking and acting. Pure; in subrequests and statements of D1. */
import type { Subject } from "./facts.ts";

/** Whatever happens: cases, and claims that an earlier sweep has left … */
export const BEFORE_DELETING = 2;
/** … then evidence, the message (twice, if Slack takes only text), the sweep, what was told, evidence of it, old rows. */
const AFTER_DELETING = 7;
/** Claims, the list that verifies, and claims given back with their evidence. */
const WHEN_DELETING = 4;
/** A list of approvals read and written. */
const WHEN_ASKING = 2;
/** Its claim, costs, ends, names (of two kinds), the message (twice, if Slack takes only text), what was posted. */
export const WHEN_DIGESTING = 8;
/** Looking goes on, however many ends are due. */
const MOST_DELETES_KEPT = 8;

/** Whatever is due: without looks nothing that was marked would ever be confirmed. */
const LEAST_FOR_LOOKS = 6;

/** What is not to be spent on looks, of what is `left`. */
export function keptWhileAsking(subjects: readonly Subject[], now: number, left: number): number {
  const due = subjects.filter(
    ({ leaseEndsAt, file }) => file.mark !== null || (leaseEndsAt !== null && leaseEndsAt <= now),
  );
  const isAsking = due.some(({ file }) => file.mark?.why === "owner-missing");
  const deletes = due.length > 0 ? WHEN_DELETING + Math.min(due.length, MOST_DELETES_KEPT) : 0;
  const kept = BEFORE_DELETING + AFTER_DELETING + deletes + (isAsking ? WHEN_ASKING : 0);
  return Math.max(0, Math.min(kept, left - LEAST_FOR_LOOKS));
}

/**
 * How many machines can be deleted with what is left: at least those that were reckoned with while asking. The
 * rest waits for the next tick.
 */
export const affordableDeletes = (left: number, isAsking: boolean): number =>
  Math.max(0, left - AFTER_DELETING - WHEN_DELETING - (isAsking ? WHEN_ASKING : 0));

/** Of each: whether it is known, the question, its answer kept. One statement is for those that we are told by name. */
export const affordableNames = (left: number): number => Math.max(0, Math.floor((left - 1) / 3));
