/** That a job or an attempt has completed, as GitHub says unasked: made by `github/`, acted on by `reaper/`. */
import type { WorkflowOwner } from "@sesterce-gpu/shared";

export interface Completion {
  readonly repositoryId: number;
  /** owner/name, as GitHub writes it. */
  readonly fullName: string;
  readonly runId: number;
  readonly attempt: number;
  /** Its check run's id; null: the attempt has completed, and so have all jobs of it. */
  readonly jobId: number | null;
  /** Milliseconds since the epoch, by GitHub. */
  readonly at: number;
  /** A sentence. */
  readonly evidence: string;
}

/**
 * Whether the owner has ended if that is true. Pure. An attempt speaks for the earlier ones, too, since none begins
 * before the last has ended; never for a later one. A job speaks for itself alone.
 */
export function speaksOf(completion: Completion, owner: WorkflowOwner): boolean {
  const { repositoryId, runId, attempt, jobId } = completion;
  if (repositoryId !== owner.repositoryId || runId !== owner.runId) return false;
  if (jobId === null) return attempt >= owner.attempt;
  return attempt === owner.attempt && jobId === owner.jobId;
}
