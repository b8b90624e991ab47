/** The fleet as a person is shown it: a look, and what we remember of what was seen. */
import { decodeName, type Machine, teamHashOf } from "@sesterce-gpu/shared";
import { withDeadline } from "../deadline.ts";
import type { Deps } from "../deps.ts";
import type { Settings } from "../settings/index.ts";
import { type Answers, type Store, StoreError } from "../store/index.ts";
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
async function remember(
  { settings, store }: Pick<Deps, "settings" | "store">,
  { machines }: Pick<Look, "machines">,
) {
  const queries = memoryOf(machines, settings, store);
  const { rows, leases, ...named } = await store.ask("remembering machines", queries);
  return { rows, leases, ours: await oursOf(settings, named) };
}

/** What to ask of the machines that were seen: their names say of which leases and repositories. */
export function memoryOf(machines: readonly Machine[], settings: Settings, store: Store) {
  const owned = machines.flatMap(({ name }) => decodeName(name) ?? []);
  const repositoryIds = owned.flatMap(({ owner }) =>
    owner.kind === "workflow" ? owner.repositoryId : [],
  );
  return {
    rows: store.machines.queryOf(machines.map(({ _id }) => _id)),
    leases: store.leases.queryOf([...new Set(owned.map(({ stem }) => stem))]),
    ...namesOf(repositoryIds, settings, store),
  };
}

const forgotten = async (settings: Settings) => ({
  rows: [],
  leases: [],
  ours: await oursOf(settings, { names: new Map(), ids: new Map() }),
});

/** What we look after, with the names of these repositories. Throws StoreError. */
export async function readOurs(
  settings: Settings,
  store: Store,
  repositoryIds: readonly number[],
): Promise<Ours> {
  const queries = namesOf(repositoryIds, settings, store);
  return oursOf(settings, await store.ask("reading repositories' names", queries));
}

/** The names of these repositories, and the ids of those that we are told by name. */
const namesOf = (
  repositoryIds: readonly number[],
  settings: Settings,
  { repositories }: Pick<Store, "repositories">,
) => ({
  names: repositories.queryOfNames([...new Set(repositoryIds)]),
  ids: repositories.queryOfIds(
    listed(settings).flatMap((one) => ("fullName" in one ? one.fullName : [])),
  ),
});

export async function oursOf(
  settings: Settings,
  { names, ids }: Answers<ReturnType<typeof namesOf>>,
): Promise<Ours> {
  const { slackEdge } = settings;
  const known = listed(settings).map((one) => ("id" in one ? one.id : ids.get(one.fullName)));
  return {
    teamHash: slackEdge.ok ? await teamHashOf(slackEdge.value.teamId) : null,
    repositoryIds: new Set(known.filter((id) => id !== undefined)),
    repositoryNames: names,
  };
}

const listed = ({ reaper }: Settings) => (reaper.ok ? reaper.value.repositories : []);
