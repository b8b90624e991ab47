/**
 * One candidate becomes a machine, or not. Each POST is written down before it is sent, in D1, and sent only by
 * whoever D1 gives it to: a step that was cut short is begun again by the engine, and then it only looks.
 */
import {
  type ApiFault,
  type Candidate,
  type CreateSent,
  decodeName,
  hasStem,
  isGone,
  isOf,
  isSesterceError,
  LOOKS_MS,
  listByStem,
  type Machine,
  MINUTE_MS,
  MOST_CREATES,
  oldestOf,
  sendCreateOnce,
} from "@sesterce-gpu/shared";
import type { LaunchFailure } from "../fleet/launch.ts";
import type { Course } from "./course.ts";
import { deleteIn } from "./end.ts";
import { ONCE, STORE } from "./steps.ts";

export interface Rented {
  readonly machine: Machine;
  /** What was rented; an earlier one than was asked for last, when its machine showed late. */
  readonly candidate: Candidate;
  /** By its name; ms since the epoch. */
  readonly expiresAt: number;
  /** When its create was answered; ms by our clock. */
  readonly at: number;
}

export type Created =
  | { readonly kind: "machine"; readonly rented: Rented }
  | { readonly kind: "refused" | "unconfirmed"; readonly fault: ApiFault }
  | { readonly kind: "stop"; readonly failure: LaunchFailure };

export async function createMachine(course: Course, candidate: Candidate): Promise<Created> {
  for (let attempt = 0; ; attempt++) {
    const number = course.sent.length + 1;
    if (number > MOST_CREATES) return stop({ code: "creates-used", sent: MOST_CREATES });
    const begun = await beginCreate(course, number);
    if (!begun) return stop({ code: "store" });
    course.sent.push(candidate);
    const sent = await send(course, candidate, { number, attempt });
    if (sent.kind !== "not-sent") return after(sent, { course, candidate, number });
    await course.ports.steps.sleep(`create ${number}: wait`, sent.waitMs);
  }
}

/** The state before the deed, in a step of its own. False: it can't be written, so nothing is sent. */
async function beginCreate(course: Course, number: number): Promise<boolean> {
  const { store, clock } = course.ports;
  const begun = await course.step(`create ${number}: begin`, STORE, async () => {
    const at = clock.now();
    await store.launches.beginCreate(course.params.launchId, number, at);
    return at;
  });
  if (!begun.ok) return false;
  course.lastSentAt = begun.value;
  const { readyTimeoutMs, lifetimeMs } = course.params;
  const endsAt = begun.value + course.aheadMs + readyTimeoutMs + lifetimeMs;
  // As the name tells it: the later of its end and D1's holds.
  const byName = Math.ceil(endsAt / MINUTE_MS) * MINUTE_MS;
  course.leaseEndsAt = Math.max(course.leaseEndsAt ?? 0, byName);
  return true;
}

type Sent = Exclude<CreateSent, { kind: "machine" }> | { kind: "machine"; rented: Rented };

async function send(
  course: Course,
  candidate: Candidate,
  { number, attempt }: { readonly number: number; readonly attempt: number },
): Promise<Sent> {
  const { store, clock, random, client } = course.ports;
  const { launchId, stem, sshKey, lifetimeMs, readyTimeoutMs } = course.params;
  const sent = await course.step(`create ${number}: send`, ONCE, async () => {
    const isMine = await store.launches.claimCreate(launchId, number);
    if (!isMine) return null;
    const now = clock.now() + course.aheadMs;
    const terms = { stem, access: { sshKey }, lifetimeMs, readyTimeoutMs };
    const order = { ...terms, candidate, now, attempt, random: random() };
    const answer = await sendCreateOnce(order, client);
    // At once: should the answer be lost with this step, whoever looks for the machine knows its id.
    if ("machine" in answer) await course.keepMachine(answer.machine._id);
    return { answer, at: clock.now() };
  });
  if (!sent.ok || sent.value === null) return { kind: "unconfirmed", fault: CUT_SHORT };
  const { answer, at } = sent.value;
  if (answer.kind !== "machine") return answer;
  return { kind: "machine", rented: { ...answer, candidate, at } };
}

const CUT_SHORT: ApiFault = {
  code: "unconfirmed-create",
  message: "The step that sends it was cut short.",
  status: null,
  apiMessage: null,
};

interface Try {
  readonly course: Course;
  readonly candidate: Candidate;
  /** Of the POST, from 1. */
  readonly number: number;
}

