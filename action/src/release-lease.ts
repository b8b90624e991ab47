/**
 * The use case of post: ends the lease of this step, whatever became of main. It needs no output and no
 * stop job: it works from the state, and without any from the name that the job's machines begin with.
 */
import {
  decodeName,
  type EndedLease,
  formatDuration,
  hasStem,
  oneLine,
  ownerPrefix,
  type ReleaseOutcome,
  release,
} from "@sesterce-gpu/shared";
import type { Host } from "./host.ts";
import { readApiInputs, readJobId } from "./inputs/inputs.ts";
import { ownerOf } from "./lease.ts";
import { type ActionDeps, createClient } from "./rent.ts";
import { removeLeaseFiles } from "./ssh/lease-files.ts";
import { leasePaths } from "./ssh/paths.ts";
import { removeInclude } from "./ssh/user-config.ts";
import { readState, type SavedState } from "./state.ts";
import { plainMarkdown } from "./text/markdown.ts";
import { isBad, releaseText } from "./text/release.ts";
import { WaitLog } from "./wait-log.ts";

/** Post steps share about five minutes when a job is cancelled. */
const BUDGET_MS = 120_000;
/** One request may take so long that another try is left. */
const REQUEST_LIMITS = { timeoutMs: 10_000, retryBudgetMs: 10_000 };

interface Found {
  /** The stem, or what names begin with. */
  readonly lease: string;
  readonly ended: EndedLease;
}

export async function releaseLease(deps: ActionDeps): Promise<void> {
  const { host } = deps;
  host.cancelSignal(); // A cancel while we clean up must not end the cleaning.
  try {
    maskKey(host);
    const state = readState(host);
    if (state.scope === "run" && state.isHandedOver) {
      host.info(
        `Scope run: ${state.stem} is left to its run. A Worker or the release action ends it.`,
      );
      return;
    }
    try {
      await endLease(state, deps);
    } finally {
      await removeFiles(state, host);
    }
  } catch (error) {
    host.fail(error instanceof Error ? error.message : String(error));
  }
}

async function endLease(state: SavedState, deps: ActionDeps): Promise<void> {
  const { host } = deps;
  const found = state.isNothingRented ? undefined : whatToEnd(state, host);
  const usedMs = state.activeAt === null ? null : host.clock.now() - state.activeAt;
  const outcome = found ? await end(found, deps) : ({ kind: "nothing-rented" } as const);
  const report = { outcome, lease: found?.lease ?? "", hourlyUsd: state.hourlyUsd, usedMs };
  const text = releaseText(report);
  if (isBad(outcome)) host.fail(text);
  else host.info(text);
  if (outcome.kind !== "nothing-rented")
    await host.summarize(`**GPU** ${plainMarkdown(text, 2_000)}\n`);
}

async function end({ lease, ended }: Found, deps: ActionDeps): Promise<ReleaseOutcome> {
  const inputs = readApiInputs(deps.host.input);
  if (!inputs.ok) return { kind: "unconfirmed", why: inputs.reason.join(" ") };
  const client = createClient(inputs.value, deps, REQUEST_LIMITS);
  const { clock } = deps.host;
  const wait = new WaitLog(deps.host);
  wait.open(`Ending lease ${lease}`);
  const onWait = (detail: string) =>
    wait.line(() => `${formatDuration(wait.elapsedMs)} · ${oneLine(detail)}`);
  try {
    return await release(ended, { client, clock, onWait }, clock.now() + BUDGET_MS);
  } finally {
    wait.close();
  }
}

/** Before anything can log it. */
function maskKey(host: Pick<Host, "input" | "mask">): void {
  const apiKey = host.input("api-key");
  if (apiKey !== "") host.mask(apiKey);
}

/** Undefined: nobody could tell which machines would be ours. */
function whatToEnd(state: SavedState, host: Host): Found | undefined {
  const { stem, ids, pendingCreateAt } = state;
  if (stem !== "") {
    const isOurs = (name: string) => hasStem(name, stem);
    return { lease: stem, ended: { isOurs, ids, pendingCreateAt } };
  }
  const jobId = readJobId(host.input);
  const owner = ownerOf(host.runner, jobId);
  if (jobId === 0 || !owner.ok) return undefined;
  const prefix = ownerPrefix(owner.value);
  const isOurs = (name: string) => decodeName(name)?.stem.startsWith(prefix) ?? false;
  return { lease: prefix, ended: { isOurs, ids: [], pendingCreateAt: null } };
}

/** The key goes with the lease, also when the machine could not be deleted. */
async function removeFiles({ stem, hasFiles }: SavedState, host: Host): Promise<void> {
  if (stem === "" || !hasFiles) return;
  const { home, temp: runnerTemp, platform } = host.runner;
  const paths = leasePaths({ runnerTemp, stem, platform });
  await removeInclude({ home, stem }, host);
  if (paths.ok) await removeLeaseFiles(paths.value);
}
