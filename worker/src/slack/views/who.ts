/** Whose a machine is, in words and as a cell. Pure. */
import type { ForeignReason, Holder } from "../../fleet/types.ts";
import { link, mention, plain } from "../text.ts";
import type { Cell } from "./blocks.ts";

const FOREIGN: Record<ForeignReason, string> = {
  name: "foreign",
  "nearly-ours": "foreign (nearly our name)",
  "unlisted-repository": "foreign (repository not listed)",
  "other-team": "foreign (other workspace)",
};

type Run = Extract<Holder, { kind: "workflow" }>;

export function whoCell(holder: Holder): Cell {
  if (holder.kind === "person") return { user: holder.userId };
  if (holder.kind === "foreign") return FOREIGN[holder.why];
  const url = runUrl(holder);
  return url ? { url, text: runName(holder) } : runName(holder);
}

/** mrkdwn. */
export function whoText(holder: Holder): string {
  if (holder.kind === "person") return mention(holder.userId);
  if (holder.kind === "foreign") return FOREIGN[holder.why];
  const url = runUrl(holder);
  return url ? link(url, runName(holder)) : plain(runName(holder));
}

export function runName({ repository, repositoryId, runId, attempt }: Run): string {
  const again = attempt > 1 ? `, attempt ${attempt}` : "";
  return repository === null
    ? `repository ${repositoryId}, run ${runId}${again}`
    : `${repository}, run ${runId}${again}`;
}

/** GitHub has no address for a repository's id. */
function runUrl({ repository, runId, attempt }: Run): string | undefined {
  if (repository === null || !/^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/.test(repository)) return undefined;
  return `https://github.com/${repository}/actions/runs/${runId}/attempts/${attempt}`;
}
