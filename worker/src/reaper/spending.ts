/** How a tick's budget is shared between looking and acting. Pure; in subrequests and statements of D1. */
import type { Subject } from "./facts.ts";

/** Whatever happens: cases, evidence, the message (twice, if Slack takes only text), what was told, the sweep, old rows. */
const ALWAYS = 7;
/** Claims, the list that verifies, and claims given back either way. */
const WHEN_DELETING = 4;
/** A list of approvals read and written. */
const WHEN_ASKING = 2;
/** Looking goes on, however many ends are due. */
const MOST_DELETES_KEPT = 8;

/** What is not to be spent on looks. */
export function keptWhileAsking(subjects: readonly Subject[], now: number): number {
  const due = subjects.filter(
    ({ leaseEndsAt, file }) => file.mark !== null || (leaseEndsAt !== null && leaseEndsAt <= now),
  );
  const isAsking = due.some(({ file }) => file.mark?.why === "owner-missing");
  const deletes = due.length > 0 ? WHEN_DELETING + Math.min(due.length, MOST_DELETES_KEPT) : 0;
  return ALWAYS + deletes + (isAsking ? WHEN_ASKING : 0);
}

/** How many machines can be deleted with what is left. The rest waits for the next tick. */
export const affordableDeletes = (left: number): number =>
  Math.max(0, left - ALWAYS - WHEN_DELETING - WHEN_ASKING);
