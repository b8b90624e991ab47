/** The click on *Create*: the quote is taken once, and its Workflow exists once, however often this is called. */
import { fail, MINUTE_MS, ok, type Result } from "@sesterce-gpu/shared";
import type { Deps } from "../deps.ts";
import { READY_TIMEOUT_MS } from "../fleet/hand.ts";
import type { LaunchParams } from "../fleet/launch.ts";
import { type NotStarted, QUOTE_VALID_MS } from "../fleet/start-launch.ts";
import type { LaunchRow, Store } from "../store/index.ts";

/** Later, an instance that is missing has ended and was forgotten; it must not begin anew. */
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
  if (isLongAgo(row, now)) return ok({ isFirst: false, row });
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

/** An id that is taken is ours: the same click came before. */
async function createOnce(
  launches: NonNullable<Deps["launches"]>,
  id: string,
  params: LaunchParams,
): Promise<Result<null, NotStarted>> {
  try {
    await launches.create({ id, params });
    return ok(null);
  } catch (error) {
    const isThere = await launches.get(id).then(
      () => true,
      () => false,
    );
    if (isThere) return ok(null);
    const detail = error instanceof Error ? error.message : String(error);
    return fail({ code: "not-started", detail });
  }
}

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
