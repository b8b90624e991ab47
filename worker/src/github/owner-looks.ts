/**
 * Looks at many owners in one tick: five at once, those of one job or run together, and none any more when
 * GitHub is in trouble or its quota is nearly used up.
 */
import type { WorkflowOwner } from "@sesterce-gpu/shared";
import { inPool } from "../pool.ts";
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

/** The first are asked first. `hasRoom`: whether the budget allows another owner. Never throws. */
export async function lookAtOwners(
  owners: readonly WorkflowOwner[],
  client: GitHubClient,
  hasRoom: () => boolean,
): Promise<Looks> {
  const states = new Map<string, OwnerState>();
  const different = [...new Map(owners.map((owner) => [ownerKey(owner), owner])).entries()];
  let asked = 0;
  let failed = 0;
  const isEnough = () => isLow(client) || (failed >= MOST_FAILURES && failed === asked);
  await inPool(different, async ([key, owner]) => {
    if (isEnough()) {
      states.set(key, notAsked(client));
      return;
    }
    if (!hasRoom()) return;
    const state = await askOwner(owner, client);
    if (isUnpaid(state)) return;
    asked += 1;
    failed += Number(isFailure(state));
    states.set(key, state);
  });
  return { states, sight: sightOf(client, asked, failed) };
}

function sightOf(client: GitHubClient, asked: number, failed: number): Sight {
  const remaining = client.quotaRemaining();
  if (remaining !== null && remaining < LEAST_QUOTA) return { kind: "quota", remaining };
  // One answer that is lost among many is that owner's alone.
  const isFailing = failed > 0 && failed * 2 >= asked;
  return isFailing ? { kind: "failing", asked, failed } : { kind: "clear" };
}

function isLow(client: GitHubClient): boolean {
  const remaining = client.quotaRemaining();
  return remaining !== null && remaining < LEAST_QUOTA;
}

const notAsked = (client: GitHubClient): OwnerState =>
  isLow(client)
    ? {
        kind: "unknown",
        reason: "rate-limited",
        evidence: `GitHub was not asked: less than ${LEAST_QUOTA} requests are left of its quota`,
      }
    : {
        kind: "unknown",
        reason: "unavailable",
        evidence: "GitHub was not asked: it had failed all others",
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
