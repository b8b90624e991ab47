/**
 * One look at the account: lists all machines and writes them down, so that their costs survive their end.
 * A memory that fails hides no machine: what is seen is returned with the fault beside it.
 */
import { decodeName, type Machine, oneLine } from "@sesterce-gpu/shared";
import { withDeadline } from "../deadline.ts";
import type { Deps } from "../deps.ts";
import { type Sighting, StoreError } from "../store/index.ts";
import { createdAtOf } from "./fleet.ts";

/** The database is near: what takes longer has failed. */
export const STORE_WITHIN_MS = 5_000;

export interface Look {
  readonly machines: readonly Machine[];
  /** Machines that are there and could not be read. */
  readonly unreadable: number;
  /** When the list was asked for; ms since the epoch. */
  readonly at: number;
  /** Written down as the newest look: what the sweep may stand on. */
  readonly isNewest: boolean;
  /** Why nothing was written down, if so. */
  readonly storeFault: StoreError | null;
}

type LookDeps = Pick<Deps, "store" | "clock" | "log"> & {
  readonly sesterce: Deps["sesterce"] & { readonly ok: true };
};

/** Throws SesterceError when the list can't be had. */
export async function look(deps: LookDeps, signal?: AbortSignal): Promise<Look> {
  const at = deps.clock.now();
  const { rows: machines, unreadable } = await deps.sesterce.value.survey({}, signal);
  const isWhole = unreadable === 0;
  const error = new StoreError("recording a list of machines in time", undefined);
  const deadline = { clock: deps.clock, afterMs: STORE_WITHIN_MS, error };
  const recorded = await withDeadline(deadline, () =>
    deps.store.machines.record(machines.map(sightingOf), at, { isWhole }),
  ).catch(storeFaultOrThrow);
  const storeFault = recorded instanceof StoreError ? recorded : null;
  const isNewest = recorded === true;
  if (!isNewest || !isWhole) {
    deps.log({ level: "error", event: "look-not-good", isNewest, unreadable, error: storeFault });
  }
  return { machines, unreadable, at, isNewest, storeFault };
}

export function storeFaultOrThrow(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  throw error;
}

/** Text from outside goes into the database as one line of a bounded length. */
export function sightingOf(machine: Machine): Sighting {
  const owned = decodeName(machine.name);
  const line = (text: string | null) => (text === null ? null : oneLine(text));
  return {
    id: machine._id,
    name: oneLine(machine.name),
    stem: owned?.stem ?? null,
    owner: owned?.owner ?? null,
    gpu: line(machine.gpuModel),
    gpuCount: machine.gpuCount,
    region: line(machine.region),
    hourlyUsd: machine.hourlyPrice,
    status: oneLine(machine.status, 40),
    createdAt: createdAtOf(machine),
  };
}
