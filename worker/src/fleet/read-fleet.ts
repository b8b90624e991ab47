/** The fleet as a person is shown it: a look, and what we remember of what was seen. */
import { teamHashOf } from "@sesterce-gpu/shared";
import { withDeadline } from "../deadline.ts";
import type { Deps } from "../deps.ts";
import type { Settings } from "../settings/index.ts";
import { type Store, StoreError } from "../store/index.ts";
import { fleetOf } from "./fleet.ts";
import type { Ours } from "./holder.ts";
import { type Look, look, STORE_WITHIN_MS, storeFaultOrThrow } from "./look.ts";
import type { Fleet } from "./types.ts";

export interface FleetReading {
  readonly fleet: Fleet;
  /** Leases that were extended, and costs from before, are missing from the fleet. */
  readonly storeFault: StoreError | null;
  /** Machines that are there and could not be read. */
  readonly unreadable: number;
}

type ReadDeps = Pick<Deps, "settings" | "store" | "clock" | "log"> & {
  readonly sesterce: Deps["sesterce"] & { ok: true };
};

/** Throws SesterceError when the list can't be had. */
export async function readFleet(deps: ReadDeps, signal?: AbortSignal): Promise<FleetReading> {
  const seen = await look(deps, signal);
  const remembered = seen.storeFault ?? (await rememberInTime(deps, seen));
  const isKnown = !(remembered instanceof StoreError);
  const { rows, leases, ours } = isKnown ? remembered : await forgotten(deps.settings);
  return {
    fleet: fleetOf({ machines: seen.machines, rows, leases, ours, now: seen.at }),
    storeFault: isKnown ? null : remembered,
    unreadable: seen.unreadable,
  };
}

function rememberInTime(deps: ReadDeps, seen: Look) {
  const error = new StoreError("remembering machines in time", undefined);
  const deadline = { clock: deps.clock, afterMs: STORE_WITHIN_MS, error };
  return withDeadline(deadline, () => remember(deps, seen)).catch(storeFaultOrThrow);
}

/** What is remembered of the machines that were seen. Throws StoreError. */
export async function remember(
  { settings, store }: Pick<Deps, "settings" | "store">,
  { machines }: Pick<Look, "machines">,
) {
  const ids = machines.map(({ _id }) => _id);
  const rows = await store.machines.byIds(ids);
  const stems = [...new Set(rows.flatMap(({ stem }) => stem ?? []))];
  const [leases, ours] = await Promise.all([
    store.leases.find(stems),
    readOurs(
      settings,
      store,
      rows.flatMap(({ repositoryId }) => repositoryId ?? []),
    ),
  ]);
  return { rows, leases, ours };
}

const forgotten = async (settings: Settings) => ({
  rows: [],
  leases: [],
  ours: await oursOf(settings, new Map(), new Map()),
});

/** What we look after, with the names of these repositories. Throws StoreError. */
export async function readOurs(
  settings: Settings,
  { repositories }: Store,
  repositoryIds: readonly number[],
): Promise<Ours> {
  const [names, ids] = await Promise.all([
    repositories.names([...new Set(repositoryIds)]),
    repositories.idsOf(listed(settings).flatMap((one) => ("fullName" in one ? one.fullName : []))),
  ]);
  return oursOf(settings, names, ids);
}

async function oursOf(
  settings: Settings,
  repositoryNames: ReadonlyMap<number, string>,
  idsByName: ReadonlyMap<string, number>,
): Promise<Ours> {
  const { slackEdge } = settings;
  const ids = listed(settings).map((one) => ("id" in one ? one.id : idsByName.get(one.fullName)));
  return {
    teamHash: slackEdge.ok ? await teamHashOf(slackEdge.value.teamId) : null,
    repositoryIds: new Set(ids.filter((id) => id !== undefined)),
    repositoryNames,
  };
}

const listed = ({ reaper }: Settings) => (reaper.ok ? reaper.value.repositories : []);
