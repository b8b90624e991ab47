/**
 * One look at the account: lists all machines and writes them down, so that their costs survive their end.
 * A memory that fails hides no machine: what is seen is returned with the fault beside it.
 */
import { decodeName, type Machine, oneLine } from "@sesterce-gpu/shared";
import type { Deps } from "../deps.ts";
import { type Sighting, StoreError } from "../store/index.ts";
import { createdAtOf } from "./fleet.ts";

export interface Look {
  readonly machines: readonly Machine[];
  /** When the list was asked for; ms since the epoch. */
  readonly at: number;
  /** Why nothing was written down, if so. */
  readonly storeFault: StoreError | null;
}

type LookDeps = Pick<Deps, "sesterce" | "store" | "clock" | "log">;

/** Throws SesterceError when the list can't be had. */
export async function look(
  { sesterce, store, clock, log }: LookDeps & { sesterce: { ok: true } },
  signal?: AbortSignal,
): Promise<Look> {
  const at = clock.now();
  const machines = await sesterce.value.list({}, signal);
  const storeFault = await store.machines.record(machines.map(sightingOf), at).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
      log({ level: "error", event: "look-not-recorded", error });
      return error;
    },
  );
  return { machines, at, storeFault };
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
