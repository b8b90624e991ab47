/**
 * The use case of post: ends the lease of this step, whatever became of main. It needs no output and no
 * stop job: it works from the state, and without any from the name that the job's machines begin with.
 */
import {
  decodeName,
  formatHourly,
  hasStem,
  ownerPrefix,
  type ReleaseOutcome,
} from "@sesterce-gpu/shared";
import { endLease, type Found, maskKey, tellEnd } from "./end-lease.ts";
import type { Host } from "./host.ts";
import { readJobId } from "./inputs/inputs.ts";
import { ownerOf } from "./lease.ts";
import type { ActionDeps } from "./rent.ts";
import { removeLeaseFiles } from "./ssh/lease-files.ts";
import { leasePaths } from "./ssh/paths.ts";
import { removeInclude } from "./ssh/user-config.ts";
import { readState, type SavedState } from "./state.ts";
import { cleanUpText } from "./text/failures.ts";

/** Main may have been killed a moment ago, with a create under way; a machine is listed up to 20 s late. */
const LISTED_LATE_MS = 25_000;

export async function releaseLease(deps: ActionDeps): Promise<void> {
  const { host } = deps;
  host.cancelSignal(); // A cancel while we clean up must not end the cleaning.
  try {
    maskKey(host);
    const state = readState(host);
    const isLeft = state.scope === "run" && state.isHandedOver;
    try {
      if (isLeft) host.notice(leftText(state));
      else await endOwn(state, deps);
    } finally {
      await removeFiles(state, host);
    }
  } catch (error) {
    host.fail(cleanUpText(error));
  }
}

const leftText = ({ stem, ids, hourlyUsd }: SavedState): string =>
  `Scope run: machine ${ids.at(-1)} (lease ${stem}${hourlyUsd === null ? "" : `, ${formatHourly(hourlyUsd)}`}) is left running. The action org/sesterce-gpu/action/release@v1 ends it, or a Worker in enforce mode after the run.`;

async function endOwn(state: SavedState, deps: ActionDeps): Promise<void> {
  const { host } = deps;
  const found = state.isNothingRented ? undefined : whatToEnd(state, host);
  const usedMs = state.activeAt === null ? null : Math.max(0, host.clock.now() - state.activeAt);
  const outcome = found ? await endLease(found, deps) : nothingKnown(state);
  const { hourlyUsd, spentUsd, leaseEndsAt } = state;
  const overMs = leaseEndsAt === null ? 0 : Math.max(0, host.clock.now() - leaseEndsAt);
  const usage = { hourlyUsd, usedMs, spentUsd, overMs };
  await tellEnd({ outcome, lease: found?.lease ?? "", usage }, host);
  if (
    state.pendingCreateAt !== null &&
    (outcome.kind === "deleted" || outcome.kind === "already-gone")
  ) {
    host.warning(
      `One more create was sent, and what became of it was never confirmed. If a machine whose name begins with ${state.stem} shows in the Sesterce console in a few minutes, delete it.`,
    );
  }
}

const nothingKnown = ({ isNothingRented }: SavedState): ReleaseOutcome =>
  isNothingRented
    ? { kind: "nothing-rented" }
    : {
        kind: "unconfirmed",
        why: "main left no state, and the runner does not tell which job this is",
      };

/** Undefined: nobody could tell which machines would be ours. */
function whatToEnd(state: SavedState, host: Host): Found | undefined {
  const { stem, ids, pendingCreateAt, isLookedFor } = state;
  if (stem !== "") {
    const isOurs = (name: string) => hasStem(name, stem);
    return { lease: stem, ended: { isOurs, ids, pendingCreateAt, isLookedFor } };
  }
  const jobId = readJobId(host.input);
  const owner = ownerOf(host.runner, jobId);
  if (jobId === 0 || !owner.ok) return undefined;
  const prefix = ownerPrefix(owner.value);
  const isOurs = (name: string) => decodeName(name)?.stem.startsWith(prefix) ?? false;
  const watchUntil = host.clock.now() + LISTED_LATE_MS;
  return { lease: prefix, ended: { isOurs, ids: [], pendingCreateAt: null, watchUntil } };
}

/** The key goes with the lease, also when the machine could not be deleted. */
async function removeFiles({ stem, hasFiles }: SavedState, host: Host): Promise<void> {
  if (stem === "" || !hasFiles) return;
  const { home, temp: runnerTemp, platform } = host.runner;
  const paths = leasePaths({ runnerTemp, stem, platform });
  if (paths.ok) await removeLeaseFiles(paths.value);
  await removeInclude({ home, stem }, host);
}
