/**
 * Deletes machines and believes it only when the API shows it. A DELETE that is refused (a machine that is
 * still pending) is repeated; a machine is gone when a list that has just answered shows it as gone or not
 * at all and, since a list may be capped, its own details agree.
 */
import type { SesterceClient } from "./client.ts";
import type { Clock } from "./clock.ts";
import { isSesterceError } from "./errors.ts";
import { isGone } from "./lifecycle.ts";
import { hasStem } from "./ownership.ts";
import type { Machine } from "./schemas.ts";

export interface DeleteDeps {
  readonly client: Pick<SesterceClient, "list" | "get" | "delete">;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Hears in a few words what is waited for, each time that a wait goes on. */
  readonly onWait?: ((detail: string) => void) | undefined;
}

export interface Deletion {
  /** Ids whose DELETE was accepted. */
  readonly accepted: ReadonlySet<string>;
  /** What the last look showed as not gone; ids of which nothing could be learned included. */
  readonly left: readonly LeftOver[];
}

export interface LeftOver {
  readonly id: string;
  /** Undefined when the API told nothing. */
  readonly machine?: Machine | undefined;
  readonly why: string;
}

const PAUSE_MS = 2_000;

/** Deletes these machines, until all are gone or the clock is past `until` (ms since the epoch). */
export async function deleteMachines(
  ids: readonly string[],
  deps: DeleteDeps,
  until: number,
): Promise<Deletion> {
  const accepted = new Set<string>();
  let wanted: readonly string[] = ids;
  for (;;) {
    const refusals = await sendDeletes(wanted, deps, accepted);
    const left = await lookForLeftOvers(wanted, deps, refusals);
    const isLate = deps.clock.now() + PAUSE_MS > until;
    if (left.length === 0 || isLate) return { accepted, left };
    deps.onWait?.(left.map(({ id, why }) => `${id}: ${why}`).join("; "));
    await deps.clock.sleep(PAUSE_MS, deps.signal);
    wanted = left.map(({ id }) => id);
  }
}

/** The machines that bear the stem and are not gone. Throws SesterceError when the list does not answer. */
export async function listByStem(stem: string, { client, signal }: DeleteDeps): Promise<Machine[]> {
  const machines = await client.list({}, signal);
  return machines.filter((machine) => hasStem(machine.name, stem) && !isGone(machine));
}

/** Sends the DELETEs at once; returns why each one that was not accepted was not. */
async function sendDeletes(
  ids: readonly string[],
  { client, signal }: DeleteDeps,
  accepted: Set<string>,
): Promise<ReadonlyMap<string, string>> {
  const refusals = new Map<string, string>();
  const send = async (id: string) => {
    try {
      if ((await client.delete(id, signal)) === "accepted") accepted.add(id);
    } catch (error) {
      if (!isSesterceError(error)) throw error;
      refusals.set(id, error.message);
    }
  };
  await Promise.all(ids.map(send));
  return refusals;
}

async function lookForLeftOvers(
  ids: readonly string[],
  { client, signal }: DeleteDeps,
  refusals: ReadonlyMap<string, string>,
): Promise<LeftOver[]> {
  try {
    const rows = new Map((await client.list({}, signal)).map((machine) => [machine._id, machine]));
    const looks = ids.map(async (id) => ({
      id,
      machine: rows.get(id) ?? (await client.get(id, signal)),
    }));
    return (await Promise.all(looks)).flatMap(({ id, machine }) =>
      machine && !isGone(machine)
        ? [{ id, machine, why: refusals.get(id) ?? `the API still shows it as ${machine.status}` }]
        : [],
    );
  } catch (error) {
    if (!isSesterceError(error)) throw error;
    return ids.map((id) => ({ id, why: refusals.get(id) ?? error.message }));
  }
}
