/** What GitHub sends of its own accord: the payload and headers of one delivery, signed if asked. */
import type { GitHub } from "./github.ts";
import { renderJob, renderRun } from "./render.ts";
import { renderRepository } from "./render-repository.ts";
import type { JobStatus, Repository } from "./state.ts";

interface JobEvent {
  readonly event: "workflow_job";
  /** The job's id. */
  readonly job: number;
  /** That of the job's status unless told. */
  readonly action?: "queued" | "waiting" | "in_progress" | "completed";
}

interface RunEvent {
  readonly event: "workflow_run";
  /** The run's id. */
  readonly run: number;
  /** That of the run's status unless told. */
  readonly action?: "requested" | "in_progress" | "completed";
}

interface PingEvent {
  readonly event: "ping";
}

export type WebhookEvent = (JobEvent | RunEvent | PingEvent) & {
  /** Absent = unsigned. */
  readonly secret?: string;
  /** Absent = a new one; the same one again is what a redelivery has. */
  readonly delivery?: string;
};

export interface Delivery {
  readonly headers: Record<string, string>;
  /** JSON, byte for byte what the signature is over. */
  readonly body: string;
}

export class Webhooks {
  readonly #github: GitHub;
  #deliveries = 0;

  constructor(github: GitHub) {
    this.#github = github;
  }

  /** Throws for a job or run that is not there (any more). */
  async deliver(event: WebhookEvent): Promise<Delivery> {
    const body = JSON.stringify(payloadOf(event, this.#github));
    const headers = {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/51ab7ed",
      "x-github-event": event.event,
      "x-github-delivery": event.delivery ?? this.#mintDelivery(),
      "x-github-hook-id": "480000001",
    };
    if (event.secret === undefined) return { body, headers };
    const signature = await hmacSha256(event.secret, body);
    return { body, headers: { ...headers, "x-hub-signature-256": `sha256=${signature}` } };
  }

  #mintDelivery(): string {
    this.#deliveries += 1;
    return `51ab7ed0-0000-11f0-8000-${String(this.#deliveries).padStart(12, "0")}`;
  }
}

function payloadOf(event: JobEvent | RunEvent | PingEvent, github: GitHub): object {
  if (event.event === "workflow_job") return jobPayload(event, github);
  if (event.event === "workflow_run") return runPayload(event, github);
  return { zen: "Keep it logically awesome.", hook_id: 480_000_001, hook: { type: "App" } };
}

function jobPayload({ job: id, action }: JobEvent, github: GitHub): object {
  const { store, options } = github;
  const job = store.job(id);
  const run = store.run(job.runId);
  const repository = store.repository(run.repositoryId);
  const workflow_job = renderJob(job, run, repository, options.baseUrl);
  return { action: action ?? jobAction(job.status), workflow_job, ...around(repository, github) };
}

function runPayload({ run: id, action }: RunEvent, github: GitHub): object {
  const { store, options } = github;
  const run = store.run(id);
  const repository = store.repository(run.repositoryId);
  const workflow_run = renderRun(run, repository, options.baseUrl);
  const usual = runAction(workflow_run.status);
  return { action: action ?? usual, workflow_run, ...around(repository, github) };
}

function around(repository: Repository, { options: { baseUrl, app } }: GitHub): object {
  const sender = { login: "octocat", id: 583_231, type: "User" };
  const installation = app && { installation: { id: app.installationId } };
  return { repository: renderRepository(repository, baseUrl), sender, ...installation };
}

function runAction(status: JobStatus): string {
  return status === "completed" || status === "in_progress" ? status : "requested";
}

function jobAction(status: JobStatus): string {
  return status === "requested" || status === "pending" ? "queued" : status;
}

async function hmacSha256(secret: string, body: string): Promise<string> {
  const utf8 = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", utf8.encode(secret), algorithm, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8.encode(body)));
  return Array.from(signature, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
