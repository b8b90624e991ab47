/** The click on *Create*: the quote is taken once, and its Workflow exists once, however often this is called. */
import { fail, MINUTE_MS, ok, type Result } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import type { Deps } from "../deps.ts";
import { READY_TIMEOUT_MS } from "../fleet/hand.ts";
import type { LaunchParams } from "../fleet/launch.ts";
import { type NotStarted, QUOTE_VALID_MS } from "../fleet/start-launch.ts";
import type { LaunchRow, Store } from "../store/index.ts";

/** Later, an instance that is missing may have ended and been forgotten: it must not begin anew. */
const START_AGAIN_MS = 15 * MINUTE_MS;

export interface StartDeps extends Pick<Deps, "sesterce" | "launches" | "clock"> {
  readonly store: Pick<Store, "launches" | "publicKeys">;
}

/** `isFirst` is true for one call only. Who may click is asked before. Throws StoreError. */
export async function startLaunch(
  { store, launches, sesterce, clock }: StartDeps,
  id: string,
): Promise<Result<{ readonly isFirst: boolean; readonly row: LaunchRow }, NotStarted>> {
  const missing = sesterce.ok ? [] : sesterce.reason.map(({ variable }) => variable);
  if (!launches || missing.length > 0) {
    const variables = launches ? missing : ["LAUNCH", ...missing];
    return fail({ code: "not-configured", variables });
  }
  const row = await store.launches.find(id);
  if (!row) return fail({ code: "unknown" });
  if (row.state === "cancelled") return fail({ code: "cancelled" });
  const now = clock.now();
  if (row.state === "quoted" && now - row.quotedAt > QUOTE_VALID_MS)
    return fail({ code: "expired" });
  if (isLongAgo(row, now)) return findOut(row, { store, launches });
  const key = await store.publicKeys.of(row.userId);
  if (!key) return fail({ code: "no-key" });
  const isFirst = await store.launches.launch({ id, at: now });
  const taken = await store.launches.find(id);
  if (taken?.state !== "launched") return fail({ code: "cancelled" });
  const created = await createOnce(launches, id, paramsOf(taken, key.key));
  return created.ok ? ok({ isFirst, row: taken }) : created;
}

const isLongAgo = ({ outcome, clickedAt }: LaunchRow, now: number): boolean =>
  outcome !== null || (clickedAt !== null && now - clickedAt > START_AGAIN_MS);

/** What a launch is settled with whose Workflow never was. */
const NEVER_STARTED = "never-started";
const NeverStarted = z.object({ kind: z.literal(NEVER_STARTED) });

/** Nothing of a launch is to be seen in D1: it is over, or has not begun, or never will. */
const isUntouched = ({ message, createSentAt }: LaunchRow): boolean =>
  message === null && createSentAt === null;

/** What became of a click that came long ago. Settled, nothing can be rented by it any more. */
async function findOut(
  row: LaunchRow,
  { store, launches }: Pick<StartDeps, "store"> & Binding,
): Promise<Result<{ readonly isFirst: boolean; readonly row: LaunchRow }, NotStarted>> {
  const { id } = row;
  const before = { isFirst: false, row };
  if (NeverStarted.safeParse(row.outcome).success) return fail({ code: NEVER_STARTED });
  if (row.outcome !== null || !isUntouched(row)) return ok(before);
  const there = await isThere(launches, id);
  if (!there.ok) return fail({ code: "not-known", detail: there.reason });
  if (there.value) return ok(before);
  await store.launches.settle(id, { kind: NEVER_STARTED });
  const settled = (await store.launches.find(id)) ?? row;
  return NeverStarted.safeParse(settled.outcome).success && isUntouched(settled)
    ? fail({ code: NEVER_STARTED })
    : ok({ isFirst: false, row: settled });
}

/** An id that is taken is ours: the same click came before. */
async function createOnce(
  launches: Binding["launches"],
  id: string,
  params: LaunchParams,
): Promise<Result<null, NotStarted>> {
  try {
    await launches.create({ id, params });
    return ok(null);
  } catch (error) {
    const there = await isThere(launches, id);
    if (!there.ok) return fail({ code: "not-known", detail: there.reason });
    return there.value ? ok(null) : fail({ code: "not-started", detail: messageOf(error) });
  }
}

interface Binding {
  readonly launches: NonNullable<Deps["launches"]>;
}

/** Nothing but its text tells it from an engine that does not answer. Source: cloudflare/workers-sdk, packages/workflows-shared. */
const NOT_FOUND = /instance\.not_found/;

/** The reason: why the engine did not tell. */
async function isThere(
  launches: Binding["launches"],
  id: string,
): Promise<Result<boolean, string>> {
  try {
    await launches.get(id);
    return ok(true);
  } catch (error) {
    const message = messageOf(error);
    return NOT_FOUND.test(message) ? ok(false) : fail(message);
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

export function paramsOf({ id, stem, userId, request }: LaunchRow, sshKey: string): LaunchParams {
  const { gpu, count, region, lifetimeMs, hourlyUsd } = request;
  return {
    launchId: id,
    stem,
    userId,
    sshKey,
    wish: { gpu, count, region },
    lifetimeMs,
    readyTimeoutMs: READY_TIMEOUT_MS,
    maxHourlyUsd: hourlyUsd,
  };
}
