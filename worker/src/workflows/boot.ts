/** From an accepted create to a machine that can be used, or the reason why it must be given back. */
import {
  type ApiFault,
  addressOf,
  apiFaultOf,
  BELIEVE_REFUSED_MS,
  fail,
  failureOf,
  isActive,
  isSesterceError,
  lookAt,
  type Machine,
  MINUTE_MS,
  ok,
  type Result,
  SECOND_MS,
  type SshAddress,
} from "@sesterce-gpu/shared";
import type { LaunchFailure, PlaceFailure } from "../fleet/launch.ts";
import { type Course, placeOf } from "./course.ts";
import type { Rented } from "./create.ts";
import { ONCE } from "./steps.ts";

export interface Booted extends Rented {
  readonly address: SshAddress;
}

export type NotBooted =
  | { readonly kind: "failed"; readonly failure: PlaceFailure }
  /** No other machine would fare better. */
  | { readonly kind: "stop"; readonly failure: LaunchFailure };

/** With a step for each look and each wait: as many as the Free plan's 1,024 steps leave to three machines. */
const MOST_LOOKS = 100;
const LEAST_PAUSE_MS = 12 * SECOND_MS;
/** Each telling is a step as well. */
const TELL_EVERY_MS = MINUTE_MS;

/** What is known of the machine; times in ms by our clock. */
interface Sight {
  readonly machine: Machine;
  readonly at: number;
  readonly missingSince: number | null;
  readonly refusedSince: number | null;
  readonly fault: ApiFault | null;
}

export async function boot(course: Course, rented: Rented): Promise<Result<Booted, NotBooted>> {
  const { maxHourlyUsd, readyTimeoutMs } = course.params;
  const pauseMs = Math.max(LEAST_PAUSE_MS, Math.ceil(readyTimeoutMs / MOST_LOOKS));
  const nothing = { missingSince: null, refusedSince: null, fault: null };
  let sight: Sight = { machine: rented.machine, at: rented.at, ...nothing };
  for (let looks = 0; ; looks++) {
    const waitedMs = looks * pauseMs;
    const elapsedMs = Math.max(sight.at - rented.at, waitedMs);
    const verdict = judge(sight, { leftMs: readyTimeoutMs - elapsedMs, maxHourlyUsd });
    if (verdict) return verdict.ok ? ok({ ...rented, ...verdict.value }) : verdict;
    if (waitedMs % TELL_EVERY_MS < pauseMs) {
      const place = placeOf(rented.candidate, rented.machine);
      await course.tell({ kind: "booting", place, machineId: rented.machine._id, elapsedMs });
    }
    const name = `machine ${course.machines}: look ${looks + 1}`;
    await course.ports.steps.sleep(`${name}: wait`, pauseMs);
    sight = await look(course, name, sight);
  }
}

type Verdict = Result<Pick<Booted, "machine" | "address">, NotBooted>;

interface Limits {
  readonly leftMs: number;
  readonly maxHourlyUsd: number;
}

/** Undefined: go on waiting. The API may tell the price only after a while, so it is held to at every look. Pure. */
function judge(sight: Sight, { leftMs, maxHourlyUsd }: Limits): Verdict | undefined {
  const { machine, at, missingSince, refusedSince, fault } = sight;
  if (fault && refusedSince !== null && at - refusedSince >= BELIEVE_REFUSED_MS) {
    return fail({ kind: "stop", failure: { code: "api", fault } });
  }
  const missingMs = at - (missingSince ?? Number.POSITIVE_INFINITY);
  const detail = isActive(machine) ? "the API shows no address for it" : undefined;
  const failure = failureOf(machine, { missingMs, leftMs, detail });
  if (failure) return failed(failure);
  const { hourlyPrice } = machine;
  if (hourlyPrice !== null && hourlyPrice > maxHourlyUsd) {
    return failed({ code: "dearer", hourlyUsd: hourlyPrice });
  }
  const address = isActive(machine) ? addressOf(machine) : undefined;
  if (!address) return undefined;
  return address.ok ? ok({ machine, address: address.value }) : failed(address.reason);
}

const failed = (failure: PlaceFailure) => fail({ kind: "failed" as const, failure });

/** The machine as it is now; as it was, when the API does not tell. */
async function look(course: Course, name: string, last: Sight): Promise<Sight> {
  const { client, clock } = course.ports;
  const seen = await course.step(name, ONCE, async () => {
    try {
      const machine = (await lookAt(last.machine._id, client)) ?? null;
      return { at: clock.now(), machine, fault: null };
    } catch (error) {
      if (!isSesterceError(error)) throw error;
      return { at: clock.now(), machine: null, fault: apiFaultOf(error) };
    }
  });
  if (!seen.ok) return last;
  const { at, machine, fault } = seen.value;
  if (fault) {
    const isRefused = fault.code === "key-refused" || fault.code === "blocked";
    return { ...last, at, fault, refusedSince: isRefused ? (last.refusedSince ?? at) : null };
  }
  const missingSince = machine ? null : (last.missingSince ?? at);
  const calm = { refusedSince: null, fault: null, missingSince };
  return { machine: machine ?? last.machine, at, ...calm };
}
