/** After a create that may have landed: what bears the lease's stem is found, and one of it is kept. */
import { deleteMachines, listByStem } from "../delete-machines.ts";
import { isSesterceError, type SesterceError } from "../errors.ts";
import { byAge, isFailed } from "../lifecycle.ts";
import type { Machine } from "../schemas.ts";
import type { Run } from "./run.ts";

/** When to look, in ms after the create failed: a machine may be listed up to 20 s late. */
export const LOOKS_MS = [0, 3_000, 7_000, 13_000, 20_000];
const DELETE_TWINS_MS = 30_000;

/**
 * The oldest live machine of the lease, all others deleted; "failed" when it shows and is no good;
 * undefined when none shows in 20 s.
 * Throws `unconfirmed` when the last look got no answer: going on could rent twice.
 */
export async function adopt(
  run: Run,
  unconfirmed: SesterceError,
): Promise<Machine | "failed" | undefined> {
  const { clock, signal } = run.deps;
  const startedAt = clock.now();
  let hasLooked = false;
  for (const lookMs of LOOKS_MS) {
    await clock.sleep(Math.max(0, startedAt + lookMs - clock.now()), signal);
    const found = await look(run);
    hasLooked = found !== undefined;
    const { oldest, extra } = oldestOf(found ?? []);
    await deleteExtra(run, extra);
    if (oldest) return oldest;
    if (extra.length > 0) return "failed";
  }
  if (!hasLooked) throw unconfirmed;
  return undefined;
}

/** The one to keep, and all others. Nothing to keep, but extra: they have failed. */
export function oldestOf(machines: readonly Machine[]): {
  readonly oldest: Machine | undefined;
  readonly extra: readonly Machine[];
} {
  const [oldest, ...twins] = machines.filter((machine) => !isFailed(machine)).sort(byAge);
  return { oldest, extra: [...twins, ...machines.filter(isFailed)] };
}

/** Machines of the lease that were not given up; undefined when the list does not answer. */
async function look(run: Run): Promise<Machine[] | undefined> {
  try {
    const machines = await listByStem(run.request.stem, run.deps);
    return machines.filter(({ _id }) => !run.givenUp.has(_id));
  } catch (error) {
    if (isSesterceError(error)) return undefined;
    throw error;
  }
}

/** Deletes what the lease does not need; says so when it can't be done now (release does it again). */
export async function deleteExtra(
  run: Run,
  machines: readonly Machine[],
  forMs = DELETE_TWINS_MS,
): Promise<void> {
  if (machines.length === 0) return;
  for (const machine of machines) {
    run.givenUp.add(machine._id);
    run.deps.on({ kind: "twin", machine });
  }
  const until = run.deps.clock.now() + forMs;
  const ids = machines.map(({ _id }) => _id);
  const { left } = await deleteMachines({ ids }, run.deps, until);
  for (const { id, why } of left) run.deps.on({ kind: "not-deleted", machineId: id, detail: why });
}
