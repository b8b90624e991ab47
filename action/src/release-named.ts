/**
 * The use case of the release action: ends the lease of a named machine, or every lease of this run that
 * belongs to no single job. May be repeated; another repository's machine is refused, whoever asks.
 */
import {
  decodeName,
  fail,
  hasStem,
  ok,
  oneLine,
  ownerPrefix,
  type Result,
  type WorkflowOwner,
} from "@sesterce-gpu/shared";
import { endLease, type Found, maskKey, tellEnd } from "./end-lease.ts";
import { readApiInputs } from "./inputs/inputs.ts";
import { ownerOf } from "./lease.ts";
import type { ActionDeps } from "./rent.ts";
import { cleanUpText } from "./text/failures.ts";

export async function releaseNamed(deps: ActionDeps): Promise<void> {
  const { host } = deps;
  host.cancelSignal(); // A cancel while we clean up must not end the cleaning.
  try {
    maskKey(host);
    const inputs = readApiInputs(host.input);
    if (!inputs.ok) return host.fail(inputs.reason.join("\n"));
    const owner = ownerOf(host.runner, 0);
    if (!owner.ok) return host.fail(owner.reason);
    const found = whatIsNamed(host.input("instance-name"), owner.value);
    if (!found.ok) return host.fail(found.reason);
    const outcome = await endLease(found.value, deps);
    await tellEnd({ outcome, lease: found.value.lease, isAsked: true }, host);
  } catch (error) {
    host.fail(cleanUpText(error));
  }
}

/** `run`: the owner of leases that belong to the whole of this run. The reason is a sentence. */
function whatIsNamed(name: string, run: WorkflowOwner): Result<Found, string> {
  if (name === "") {
    const isOurs = (other: string) => isOfRun(other, run);
    return ok({ lease: ownerPrefix(run), ended: { isOurs, ids: [], pendingCreateAt: null } });
  }
  const owned = decodeName(name);
  const isOurRepository =
    owned?.owner.kind === "workflow" && owned.owner.repositoryId === run.repositoryId;
  if (!isOurRepository) {
    return fail(
      `Input \`instance-name\` is ${JSON.stringify(oneLine(name, 80))}; allowed is the name of a machine that this repository (id ${run.repositoryId}) rented with sesterce-gpu, as in its output \`instanceName\`. Nothing was deleted.`,
    );
  }
  const { stem } = owned;
  const isOurs = (other: string) => hasStem(other, stem);
  return ok({ lease: stem, ended: { isOurs, ids: [], pendingCreateAt: null } });
}

/** Of any attempt: when a later one runs, the earlier ones have ended. */
function isOfRun(name: string, { repositoryId, runId }: WorkflowOwner): boolean {
  const owner = decodeName(name)?.owner;
  if (owner?.kind !== "workflow") return false;
  return owner.repositoryId === repositoryId && owner.runId === runId && owner.jobId === 0;
}
