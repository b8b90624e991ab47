/** Whatever a launch ends with: machines that are not handed over are deleted, and looked for again. */
import {
  type DeleteDeps,
  deleteMachines,
  hasStem,
  isSesterceError,
  listByStem,
  type Machine,
  SECOND_MS,
} from "@sesterce-gpu/shared";
import type { Undone } from "../fleet/launch.ts";
import type { Course } from "./course.ts";
import { ONCE } from "./steps.ts";

/** Of one step: at one look in two seconds far below the requests that a step may send. */
const STEP_MS = 15 * SECOND_MS;
const PAUSE_MS = 20 * SECOND_MS;
/** A machine that is no good may take a minute to go before the next is tried; it is deleted again at the end. */
const GIVE_BACK_ROUNDS = 2;
/** About ten minutes: a machine may refuse its DELETE for as long as it boots. */
const LAST_ROUNDS = 18;
/** How long after its POST a machine may stay unlisted. */
const LATEST_LISTING_MS = 60 * SECOND_MS;

type Left = Undone["left"];

/** Tells what is left of it, as far as is known. */
export async function deleteIn(
  course: Course,
  name: string,
  machines: readonly Pick<Machine, "_id">[],
  rounds = 1,
): Promise<Left> {
  const ids = machines.map(({ _id }) => _id);
  for (const id of ids) {
    course.givenUp.add(id);
    course.known.add(id);
  }
  let left: Left = ids.map((id) => ({ id, why: "its DELETE was not sent" }));
  for (let round = 1; left.length > 0 && round <= rounds; round++) {
    if (round > 1) await course.ports.steps.sleep(`${name} ${round}: wait`, PAUSE_MS);
    const doomed = { ids: left.map(({ id }) => id) };
    const done = await deletion(course, `${name} ${round}`, () => Promise.resolve(doomed));
    if (done) left = done.left;
  }
  const leftIds = new Set(left.map(({ id }) => id));
  for (const id of ids) if (!leftIds.has(id)) course.known.delete(id);
  return left;
}

/** Gives back a machine that is no good. */
export const giveBack = (course: Course, machine: Machine): Promise<Left> =>
  deleteIn(course, `machine ${course.machines}: delete`, [machine], GIVE_BACK_ROUNDS);

/** Deletes all other machines of the lease, once; undefined: it is not known whether there are any. */
export async function deleteTwins(
  course: Course,
  name: string,
  keptId: string,
): Promise<readonly string[] | undefined> {
  const { stem } = course.params;
  const done = await deletion(course, name, async (deps) => {
    const twins = (await listByStem(stem, deps)).filter(({ _id }) => _id !== keptId);
    const known = [...course.known].filter((id) => id !== keptId);
    return { ids: [...new Set([...known, ...twins.map(({ _id }) => _id)])] };
  });
  if (!done) return undefined;
  course.known.clear();
  for (const id of [keptId, ...done.left.map(({ id }) => id)]) course.known.add(id);
  const gone = done.goneIds.map((machineId) => ({
    kind: "twin-deleted",
    detail: "Another machine of this lease was deleted.",
    machineId,
  }));
  if (gone.length > 0) await course.writeDown(name, gone, keptId);
  return done.left.map(({ id }) => id);
}

/**
 * Goes on until no machine can be listed late any more, and none refuses to go. `onChange` gets the ids that are
 * left: at once, and whenever they are others. `readyAt`: ms by our clock.
 */
export async function watchTwins(
  course: Course,
  { keptId, readyAt }: { readonly keptId: string; readonly readyAt: number },
  onChange: (leftIds: readonly string[]) => Promise<void>,
): Promise<void> {
  let left = await deleteTwins(course, "twins 1", keptId);
  let told = left ?? [];
  await onChange(told);
  const latestAt = (course.lastSentAt ?? 0) + LATEST_LISTING_MS;
  for (let round = 2; round <= LAST_ROUNDS; round++) {
    const isOver = readyAt + (round - 2) * PAUSE_MS >= latestAt;
    if (isOver && left?.length === 0) return;
    await course.ports.steps.sleep(`twins ${round}: wait`, PAUSE_MS);
    left = await deleteTwins(course, `twins ${round}`, keptId);
    if (!left || left.join() === told.join()) continue;
    told = left;
    await onChange(told);
  }
}

/** Deletes all that the launch may have rented, and looks until nothing can show any more. */
export async function undo(course: Course): Promise<Undone> {
  const nothing: Undone = { deletedIds: [], left: [], mayStillLand: false };
  if (course.sent.length === 0 && course.unconfirmedAt === null) return nothing;
  const { stem } = course.params;
  const isOurs = (name: string) => hasStem(name, stem);
  // Those that were given back, too: one was seen to come back after its DELETE.
  const before = new Set([...course.known, ...course.givenUp]);
  const shown = new Set(before);
  let left: Left = [...course.known].map((id) => ({ id, why: "its DELETE was not sent" }));
  for (let round = 1; round <= LAST_ROUNDS; round++) {
    if (round > 1) await course.ports.steps.sleep(`undo ${round}: wait`, PAUSE_MS);
    const ids = [...shown];
    const done = await deletion(course, `undo ${round}`, () => Promise.resolve({ ids, isOurs }));
    if (!done) continue;
    left = done.left;
    for (const id of [...done.goneIds, ...left.map(({ id }) => id)]) shown.add(id);
    const isQuiet = done.at >= (course.unconfirmedAt ?? 0) + LATEST_LISTING_MS;
    if (left.length === 0 && !done.isBlind && isQuiet) break;
  }
  const leftIds = new Set(left.map(({ id }) => id));
  const deletedIds = [...shown].filter((id) => !leftIds.has(id));
  const mayStillLand = course.unconfirmedAt !== null && shown.size === before.size;
  return { deletedIds, left, mayStillLand };
}

interface Deletion {
  readonly at: number;
  readonly goneIds: readonly string[];
  readonly left: Left;
  /** The last look learned nothing. */
  readonly isBlind: boolean;
}

type Doomed = { readonly ids: readonly string[]; readonly isOurs?: (name: string) => boolean };

/** Undefined: it is not known what became of it. */
async function deletion(
  course: Course,
  name: string,
  choose: (deps: DeleteDeps) => Promise<Doomed>,
): Promise<Deletion | undefined> {
  const { client, clock } = course.ports;
  const done = await course.step(name, ONCE, async (): Promise<Deletion | null> => {
    const until = clock.now() + STEP_MS;
    try {
      const doomed = await choose({ client, clock });
      const isSearch = doomed.isOurs !== undefined;
      const isOpen = ({ cleanLooks }: { cleanLooks: number }) => isSearch && cleanLooks < 2;
      const { known, left, why } = await deleteMachines(
        { ...doomed, isOpen },
        { client, clock },
        until,
      );
      const leftIds = new Set(left.map(({ id }) => id));
      return {
        at: clock.now(),
        goneIds: [...known].filter((id) => !leftIds.has(id)),
        left: left.map(({ id, why }) => ({ id, why })),
        isBlind: why !== undefined,
      };
    } catch (error) {
      if (isSesterceError(error)) return null;
      throw error;
    }
  });
  return done.ok ? (done.value ?? undefined) : undefined;
}
