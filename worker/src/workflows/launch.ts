/**
 * Rents a machine for a person: choose → create → boot → ready, told in one message. Whatever stops it, it is run
 * again from its kept steps. It ends with one machine that is handed over, or none that it knows of.
 */
import { fail, formatHourly, formatWish, ok, type Result } from "@sesterce-gpu/shared";
import type { LaunchFailure, LaunchParams, LaunchStage, Undone } from "../fleet/launch.ts";
import type { Booted } from "./boot.ts";
import { Course, type LaunchPorts, placeOf } from "./course.ts";
import { undo, watchTwins } from "./end.ts";
import { rent } from "./rent.ts";
import { isStop, STORE } from "./steps.ts";

export type { LaunchPorts } from "./course.ts";
export { stepsOf } from "./steps.ts";

/** As it is written down in `launches`, and given as the Workflow's output. */
export type LaunchOutcome =
  | { readonly kind: "ready"; readonly machineId: string; readonly leaseEndsAt: number }
  | { readonly kind: "failed"; readonly code: LaunchFailure["code"]; readonly undone: Undone };

/** `over`: its outcome was written before it began. Throws only when the engine stops the run. */
export async function launch(
  params: LaunchParams,
  ports: LaunchPorts,
): Promise<LaunchOutcome | { readonly kind: "over" }> {
  const course = new Course(params, ports);
  const begun = await begin(course);
  if (begun === "over") return { kind: "over" };
  await course.tell({ kind: "renting" });
  const outcome = begun.ok ? await tryAll(course) : await finishFailed(course, begun.reason);
  await course.step("settle", STORE, () => ports.store.launches.settle(params.launchId, outcome));
  return outcome;
}

async function tryAll(course: Course): Promise<LaunchOutcome> {
  try {
    const leased = await writeLease(course);
    const rented = leased.ok ? await rent(course) : leased;
    return rented.ok
      ? await finishReady(course, rented.value)
      : await finishFailed(course, rented.reason);
  } catch (error) {
    if (isStop(error)) throw error;
    course.ports.log({ level: "error", event: "launch-failed", error });
    return finishFailed(course, { code: "internal" });
  }
}

/** An instance whose history is lost may have rented before: what D1 says of it holds. */
async function begin(course: Course): Promise<Result<null, LaunchFailure> | "over"> {
  const { store } = course.ports;
  const begun = await course.step("begin", STORE, async () => {
    const row = await store.launches.find(course.params.launchId);
    if (!row || row.outcome !== null) return { isOver: true, message: null, createSentAt: null };
    return { isOver: false, message: row.message, createSentAt: row.createSentAt };
  });
  if (!begun.ok) return fail({ code: "store" });
  if (begun.value.isOver) return "over";
  course.message = begun.value.message;
  course.unconfirmedAt = begun.value.createSentAt;
  return ok(null);
}

/** Before anything is sent: never a machine without a lease. One that is there already stays as it is. */
async function writeLease(course: Course): Promise<Result<null, LaunchFailure>> {
  const { store, clock } = course.ports;
  const { stem, userId, lifetimeMs, readyTimeoutMs } = course.params;
  const written = await course.step("lease", STORE, async () => {
    const at = clock.now();
    const endsAt = at + readyTimeoutMs + lifetimeMs;
    const isFirst = await store.leases.put({ stem, endsAt, movedBy: userId, at });
    const [row] = isFirst ? [] : await store.leases.find([stem]);
    return row?.endsAt ?? endsAt;
  });
  if (!written.ok) return fail({ code: "store" });
  course.leaseEndsAt = written.value;
  const detail = `A launch of ${wishText(course.params)} began, for at most ${formatHourly(course.params.maxHourlyUsd)}.`;
  await course.writeDown("lease", [{ kind: "launch-started", detail }]);
  return ok(null);
}

const wishText = ({ wish: { gpu, count } }: LaunchParams): string =>
  formatWish({ name: gpu, count });

async function finishReady(course: Course, booted: Booted): Promise<LaunchOutcome> {
  const { machine, candidate, address } = booted;
  const machineId = machine._id;
  const { leaseEndsAt, at } = await readLease(course, booted);
  const place = placeOf(candidate, machine);
  const deed = { kind: "ready", detail: "Active, and handed over.", machineId };
  await course.writeDown("ready", [deed], machineId);
  const stage = { kind: "ready", place, machineId, address, leaseEndsAt, at } as const;
  await watchTwins(course, { keptId: machineId, readyAt: at }, async (leftIds) => {
    await tellForSure(course, `ready ${leftIds.length}`, { ...stage, leftIds });
  });
  return { kind: "ready", machineId, leaseEndsAt };
}

/** The later of the name's and D1's, which somebody may have moved by now. */
async function readLease(course: Course, { expiresAt, at: createdAt }: Booted) {
  const { store, clock } = course.ports;
  const read = await course.step("ready: lease", STORE, async () => {
    const [row] = await store.leases.find([course.params.stem]);
    return { leaseEndsAt: row?.endsAt ?? 0, at: clock.now() };
  });
  const known = read.ok ? read.value : { leaseEndsAt: course.leaseEndsAt ?? 0, at: createdAt };
  return { ...known, leaseEndsAt: Math.max(expiresAt, known.leaseEndsAt) };
}

async function finishFailed(course: Course, failure: LaunchFailure): Promise<LaunchOutcome> {
  const undone = await undo(course);
  const detail = `No machine: ${failure.code}. ${undone.left.length} left of ${course.sent.length} creates.`;
  await course.writeDown("failed", [{ kind: "launch-failed", detail }], null);
  const { leaseEndsAt } = course;
  await tellForSure(course, "failed", { kind: "failed", failure, undone, leaseEndsAt });
  return { kind: "failed", code: failure.code, undone };
}

const TELL_TRIES = 5;
const TELL_PAUSE_MS = 20_000;

/** What a person needs to go on: said again while Slack does not take it. */
async function tellForSure(course: Course, name: string, stage: LaunchStage): Promise<void> {
  for (let attempt = 1; attempt <= TELL_TRIES; attempt++) {
    if (await course.tell(stage)) return;
    if (attempt === TELL_TRIES) return;
    await course.ports.steps.sleep(`${name}: tell again ${attempt}`, attempt * TELL_PAUSE_MS);
  }
}