async function after(sent: Exclude<Sent, { kind: "not-sent" }>, one: Try): Promise<Created> {
  const { course, number } = one;
  const name = `create ${number}`;
  switch (sent.kind) {
    case "machine":
      return keep(sent.rented, course, { kind: "created", name });
    case "renamed":
      return dropRenamed(sent, course, name);
    case "unconfirmed":
      return confirm(sent.fault, one);
    case "refused":
      await course.writeDown(name, [{ kind: "create-refused", detail: sent.fault.message }], null);
      return sent;
    case "stop":
      await course.writeDown(name, [{ kind: "create-stopped", detail: sent.fault.message }], null);
      return stop({ code: "api", fault: sent.fault });
  }
}

async function keep(
  rented: Rented,
  course: Course,
  { kind, name }: { readonly kind: "created" | "adopted"; readonly name: string },
): Promise<Created> {
  const machineId = rented.machine._id;
  course.known.add(machineId);
  const called = rented.machine.name;
  const detail = kind === "created" ? `Rented as ${called}.` : `Found as ${called}, and taken.`;
  await course.writeDown(name, [{ kind, detail, machineId }], machineId);
  return { kind: "machine", rented };
}

/** Nobody would find it again by its name. */
async function dropRenamed(
  { machine, sent }: Pick<Extract<CreateSent, { kind: "renamed" }>, "machine" | "sent">,
  course: Course,
  name: string,
): Promise<Created> {
  const id = machine._id;
  course.known.add(id);
  course.givenUp.add(id);
  const detail = `It was sent as ${sent} and came back as ${machine.name}.`;
  const deed = { kind: "name-changed", detail, machineId: id };
  await course.writeDown(name, [deed], null);
  return stop({ code: "name-changed", id });
}

/** Looks for it by its stem until a machine that was listed late would have shown. */
async function confirm(fault: ApiFault, one: Try): Promise<Created> {
  const { course, number } = one;
  course.unconfirmedAt = course.lastSentAt;
  const detail = `It may have landed: ${fault.message}`;
  await course.writeDown(`create ${number}`, [{ kind: "create-unconfirmed", detail }]);
  let isSeen = false;
  for (const [index, lookMs] of LOOKS_MS.entries()) {
    const waitMs = lookMs - (LOOKS_MS[index - 1] ?? 0);
    const name = `create ${number}: look ${index + 1}`;
    if (waitMs > 0) await course.ports.steps.sleep(`${name}: wait`, waitMs);
    const found = await find(course, name);
    isSeen = found !== undefined;
    if (!found || found.machines.length === 0) continue;
    const renamed = found.machines.find((machine) => !hasStem(machine.name, course.params.stem));
    if (renamed) return dropRenamed({ machine: renamed, sent: course.params.stem }, course, name);
    const { oldest, extra } = oldestOf(found.machines);
    await deleteIn(course, `${name}: twins`, extra);
    course.unconfirmedAt = null;
    if (!oldest) return { kind: "unconfirmed", fault };
    return keep(adopted(oldest, one, found.at), course, { kind: "adopted", name });
  }
  return isSeen ? { kind: "unconfirmed", fault } : stop({ code: "unconfirmed" });
}

interface Found {
  readonly machines: readonly Machine[];
  /** Ms by our clock. */
  readonly at: number;
}

/** By the stem, and by the id if that was kept. Undefined: the list does not answer. */
async function find(course: Course, name: string): Promise<Found | undefined> {
  const { client, clock } = course.ports;
  const found = await course.step(name, ONCE, async (): Promise<Found | null> => {
    try {
      const listed = await listByStem(course.params.stem, { client, clock });
      const keptId = await course.keptMachine();
      const isListed = keptId === null || listed.some(({ _id }) => _id === keptId);
      const kept = isListed ? undefined : await client.get(keptId);
      const machines = kept && !isGone(kept) ? [...listed, kept] : listed;
      return { machines, at: clock.now() };
    } catch (error) {
      if (isSesterceError(error)) return null;
      throw error;
    }
  });
  if (!found.ok || !found.value) return undefined;
  const { machines, at } = found.value;
  return { machines: machines.filter(({ _id }) => !course.givenUp.has(_id)), at };
}

function adopted(machine: Machine, { course, candidate }: Try, at: number): Rented {
  const rented = course.sent.findLast((sent) => isOf(machine, sent)) ?? candidate;
  return { machine, candidate: rented, expiresAt: decodeName(machine.name)?.expiresAt ?? at, at };
}

const stop = (failure: LaunchFailure): Created => ({ kind: "stop", failure });
