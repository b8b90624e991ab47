/**
 * One candidate becomes a machine, or not. A create is never repeated blindly: when it may have landed,
 * the list is asked for the stem, and what bears it is adopted.
 */
import type { CreateRequest } from "../client.ts";
import { deleteMachines } from "../delete-machines.ts";
import { isSesterceError, type SesterceError, UnconfirmedCreateError } from "../errors.ts";
import type { Candidate } from "../offers/requirements.ts";
import { encodeName } from "../ownership.ts";
import { backoffMs } from "../retry.ts";
import type { Machine } from "../schemas.ts";
import { adopt } from "./adopt.ts";
import type { ProvisionFailure, ProvisionRequest } from "./contract.ts";
import type { Run } from "./run.ts";

export type Created =
  | {
      readonly kind: "machine";
      readonly machine: Machine;
      /** What was rented; an earlier one than was asked for last, when its machine showed late. */
      readonly candidate: Candidate;
      readonly expiresAt: number;
    }
  | { readonly kind: "refused"; readonly error: SesterceError }
  | { readonly kind: "unconfirmed"; readonly error: SesterceError }
  | { readonly kind: "stop"; readonly failure: ProvisionFailure };

export const MOST_CREATES = 10;
const LONGEST_RATE_LIMIT_MS = 20 * 60_000;
const TELL_EVERY_MS = 15_000;
const NAME_CHANGED_DELETE_MS = 60_000;

/** Throws SesterceError when no other candidate would help: key, balance, front, network. */
export async function createMachine(run: Run, candidate: Candidate): Promise<Created> {
  for (let attempt = 0; ; attempt++) {
    if (run.sent.length >= MOST_CREATES) {
      return { kind: "stop", failure: { code: "creates-used", sent: run.sent.length } };
    }
    const sent = await sendCreate(run, candidate);
    if (sent.kind === "machine") return checkName(run, candidate, sent);
    const { error } = sent;
    if (error instanceof UnconfirmedCreateError) return confirm(run, candidate, error);
    if (error.code === "refused") return { kind: "refused", error };
    const waitMs = waitBeforeAnother(error, attempt, run.deps.random());
    if (waitMs === undefined) throw error;
    await waitToSend(run, error, waitMs);
  }
}

/** Tells every 15 s that it waits. */
async function waitToSend({ deps }: Run, error: SesterceError, waitMs: number): Promise<void> {
  for (let leftMs = waitMs; leftMs > 0; leftMs -= TELL_EVERY_MS) {
    deps.on({ kind: "not-sent", error, waitMs: leftMs });
    await deps.clock.sleep(Math.min(leftMs, TELL_EVERY_MS), deps.signal);
  }
}

type Sent =
  | {
      readonly kind: "machine";
      readonly machine: Machine;
      readonly name: string;
      readonly expiresAt: number;
    }
  | { readonly kind: "error"; readonly error: SesterceError };

async function sendCreate(run: Run, candidate: Candidate): Promise<Sent> {
  const { deps, request } = run;
  const name = encodeName(request.stem, run.leaseEnd());
  const expiresAt = run.leaseEndOf({ name });
  deps.signal?.throwIfAborted();
  deps.on({ kind: "creating", candidate, name, expiresAt });
  await run.beginCreate(candidate);
  try {
    const machine = await deps.client.create(createBody(request, candidate, name), deps.signal);
    await deps.journal.created(machine._id, candidate);
    await run.settleCreate();
    return { kind: "machine", machine, name, expiresAt };
  } catch (error) {
    if (!isSesterceError(error)) throw error;
    if (!(error instanceof UnconfirmedCreateError)) await run.settleCreate();
    return { kind: "error", error };
  }
}

/**
 * 429 and a connection that never stood are the same candidate's: it is asked again, when told to. In ms;
 * undefined: asking again does not help, or not soon enough. `attempt` from 0, `random` in [0, 1).
 */
export function waitBeforeAnother(
  error: SesterceError,
  attempt: number,
  random: number,
): number | undefined {
  const wasNotSent = error.code === "network";
  if (error.code !== "rate-limited" && !wasNotSent) return undefined;
  if (wasNotSent && attempt >= 3) return undefined;
  const leastMs = backoffMs(attempt, random, { firstMs: 2_000 });
  const waitMs = Math.max(error.retryAfterMs ?? 0, leastMs);
  return waitMs > LONGEST_RATE_LIMIT_MS ? undefined : waitMs;
}

async function confirm(run: Run, candidate: Candidate, error: SesterceError): Promise<Created> {
  run.deps.on({ kind: "unconfirmed", error });
  const machine = await adopt(run, error);
  if (machine === undefined) await run.leaveUnconfirmed();
  if (machine === "failed") await run.settleCreate();
  if (machine === undefined || machine === "failed") return { kind: "unconfirmed", error };
  const rented = run.sent.findLast((sent) => isOf(machine, sent)) ?? candidate;
  await run.deps.journal.created(machine._id, rented);
  await run.settleCreate();
  run.deps.on({ kind: "adopted", machine });
  return { kind: "machine", machine, candidate: rented, expiresAt: run.leaseEndOf(machine) };
}

/** Whether a machine is what this candidate would have become; what the API does not tell fits all. */
export function isOf(machine: Machine, { offer, region }: Candidate): boolean {
  const place = offer.availability.find((known) => known.region === region)?.name;
  const facts = [
    [machine.gpuModel, offer.gpuName],
    [machine.gpuCount, offer.gpuCount],
    [machine.hourlyPrice, offer.hourlyPrice],
    [machine.region, place],
  ];
  return facts.every(([has, wants]) => has === null || has === wants);
}

/** A machine under a name that we did not send can't be found again: it is deleted on the spot. */
async function checkName(
  run: Run,
  candidate: Candidate,
  { machine, name: sent, expiresAt }: Extract<Sent, { kind: "machine" }>,
): Promise<Created> {
  if (machine.name === sent) return { kind: "machine", machine, candidate, expiresAt };
  const until = run.deps.clock.now() + NAME_CHANGED_DELETE_MS;
  const { left } = await deleteMachines({ ids: [machine._id] }, run.deps, until);
  for (const { id, why } of left) run.deps.on({ kind: "not-deleted", machineId: id, detail: why });
  const failure = { code: "name-changed", id: machine._id, sent, got: machine.name } as const;
  return { kind: "stop", failure };
}

type Ordered = Pick<ProvisionRequest, "access" | "cloudInitBase64" | "dockerImage" | "volumeId">;

export function createBody(request: Ordered, candidate: Candidate, name: string): CreateRequest {
  const { offer, region, os } = candidate;
  const { access, cloudInitBase64, dockerImage, volumeId } = request;
  return {
    name,
    cloudProvider: offer.cloud._id,
    instanceId: offer.instanceId,
    region,
    ...access,
    ...(volumeId !== undefined && { volumeId }),
    ...(os !== null && {
      vm: { os, ...(cloudInitBase64 !== undefined && { base64CloudInitScript: cloudInitBase64 }) },
    }),
    ...(dockerImage !== undefined && { dockerContainer: { image: dockerImage } }),
  };
}
