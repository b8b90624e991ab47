/**
 * Ends machines: claim → delete → verify → give the claim back. The claim is what keeps an extension, another
 * sweep and a click from acting on the same machine; whoever is stopped in between leaves it, and the next
 * sweep finds out what became of the machine. What is to end was decided before, by `plan`.
 */
import { isGone, isSesterceError, type Machine, oneLine } from "@sesterce-gpu/shared";
import type { Deps } from "../deps.ts";
import { inPool } from "../pool.ts";
import type { Claim } from "../store/index.ts";

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

type EndDeps = Pick<Deps, "store"> & {
  readonly sesterce: Deps["sesterce"] & { readonly ok: true };
};

/** One deed for each claim, in its order. `at`: ms since the epoch. Throws StoreError. */
export async function endMachines(
  claims: readonly Claim[],
  { store, sesterce }: EndDeps,
  at: number,
): Promise<Deed[]> {
  if (claims.length === 0) return [];
  const claimed = await store.cases.claim(claims, at);
  const ids = claims.map(({ machineId }) => machineId).filter((id) => claimed.has(id));
  const answers = new Map(
    await inPool(ids, async (id) => [id, await sendDelete(id, sesterce.value)] as const),
  );
  const listed = ids.length > 0 ? await listAgain(sesterce.value) : new Map<string, Machine>();
  const deeds = claims.map(({ machineId }) => deedOf(machineId, answers.get(machineId), listed));
  const of = (outcome: Deed["outcome"]) =>
    deeds.filter((deed) => deed.outcome === outcome).map(({ machineId }) => machineId);
  await store.cases.endClaims(of("deleted"), at, true);
  await store.cases.endClaims(of("failed"), at, false);
  return deeds;
}

interface Sent {
  readonly isAccepted: boolean;
  readonly detail: string;
}

type Client = EndDeps["sesterce"]["value"];

async function sendDelete(id: string, client: Client): Promise<Sent> {
  try {
    const answer = await client.delete(id);
    return answer === "accepted"
      ? { isAccepted: true, detail: "The API accepted the delete." }
      : { isAccepted: false, detail: "The API does not know it (404)." };
  } catch (error) {
    if (isSesterceError(error)) return { isAccepted: false, detail: oneLine(error.message) };
    throw error;
  }
}

/** A machine that is not listed is gone: this list was asked for after the delete. Undefined: it can't be had. */
async function listAgain(client: Client): Promise<ReadonlyMap<string, Machine> | undefined> {
  try {
    const { rows, unreadable } = await client.survey();
    return unreadable === 0 ? new Map(rows.map((row) => [row._id, row])) : undefined;
  } catch (error) {
    if (isSesterceError(error)) return undefined;
    throw error;
  }
}

function deedOf(
  machineId: string,
  sent: Sent | undefined,
  listed: ReadonlyMap<string, Machine> | undefined,
): Deed {
  if (!sent) {
    return { machineId, outcome: "lost", detail: "It was changed, or claimed, by somebody else." };
  }
  if (!listed) {
    const outcome = sent.isAccepted ? "unverified" : "failed";
    return { machineId, outcome, detail: `${sent.detail} No list has answered since.` };
  }
  const machine = listed.get(machineId);
  if (!machine || isGone(machine)) return { machineId, outcome: "deleted", detail: sent.detail };
  const detail = `${sent.detail} It is still listed, ${oneLine(machine.status, 40)}.`;
  return { machineId, outcome: "failed", detail };
}
