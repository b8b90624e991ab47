/**
 * A delivery of GitHub's as one of the kinds that we know. Pure. Only *completed* means anything to us, of a job or
 * of a run's attempt; whatever else GitHub sends, or comes to send, is let pass.
 */
import { oneLine } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import type { Completion } from "../fleet/completion.ts";
import { JobWire, jobOf, Repository, type Run, RunWire, runOf, timeOf } from "./schemas.ts";

export type GitHubEvent =
  | { readonly kind: "ping" }
  | { readonly kind: "completed"; readonly completion: Completion }
  /** `what` is one line, in GitHub's words. */
  | { readonly kind: "ignored"; readonly what: string }
  /** It bears a name that we know and is not what GitHub documents. */
  | { readonly kind: "malformed"; readonly what: string };

const EVENTS = ["workflow_job", "workflow_run"] as const;

/** `name`: the header X-GitHub-Event, which nobody has signed: the body must be of its kind, too. */
export function parseEvent(name: string | null, payload: unknown): GitHubEvent {
  if (name === "ping") return { kind: "ping" };
  const event = EVENTS.find((one) => one === name);
  if (event === undefined) return { kind: "ignored", what: oneLine(name ?? "no event", 60) };
  const action = Action.safeParse(payload);
  if (!action.success) return malformed(event, action.error);
  if (action.data.action !== "completed") {
    return { kind: "ignored", what: oneLine(`${event} ${action.data.action}`, 60) };
  }
  return event === "workflow_job" ? ofJob(payload) : ofRun(payload);
}

function ofJob(payload: unknown): GitHubEvent {
  const read = JobPayload.safeParse(payload);
  if (!read.success) return malformed("workflow_job", read.error);
  const { workflow_job: job, repository } = read.data;
  const { id: jobId, runId, attempt, at } = job;
  // A machine's name tells the check run's id; the two are one number, as far as GitHub has ever told.
  if (job.checkRunId !== jobId) return { kind: "malformed", what: "workflow_job: its check run" };
  const what = `job ${jobId} of run ${runId}, attempt ${attempt}`;
  return completed("workflow_job", job, { ...told(repository), runId, attempt, jobId, at, what });
}

function ofRun(payload: unknown): GitHubEvent {
  const read = RunPayload.safeParse(payload);
  if (!read.success) return malformed("workflow_run", read.error);
  const { workflow_run: run, repository } = read.data;
  const { id: runId, attempt, at } = run;
  const what = `run ${runId}, attempt ${attempt}`;
  const facts = { ...told(repository), runId, attempt, jobId: null, at, what };
  return completed("workflow_run", run, facts);
}

const told = ({ id, fullName }: Repository) => ({ repositoryId: id, fullName });

function completed(
  event: string,
  { status, conclusion }: Pick<Run, "status" | "conclusion">,
  { what, ...facts }: Omit<Completion, "evidence"> & { readonly what: string },
): GitHubEvent {
  if (status !== "completed") return { kind: "malformed", what: `${event}: its status` };
  const how = conclusion === null ? "" : ` (${oneLine(conclusion, 40)})`;
  const evidence = `GitHub's webhook: ${what}: completed${how}.`;
  return { kind: "completed", completion: { ...facts, evidence } };
}

/** Where it is not what it should be; none of its values. */
const malformed = (event: string, { issues }: z.core.$ZodError): GitHubEvent => ({
  kind: "malformed",
  what: `${event}: ${oneLine(issues[0]?.path.join(".") || "the whole", 60)}`,
});

const Action = z.object({ action: z.string() });

/** `Date.parse` takes much that is no time. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

const time = timeOf(z.string().check(z.regex(ISO)));

const JobPayload = z.object({
  workflow_job: z.pipe(
    z.object({ ...JobWire.shape, completed_at: time }),
    z.transform((wire) => ({ ...jobOf(wire), at: wire.completed_at })),
  ),
  repository: Repository,
});

const RunPayload = z.object({
  workflow_run: z.pipe(
    z.object({ ...RunWire.shape, updated_at: time }),
    z.transform((wire) => ({ ...runOf(wire), at: wire.updated_at })),
  ),
  repository: Repository,
});
