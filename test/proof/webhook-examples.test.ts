/** Every example payload that octokit has of every event, through the whole Worker. */
import { encodeName, encodeStem, HOUR_MS, type WorkflowOwner } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { callsTo, ORDER } from "../helpers/sesterce-calls.ts";
import { type WebhookExample, webhookExamples } from "./github/webhook-examples.ts";
import { startHookedWorker } from "./github/worker-on-node.ts";

const Repository = z.object({ id: z.number(), full_name: z.string() });
const Job = z.looseObject({
  id: z.number(),
  run_id: z.number(),
  run_attempt: z.number(),
  check_run_url: z.string(),
});
const Run = z.looseObject({ id: z.number(), run_attempt: z.number(), status: z.string() });
const JobPayload = z.looseObject({ workflow_job: Job, repository: Repository });
const RunPayload = z.looseObject({ workflow_run: Run, repository: Repository });

const nameOf = ({ edition, event, index }: WebhookExample) => `${edition} ${event} ${index}`;
const isCompleted = ({ event, payload }: WebhookExample): boolean =>
  /^workflow_(job|run)$/.test(event) && payload.action === "completed";
const completed = webhookExamples.filter(isCompleted);

/** Made by hand, they contradict themselves: a check run that is not the job's, a run that is completed and queued. */
function contradicts({ event, payload }: WebhookExample): boolean {
  if (event === "workflow_run") return RunPayload.parse(payload).workflow_run.status === "queued";
  const { id, check_run_url } = JobPayload.parse(payload).workflow_job;
  return !check_run_url.endsWith(`/check-runs/${id}`);
}

/** The example without its contradiction. */
function mended({ event, payload }: WebhookExample): object {
  if (event === "workflow_run") {
    const { workflow_run, ...rest } = RunPayload.parse(payload);
    return { ...rest, workflow_run: { ...workflow_run, status: "completed" } };
  }
  const { workflow_job, ...rest } = JobPayload.parse(payload);
  const check_run_url = workflow_job.check_run_url.replace(/\d+$/, String(workflow_job.id));
  return { ...rest, workflow_job: { ...workflow_job, check_run_url } };
}

function kindOf(example: WebhookExample): string {
  if (example.event === "ping") return "ping";
  if (!isCompleted(example)) return "ignored";
  return contradicts(example) ? "malformed" : "completed";
}

/** Whose machine it would be. */
function ownerOf({ event, payload }: WebhookExample): WorkflowOwner {
  if (event === "workflow_run") {
    const { workflow_run: run, repository } = RunPayload.parse(payload);
    const { id: runId, run_attempt: attempt } = run;
    return { kind: "workflow", repositoryId: repository.id, runId, attempt, jobId: 0 };
  }
  const { workflow_job: job, repository } = JobPayload.parse(payload);
  const { id: jobId, run_id: runId, run_attempt: attempt } = job;
  return { kind: "workflow", repositoryId: repository.id, runId, attempt, jobId };
}

describe("the examples of GitHub's webhooks", () => {
  it("are many, of jobs and runs that have completed, too", () => {
    const events = new Set(webhookExamples.map(({ event }) => event));
    expect(webhookExamples.length).toBeGreaterThan(700);
    expect(events.size).toBeGreaterThan(60);
    expect(new Set(completed.map(kindOf))).toEqual(new Set(["completed", "malformed"]));
  });

  it("are all taken, each as what it is, and nothing is learned of repositories that are not listed", async () => {
    const { deliver, names } = await startHookedWorker([]);
    const seen: Record<string, unknown> = {};
    for (const example of webhookExamples) {
      const { status, logged } = await deliver(example.event, example.payload);
      seen[nameOf(example)] = [status, ...logged.map(({ kind }) => kind)];
    }
    const expected = webhookExamples.map((one) => [nameOf(one), [202, kindOf(one)]]);
    expect(seen).toEqual(Object.fromEntries(expected));
    expect(await names()).toEqual({});
  });

  it.each(completed.map((example) => [nameOf(example), example] as const))(
    "of what has completed mark the machine of it, and the repository's name is learned: %s",
    async (_, example) => {
      const owner = ownerOf(example);
      const { deliver, names, simulator, clock } = await startHookedWorker([owner.repositoryId]);
      const name = encodeName(encodeStem(owner, "proof0"), clock.now() + HOUR_MS);
      const id = await clock.run(callsTo(simulator).rent({ ...ORDER, name }));
      const { status, logged } = await deliver(example.event, mended(example));
      expect(status).toBe(202);
      const looked = { kind: "completed", outcome: "looked", machines: 1, marked: [id] };
      expect(logged).toMatchObject([looked]);
      const { repository } = z.object({ repository: Repository }).parse(example.payload);
      expect(await names()).toEqual({ [repository.id]: repository.full_name });
    },
  );
});
