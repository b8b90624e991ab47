/** A machine that was rented: waited for, and handed over, or given back so that the next can be tried. */
import { deleteMachines } from "../delete-machines.ts";
import { isSesterceError, SesterceError } from "../errors.ts";
import { isGone } from "../lifecycle.ts";
import { type Candidate, candidateKey } from "../offers/requirements.ts";
import { hasStem } from "../ownership.ts";
import type { Machine } from "../schemas.ts";
import { deleteExtra } from "./adopt.ts";
import type { Attempt, MachineFailure, ProvisionFailure, ReadyMachine } from "./contract.ts";
import type { Run } from "./run.ts";
import { type Ready, waitReady } from "./wait-ready.ts";

export type Tried =
  | { readonly kind: "ready"; readonly ready: ReadyMachine }
  | { readonly kind: "stop"; readonly failure: ProvisionFailure }
  /** The machine was no good and minutes have passed: look at the offers anew. */
  | { readonly kind: "again" }
  /** Nothing can be had. */
  | { readonly kind: "none" };

export interface Rented {
  readonly machine: Machine;
  readonly candidate: Candidate;
  readonly expiresAt: number;
  /** When its create was begun; ms by the clock. */
  readonly startedAt: number;
}

/** `activeAt`: when it was first seen active; undefined when it never was. */
type Seen = Rented & { readonly activeAt?: number | undefined };

/** A look at the lease's twins that is older is repeated at ready. */
const LOOK_AGAIN_MS = 10_000;
const TWINS_MS = 1_000;
/** How long a machine that is no good may take to go before the next is tried; release looks again. */
const GIVE_UP_MS = 60_000;

export async function tryMachine(run: Run, rented: Rented): Promise<Tried> {
  const { clock, on } = run.deps;
  const { machine, candidate } = rented;
  run.machines += 1;
  on({ kind: "created", machine, candidate });
  const acceptedAt = clock.now();
  let seenActiveAt: number | undefined;
  let twins: Promise<void> = Promise.resolve();
  const onActive = (activeAt: number): void => {
    seenActiveAt = activeAt;
    on({ kind: "active", machine, activeAt });
    // Beside the SSH login, so that it costs the user no time.
    twins = deleteTwins(run, machine._id);
    twins.catch(() => {});
  };
  const waited = await waitReady(run, { machine, candidate, startedAt: acceptedAt, onActive });
  if (!waited.ok) return giveBack(run, { ...rented, activeAt: seenActiveAt }, waited.reason);
  await twins;
  const sshMs = clock.now() - waited.value.activeAt;
  if (sshMs > LOOK_AGAIN_MS) await deleteTwins(run, machine._id);
  tellAttempt(run, { ...rented, activeAt: waited.value.activeAt }, { kind: "ready" });
  return { kind: "ready", ready: toReady(run, rented, acceptedAt, waited.value) };
}

/** Tells the attempt's end; `activeAt` is unknown when the machine was never seen active. */
export function tellAttempt(
  run: Run,
  {
    candidate,
    startedAt,
    machine,
    activeAt,
  }: Pick<Rented, "candidate" | "startedAt"> & Partial<Pick<Seen, "machine" | "activeAt">>,
  outcome: Attempt["outcome"],
): void {
  const now = run.deps.clock.now();
  const attempt: Attempt = {
    candidate,
    machineId: machine?._id ?? null,
    outcome,
    tookMs: now - startedAt,
    activeMs: activeAt === undefined ? null : now - activeAt,
  };
  run.deps.on({ kind: "attempt", attempt });
}

/**
 * Deletes other machines of this lease. The user waits: what takes longer than a moment is left to post.
 */
async function deleteTwins(run: Run, id: string): Promise<void> {
  const { deps, request } = run;
  const late = new AbortController();
  const signal = deps.signal ? AbortSignal.any([deps.signal, late.signal]) : late.signal;
  const find = async (): Promise<void> => {
    const machines = await deps.client.list({}, signal);
    deps.on({ kind: "listed", machines });
    const isTwin = (machine: Machine) =>
      machine._id !== id && hasStem(machine.name, request.stem) && !isGone(machine);
    await deleteExtra(run, machines.filter(isTwin), TWINS_MS);
  };
  try {
    await Promise.race([find(), deps.clock.sleep(TWINS_MS, signal)]);
  } catch (error) {
    if (!isSesterceError(error)) throw error;
  } finally {
    late.abort(new SesterceError({ code: "timeout", message: "The user waits." }));
  }
}

async function giveBack(run: Run, rented: Seen, failure: MachineFailure): Promise<Tried> {
  const { clock, on } = run.deps;
  const { machine, candidate } = rented;
  run.givenUp.add(machine._id);
  run.failed.add(candidateKey(candidate));
  const since = clock.now();
  const onWait = (detail: string) =>
    on({ kind: "waiting", machine, elapsedMs: clock.now() - since, detail });
  const { left } = await deleteMachines(
    { ids: [machine._id] },
    { ...run.deps, onWait },
    since + GIVE_UP_MS,
  );
  for (const { id, why } of left) on({ kind: "not-deleted", machineId: id, detail: why });
  tellAttempt(run, rented, { kind: "failed", failure });
  if (run.machines < run.request.maxAttempts) return { kind: "again" };
  return { kind: "stop", failure: { code: "attempts-used", tried: run.machines } };
}

function toReady(run: Run, rented: Rented, acceptedAt: number, ready: Ready): ReadyMachine {
  const { candidate, expiresAt, startedAt } = rented;
  const { machine, address, gpus, activeAt } = ready;
  const createdFrom = run.firstCreateAt ?? startedAt;
  const timings = {
    chooseMs: createdFrom - run.startedAt,
    createMs: acceptedAt - createdFrom,
    bootMs: activeAt - acceptedAt,
    sshMs: run.deps.clock.now() - activeAt,
  };
  return { machine, candidate, address, expiresAt, gpus, timings };
}
