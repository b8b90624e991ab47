/**
 * Ends machines: claim → delete → verify → give the claim back. The claim is what keeps an extension, another
 * sweep and a click from acting on the same machine; whoever is stopped in between leaves it, and the next
 * sweep finds out what became of the machine. What is to end was decided before, by `plan`.
 */
import {
  type Clock,
  isGone,
  isSesterceError,
  type Machine,
  oneLine,
  SECOND_MS,
} from "@sesterce-gpu/shared";
import type { Deps } from "../deps.ts";
import { inPool } from "../pool.ts";
import type { Claim, ClaimEnd } from "../store/index.ts";

export interface Deed {
  readonly machineId: string;
  readonly outcome: /** Seen to be gone, or on its way out. */
    | "deleted"
    /** Somebody else has changed its case or its lease, or is at it: nothing was done. */
    | "lost"
    /** Refused, or still there although the API accepted it. */
    | "failed"
    /** Sent, and no list has answered since: the claim stays, the next sweep looks. */
    | "unverified";
  /** One line: why it failed, or is not verified. */
  readonly detail: string;
}

/** A machine that is to end, and why, for the evidence. */
export interface Doomed extends Claim {
  /** Sentences. */
  readonly why: string;
}

/** A delete that could not be sent by then is left to the next sweep: well before its claim lapses. */
export const SENT_WITHIN_MS = 90 * SECOND_MS;

type EndDeps = Pick<Deps, "store" | "clock"> & {
  readonly sesterce: Deps["sesterce"] & { readonly ok: true };
};

/** One deed for each machine, in their order. Throws StoreError. */
export async function endMachines(doomed: readonly Doomed[], deps: EndDeps): Promise<Deed[]> {
  if (doomed.length === 0) return [];
  const { store, clock, sesterce } = deps;
  const claimedAt = clock.now();
  const claimed = await store.claims.take(doomed.map(claimOf), claimedAt);
  const ids = doomed.map(({ machineId }) => machineId).filter((id) => claimed.has(id));
  const sendUntil = claimedAt + SENT_WITHIN_MS;
  const send = async (id: string) =>
    [id, await sendDelete(id, { client: sesterce.value, clock, sendUntil })] as const;
  const answers = new Map(await inPool(ids, send));
  const listed = ids.length > 0 ? await lookAgain(ids, sesterce.value) : undefined;
  const deeds = doomed.map(({ machineId }) => deedOf(machineId, answers.get(machineId), listed));
  const ended = await store.claims.end(
    deeds.flatMap((deed, index) => endOf(deed, doomed[index], claimedAt) ?? []),
    clock.now(),
  );
  return deeds.map((deed) =>
    isOver(deed) && !ended.has(deed.machineId) ? { ...deed, outcome: "lost" } : deed,
  );
}

const claimOf = ({ why, ...claim }: Doomed): Claim => claim;

const isOver = ({ outcome }: Deed): boolean => outcome === "deleted" || outcome === "failed";

/** Undefined: the claim was not ours, or stays until a list has shown what became of the machine. */
function endOf(deed: Deed, doomed: Doomed | undefined, claimedAt: number): ClaimEnd | undefined {
  if (!isOver(deed) || !doomed) return undefined;
  const { machineId, detail } = deed;
  const { actor, why } = doomed;
  const isDeleted = deed.outcome === "deleted";
  const text = isDeleted ? `Deleted. ${why}` : `Not deleted. ${detail} ${why}`;
  const kind = isDeleted ? "deleted" : "delete-failed";
  return { machineId, claimedAt, isDeleted, kind, actor, detail: text };
}

interface Sent {
  readonly answer: "accepted" | "not-found" | "failed";
  readonly detail: string;
}

type Client = EndDeps["sesterce"]["value"];

async function sendDelete(
  id: string,
  { client, clock, sendUntil }: { client: Client; clock: Clock; sendUntil: number },
): Promise<Sent> {
  if (clock.now() > sendUntil) return { answer: "failed", detail: "There was no time to send it." };
  try {
    const answer = await client.delete(id);
    return answer === "accepted"
      ? { answer, detail: "The API accepted the delete." }
      : { answer, detail: "The API does not know it (404)." };
  } catch (error) {
    if (isSesterceError(error)) return { answer: "failed", detail: oneLine(error.message) };
    throw error;
  }
}

/** As seen after the delete. A machine that is not there is gone; undefined: nothing can be learned. */
type Seen = ReadonlyMap<string, Machine> | undefined;

async function lookAgain(ids: readonly string[], client: Client): Promise<Seen> {
  try {
    const { rows, unreadable } = await client.survey();
    const listed = new Map(rows.map((row) => [row._id, row]));
    if (unreadable === 0) return listed;
    // What the list lacks may be what we can't read of it: it is asked for by its id.
    const hidden = ids.filter((id) => !listed.has(id));
    const found = await inPool(hidden, (id) => client.get(id));
    for (const machine of found) if (machine) listed.set(machine._id, machine);
    return listed;
  } catch (error) {
    if (isSesterceError(error)) return undefined;
    throw error;
  }
}

function deedOf(machineId: string, sent: Sent | undefined, listed: Seen): Deed {
  if (!sent) {
    return { machineId, outcome: "lost", detail: "It was changed, or claimed, by somebody else." };
  }
  const { answer, detail: said } = sent;
  if (!listed) {
    const outcome = answer === "accepted" ? "unverified" : "failed";
    return { machineId, outcome, detail: `${said} No list has answered since.` };
  }
  const machine = listed.get(machineId);
  if (machine && isGone(machine)) return { machineId, outcome: "deleted", detail: said };
  // A list may be short for once: what it lacks is believed when the API did not refuse the delete.
  if (!machine && answer !== "failed") return { machineId, outcome: "deleted", detail: said };
  if (!machine) return { machineId, outcome: "failed", detail: said };
  const detail = `${said} It is still listed, ${oneLine(machine.status, 40)}.`;
  return { machineId, outcome: "failed", detail };
}
