/**
 * Looks at many owners in one tick: five at once, those of one job or run together, and none any more when
 * GitHub is in trouble or its quota is nearly used up.
 */
import type { WorkflowOwner } from "@sesterce-gpu/shared";
import { AT_ONCE, inPool } from "../pool.ts";
import type { GitHubClient } from "./client.ts";
import { askOwner, type OwnerState, ownerKey } from "./owner-state.ts";

export interface Looks {
  /** By `ownerKey`. An owner that is not in here was not asked about: the budget was spent before its turn. */
  readonly states: ReadonlyMap<string, OwnerState>;
  readonly sight: Sight;
}

export type Sight =
  | { readonly kind: "clear" }
  | { readonly kind: "failing"; readonly asked: number; readonly failed: number }
  | { readonly kind: "quota"; readonly remaining: number };

/** The rest of the quota is for what people ask, and for other users of the token. */
const LEAST_QUOTA = 100;
/** So many in a row without an answer, and the others are not tried. */
const MOST_FAILURES = 5;

/** An owner that can't be found takes so many. */
const MOST_REQUESTS = 5;

/**
 * The first are asked first. `hasRoom`: whether the budget allows so many requests. Whoever is begun with can be
 * asked to the end, but for the last: else the same few would use up every tick's budget, and none get its answer.
 * Never throws.
 */
export async function lookAtOwners(
  owners: readonly WorkflowOwner[],
  client: GitHubClient,
  hasRoom: (requests: number) => boolean,
): Promise<Looks> {
  const states = new Map<string, OwnerState>();
  const left = new Map(owners.map((owner) => [ownerKey(owner), owner])).entries();
  let [asked, failed, failedInRow, underWay] = [0, 0, 0, 0];
  const isEnough = () => isLow(client) || failedInRow >= MOST_FAILURES;
  const canBegin = () => hasRoom(underWay === 0 ? 1 : MOST_REQUESTS * (underWay + 1));
  const lane = async () => {
    while (!isEnough() && canBegin()) {
      const next = left.next();
      if (next.done) return;
      const [key, owner] = next.value;
      underWay += 1;
      const state = await askOwner(owner, client);
      underWay -= 1;
      if (isUnpaid(state)) continue;
      asked += 1;
      failed += Number(isFailure(state));
      failedInRow = isFailure(state) ? failedInRow + 1 : 0;
      states.set(key, state);
    }
  };
  await inPool(Array.from({ length: AT_ONCE }), lane);
  if (isEnough()) for (const [key] of left) states.set(key, notAsked(client));
  return { states, sight: sightOf(client, asked, failed) };
}

function sightOf(client: GitHubClient, asked: number, failed: number): Sight {
  const remaining = lowQuota(client);
  if (remaining !== null) return { kind: "quota", remaining };
  // One answer that is lost among many is that owner's alone.
  const isFailing = failed > 0 && failed * 2 >= asked;
  return isFailing ? { kind: "failing", asked, failed } : { kind: "clear" };
}

/** What is left of it, when that is too little. */
function lowQuota(client: GitHubClient): number | null {
  const remaining = client.quotaRemaining();
  return remaining !== null && remaining < LEAST_QUOTA ? remaining : null;
}

const isLow = (client: GitHubClient): boolean => lowQuota(client) !== null;

const notAsked = (client: GitHubClient): OwnerState =>
  isLow(client)
    ? {
        kind: "unknown",
        isUnasked: true,
        reason: "rate-limited",
        evidence: `GitHub was not asked: less than ${LEAST_QUOTA} requests are left of its quota.`,
      }
    : {
        kind: "unknown",
        isUnasked: true,
        reason: "unavailable",
        evidence: `GitHub was not asked: it had failed ${MOST_FAILURES} times in a row.`,
      };

const isUnpaid = (state: OwnerState): boolean =>
  state.kind === "unknown" && state.reason === "budget";

/** Trouble of GitHub or of our token; a repository that is closed to us, or an odd answer, is that one's own. */
const FAILURES: ReadonlySet<string> = new Set([
  "unauthorized",
  "rate-limited",
  "unavailable",
  "timeout",
  "network",
]);

const isFailure = (state: OwnerState): boolean =>
  state.kind === "unknown" && FAILURES.has(state.reason);
