/**
 * A lease in the making: who owns it, its stem, where its files are and the key that it logs in with.
 * All that can be wrong with it is found out before anything is sent to Sesterce.
 */
import {
  createNonce,
  encodeStem,
  fail,
  ok,
  ownerPrefix,
  type Result,
  type SshAccess,
  type WorkflowOwner,
} from "@sesterce-gpu/shared";
import type { RunnerFacts } from "./host.ts";
import type { Inputs } from "./inputs/inputs.ts";
import { freshKey, type SshKey } from "./ssh/key.ts";
import { type LeasePaths, leasePaths } from "./ssh/paths.ts";
import { type AliasHolder, aliasTaken } from "./ssh/user-config.ts";

export interface Lease {
  readonly owner: WorkflowOwner;
  readonly stem: string;
  readonly paths: LeasePaths;
  /** Undefined: login is left to the ssh agent. */
  readonly key: SshKey | undefined;
  readonly access: SshAccess;
}

/** The reason is a sentence for the user. */
export async function prepareLease(
  inputs: Inputs,
  runner: RunnerFacts,
  random: () => number,
): Promise<Result<Lease, string>> {
  const owner = ownerOf(runner, inputs.scope === "run" ? 0 : inputs.jobCheckRunId);
  if (!owner.ok) return owner;
  const stem = encodeStem(owner.value, createNonce(random));
  const paths = leasePaths({ runnerTemp: runner.temp, stem, platform: runner.platform });
  if (!paths.ok) {
    return fail(
      `RUNNER_TEMP is ${paths.reason.shown}, which an ssh config can't name; it has to be an absolute path without quotes, %, *, ? and [.`,
    );
  }
  const holder = await aliasTaken({ alias: inputs.sshAlias, home: runner.home });
  if (holder) return fail(aliasTakenText(inputs.sshAlias, holder));
  return ok({ owner: owner.value, stem, paths: paths.value, ...accessOf(inputs, stem) });
}

/** `jobId` 0: the lease belongs to the whole run. */
export function ownerOf(runner: RunnerFacts, jobId: number): Result<WorkflowOwner, string> {
  const { repositoryId, runId, attempt } = runner;
  const owner: WorkflowOwner = { kind: "workflow", repositoryId, runId, attempt, jobId };
  try {
    ownerPrefix(owner);
    return ok(owner);
  } catch {
    return fail(
      `The runner does not tell whose run this is: GITHUB_REPOSITORY_ID is ${repositoryId}, GITHUB_RUN_ID is ${runId} and GITHUB_RUN_ATTEMPT is ${attempt}; each has to be a number from 1. Without them a machine could not be found again, so none is rented.`,
    );
  }
}

function accessOf(
  { ownKey, sshKeyId }: Inputs,
  stem: string,
): { key: SshKey | undefined; access: SshAccess } {
  if (sshKeyId !== undefined) return { key: ownKey, access: { sshKeyId } };
  const key = ownKey ?? freshKey(stem);
  return { key, access: { sshKey: key.publicKey } };
}

function aliasTakenText(alias: string, holder: AliasHolder): string {
  const by =
    holder.by === "lease"
      ? `the machine of lease ${holder.stem}, which another step of this action rented`
      : `a Host line in ${holder.path}`;
  return `Input \`ssh-alias\` is "${alias}", and that name belongs to ${by} already; allowed is a name that nobody has, such as "${alias}2".`;
}
