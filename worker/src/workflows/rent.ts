/** Offers → candidates → creates → a machine that is ready; on to the next when one is refused or no good. */
import {
  apiFaultOf,
  type Candidate,
  choose,
  fail,
  formatMisfit,
  isPassing,
  isSesterceError,
  type Miss,
  MOST_CREATES,
  ok,
  oneLine,
  Refusals,
  type Requirements,
  type Result,
  SECOND_MS,
} from "@sesterce-gpu/shared";
import { type LaunchFailure, type LaunchParams, MOST_MACHINES } from "../fleet/launch.ts";
import { type Booted, boot } from "./boot.ts";
import type { Course } from "./course.ts";
import { createMachine, type Rented } from "./create.ts";
import { giveBack } from "./end.ts";
import { ONCE, STORE } from "./steps.ts";

/** The client repeats a request by itself for some seconds; this is for longer troubles. */
const OFFERS_TRIES = 4;
const OFFERS_PAUSE_MS = 15 * SECOND_MS;
const MOST_NEAREST = 3;

type Outcome = Result<Booted, LaunchFailure>;

/** Whatever fails, machines that it knows of may be left: the caller undoes. */
export async function rent(course: Course): Promise<Outcome> {
  for (let look = 1; ; look++) {
    const offered = await lookAtOffers(course, look);
    if (!offered.ok) return offered;
    const { candidates, nearest } = offered.value;
    const outcome = await tryInTurn(course, candidates);
    // Undefined: a machine was tried and was no good. Minutes have passed: the offers are asked for anew.
    if (outcome) return outcome === "none" ? fail({ code: "no-offer", nearest }) : outcome;
  }
}

async function tryInTurn(
  course: Course,
  candidates: readonly Candidate[],
): Promise<Outcome | "none" | undefined> {
  const refusals = new Refusals();
  for (const candidate of candidates) {
    const created = await createMachine(course, candidate);
    if (created.kind === "stop") return fail(created.failure);
    if (created.kind === "machine") return tryMachine(course, created.rented);
    course.leaveOut(candidate, null, { code: created.kind, fault: created.fault });
    if (created.kind === "refused" && refusals.isThirdAlike(created.fault)) {
      return fail({ code: "request-refused", fault: created.fault });
    }
  }
  return "none";
}

/** Undefined: it was no good, and is given back. */
async function tryMachine(course: Course, rented: Rented): Promise<Outcome | undefined> {
  course.machines += 1;
  const booted = await boot(course, rented);
  if (booted.ok) return booted;
  const { reason } = booted;
  if (reason.kind === "stop") return fail(reason.failure);
  const { machine, candidate } = rented;
  const machineId = machine._id;
  const isTaken = reason.failure.code === "gone" && (await isEndedByHand(course, machineId));
  const left = await giveBack(course, machine);
  course.leaveOut(candidate, machineId, reason.failure);
  const deed = { kind: "given-back", detail: givenBackText(reason.failure.code, left), machineId };
  await course.writeDown(`machine ${course.machines}`, [deed], null);
  if (isTaken) return fail({ code: "ended-by-hand", id: machineId });
  if (course.machines < MOST_MACHINES) return undefined;
  return fail({ code: "attempts-used", tried: course.machines });
}

const givenBackText = (code: string, left: readonly { readonly why: string }[]): string =>
  left[0] === undefined
    ? `No good (${code}), and deleted.`
    : `No good (${code}), and not deleted yet: ${left[0].why}`;

/**
 * Whoever had it deleted wants no other one instead. A DELETE that was accepted counts as failed while the machine
 * is still listed. True as well when D1 does not tell: one machine too few costs less than one too many.
 */
async function isEndedByHand(course: Course, machineId: string): Promise<boolean> {
  const { store } = course.ports;
  const known = await course.step(`machine ${course.machines}: who`, STORE, async () => {
    const cases = await store.cases.byIds([machineId]);
    return cases.some(
      ({ deletingSince, claimedAt, failedAt }) => (deletingSince ?? claimedAt ?? failedAt) !== null,
    );
  });
  return !known.ok || known.value;
}

interface Offered {
  readonly candidates: readonly Candidate[];
  readonly nearest: readonly string[];
}

async function lookAtOffers(course: Course, look: number): Promise<Result<Offered, LaunchFailure>> {
  let failure: LaunchFailure = { code: "internal" };
  for (let attempt = 1; attempt <= OFFERS_TRIES; attempt++) {
    const name = `offers ${look}.${attempt}`;
    if (attempt > 1) await course.ports.steps.sleep(`${name}: wait`, OFFERS_PAUSE_MS);
    const asked = await askForOffers(course, name);
    if (!asked.ok) continue;
    if (asked.value.kind === "offers") {
      course.aheadMs = asked.value.aheadMs;
      return ok(asked.value);
    }
    failure = { code: "api", fault: asked.value.fault };
    if (!asked.value.isPassing) break;
  }
  return fail(failure);
}

function askForOffers(course: Course, name: string) {
  const { client, clock } = course.ports;
  return course.step(name, ONCE, async () => {
    try {
      const offers = await client.offers();
      const choice = choose(offers, requirementsOf(course.params), course.leftOut);
      return {
        kind: "offers" as const,
        candidates: choice.candidates.slice(0, MOST_CREATES),
        nearest: choice.misses.slice(0, MOST_NEAREST).map(missText),
        aheadMs: client.serverNow() - clock.now(),
      };
    } catch (error) {
      if (!isSesterceError(error)) throw error;
      return { kind: "fault" as const, fault: apiFaultOf(error), isPassing: isPassing(error) };
    }
  });
}

function requirementsOf(params: LaunchParams): Requirements {
  const { wish, maxHourlyUsd, lifetimeMs, readyTimeoutMs } = params;
  return {
    gpus: [{ name: wish.gpu, count: wish.count }],
    regions: wish.region === null ? [] : [wish.region],
    clouds: [],
    deploymentType: "vm",
    needsCloudInit: false,
    maxHourlyUsd,
    billableMs: lifetimeMs + readyTimeoutMs,
  };
}

const missText = ({ offer, misfits }: Miss): string =>
  oneLine(
    `${offer.gpuCount}×${offer.gpuName} (${offer.cloud.name}) ${misfits.map(formatMisfit).join(", ")}`,
    200,
  );
