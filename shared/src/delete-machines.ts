/**
 * Deletes machines and believes it only when the API shows it. A DELETE that is refused (a machine that is
 * still pending) is repeated; a machine is gone when a list that has just answered shows it as gone or not
 * at all and, since a list may be capped, its own details agree.
 */
import type { SesterceClient } from "./client.ts";
import type { Clock } from "./clock.ts";
import { isSesterceError, SesterceError } from "./errors.ts";
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

export interface Looked {
  /** Ids that were known or have shown. */
  readonly known: ReadonlySet<string>;
  /** Looks in a row that showed none of them. */
  readonly cleanLooks: number;
}

export interface Doomed {
  readonly ids: readonly string[];
  /** Listed machines of such a name are deleted as well. */
  readonly isOurs?: (name: string) => boolean;
  /** Asked when nothing is left: whether to look once more. */
  readonly isOpen?: (looked: Looked) => boolean;
}

export interface Deletion extends Looked {
  /** Ids whose DELETE was accepted. */
  readonly accepted: ReadonlySet<string>;
  /** What was never shown to be gone; ids of which nothing could be learned included. */
  readonly left: readonly LeftOver[];
  /** Why the last look learned nothing; undefined when it did. */
  readonly why?: string | undefined;
}

export interface LeftOver {
  readonly id: string;
  /** Undefined when the API told nothing. */
  readonly machine?: Machine | undefined;
  readonly why: string;
}

/** Between two rounds while something is left, and between two looks when nothing is. */
const PAUSE_MS = 2_000;
const SETTLE_MS = 5_000;

/** Works until all are gone, or the clock reaches `until` (ms since the epoch). */
export async function deleteMachines(
  doomed: Doomed,
  deps: DeleteDeps,
  until: number,
): Promise<Deletion> {
  const late = new AbortController();
  const signal = deps.signal ? AbortSignal.any([deps.signal, late.signal]) : late.signal;
  const noTime = new SesterceError({ code: "timeout", message: "There was no time left." });
  const timer = deps.clock.sleep(Math.max(0, until - deps.clock.now()), signal);
  timer.then(() => late.abort(noTime)).catch(() => {});
  try {
    return await deleteUntil(doomed, deps, { until, signal });
  } finally {
    late.abort(noTime);
  }
}

/** `signal` ends requests that are under way when time is up; a pause that ends late is no error. */
async function deleteUntil(
  doomed: Doomed,
  deps: DeleteDeps,
  { until, signal }: { readonly until: number; readonly signal: AbortSignal },
): Promise<Deletion> {
  const accepted = new Set<string>();
  const known = new Set(doomed.ids);
  let left: readonly LeftOver[] = doomed.ids.map((id) => ({ id, why: "not asked yet" }));
  let why: string | undefined;
  let hasLooked = false;
  for (let cleanLooks = 0; ; ) {
    const ids = left.map(({ id }) => id);
    const refusals = await sendDeletes(ids, { ...deps, signal }, accepted);
    const search = { ...doomed, known, last: left, refusals };
    const look = await lookAround(search, { ...deps, signal });
    // A look that time cut short says less than the one before.
    const isClean = look.left.length === 0 && look.why === undefined;
    const isCut = signal.aborted && hasLooked && !isClean;
    if (!isCut) ({ left, why } = look);
    hasLooked = true;
    for (const { id } of left) known.add(id);
    cleanLooks = left.length > 0 ? 0 : cleanLooks + Number(why === undefined);
    const isOpen = left.length > 0 || why !== undefined || doomed.isOpen?.({ known, cleanLooks });
    const pauseMs = left.length > 0 ? PAUSE_MS : SETTLE_MS;
    const found = { accepted, known, cleanLooks, left, why };
    if (!isOpen || deps.clock.now() + pauseMs > until) return found;
    deps.onWait?.(waitText(left, why, known));
    await deps.clock.sleep(pauseMs, deps.signal);
    if (signal.aborted) return found;
  }
}

function waitText(
  left: readonly LeftOver[],
  why: string | undefined,
  known: ReadonlySet<string>,
): string {
  if (left.length > 0) return left.map((leftOver) => `${leftOver.id}: ${leftOver.why}`).join("; ");
  if (why !== undefined) return why;
  return `${known.size > 0 ? "deleted" : "no machine shows"}; looking once more in 5 s`;
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
      refusals.set(id, messageOf(error));
    }
  };
  await Promise.all(ids.map(send));
  return refusals;
}

interface Search extends Doomed {
  readonly known: ReadonlySet<string>;
  /** What the last look left. */
  readonly last: readonly LeftOver[];
  readonly refusals: ReadonlyMap<string, string>;
}

/** What of it is left, as far as the API tells; `why` when the list does not answer. */
async function lookAround(
  { isOurs, known, last, refusals }: Search,
  { client, signal }: DeleteDeps,
): Promise<{ left: readonly LeftOver[]; why: string | undefined }> {
  const leftOver = (machine: Machine): LeftOver => {
    const why = refusals.get(machine._id) ?? `the API still shows it as ${machine.status}`;
    return { id: machine._id, machine, why };
  };
  const askFor = async (id: string): Promise<LeftOver[]> => {
    try {
      const machine = await client.get(id, signal);
      return machine && !isGone(machine) ? [leftOver(machine)] : [];
    } catch (error) {
      return [{ id, why: refusals.get(id) ?? messageOf(error) }];
    }
  };
  try {
    const rows = await client.list({}, signal);
    const listed = new Set(rows.map(({ _id }) => _id));
    const alive = rows.filter((row) => !isGone(row) && (known.has(row._id) || isOurs?.(row.name)));
    // The list may be capped: what it does not show is asked for by its id.
    const asked = await Promise.all([...known].filter((id) => !listed.has(id)).map(askFor));
    return { left: [...alive.map(leftOver), ...asked.flat()], why: undefined };
  } catch (error) {
    const why = messageOf(error);
    return { left: last.map((one) => ({ ...one, why: refusals.get(one.id) ?? why })), why };
  }
}

/** Rethrows what is not the API's fault. */
function messageOf(error: unknown): string {
  if (isSesterceError(error)) return error.message;
  throw error;
}
