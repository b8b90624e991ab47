import { describe, expect, it, vi } from "vitest";
import { createGitHubEnd, type Delivery, type WebhookEvent } from "../../simulator/github/index.ts";
import { bytes, PATH, requestOf, SECRET, signedRequest } from "./deliveries.ts";
import { door } from "./door.fixture.ts";

function github() {
  const end = createGitHubEnd();
  const { id: repository } = end.world.addRepository({ owner: "acme", name: "models" });
  const run = end.world.startRun({ repository });
  const job = run.attempts[0]?.jobs[0]?.id ?? 0;
  const deliver = (event: WebhookEvent): Promise<Delivery> =>
    end.webhookFor({ secret: SECRET, ...event });
  return { ...end, repository, run: run.id, job, deliver };
}

describe("POST /github/webhooks", () => {
  it("takes a completed job, and acts after it has answered", async () => {
    const { world, run, job, repository, deliver } = github();
    world.completeJob(job);
    const { send, finish, onCompleted, logged } = door();
    const delivery = await deliver({ event: "workflow_job", job, delivery: "d-1" });
    expect((await send(requestOf(delivery))).status).toBe(202);
    expect(onCompleted).not.toHaveBeenCalled();
    await finish();
    expect(onCompleted.mock.calls.map(([completion]) => completion)).toMatchObject([
      { repositoryId: repository, fullName: "acme/models", runId: run, attempt: 1, jobId: job },
    ]);
    expect(logged).toMatchObject([
      { level: "info", event: "github-webhook", delivery: "d-1", outcome: "looked" },
    ]);
  });

  it("takes a completed attempt of a run", async () => {
    const { world, run, deliver } = github();
    world.cancel(run);
    const { send, finish, onCompleted } = door();
    await send(requestOf(await deliver({ event: "workflow_run", run })));
    await finish();
    expect(onCompleted.mock.calls[0]?.[0]).toMatchObject({ runId: run, attempt: 1, jobId: null });
  });

  it.each<[string, (end: ReturnType<typeof github>) => WebhookEvent]>([
    ["a ping", () => ({ event: "ping" })],
    ["a job that goes on", ({ job }) => ({ event: "workflow_job", job })],
    ["a run that goes on", ({ run }) => ({ event: "workflow_run", run })],
    [
      "a completed job whose status says otherwise",
      ({ job }) => ({ event: "workflow_job", job, action: "completed" }),
    ],
  ])("takes %s, and does nothing", async (_, eventOf) => {
    const end = github();
    const { send, background, logged } = door();
    expect((await send(requestOf(await end.deliver(eventOf(end))))).status).toBe(202);
    expect(background).toHaveLength(0);
    expect(logged).toHaveLength(1);
  });

  it("takes events that we know nothing of, and does nothing", async () => {
    const { send, background } = door();
    for (const name of ["push", "check_run", "installation", "no_such_event"]) {
      const headers = { "x-github-event": name };
      expect((await send(await signedRequest({ body: bytes("{}"), headers }))).status).toBe(202);
    }
    expect(background).toHaveLength(0);
  });
});

describe("refused is", () => {
  const completed = async (secret?: string): Promise<Delivery> => {
    const { world, job, webhookFor } = github();
    world.completeJob(job);
    return webhookFor({ event: "workflow_job", job, ...(secret && { secret }) });
  };
  const refusal = async (request: Request, change = {}) => {
    const { send, background, logged } = door(change);
    const answer = await send(request);
    expect(background).toHaveLength(0);
    expect(logged).toMatchObject([{ level: "warn", event: "github-webhook-refused" }]);
    return answer;
  };

  it("what nobody has signed, or somebody else: 401", async () => {
    expect((await refusal(requestOf(await completed()))).status).toBe(401);
    expect((await refusal(requestOf(await completed("another-secret")))).status).toBe(401);
    const { headers, body } = await completed(SECRET);
    const changed = { headers, body: body.replace("success", "failure") };
    expect((await refusal(requestOf(changed))).status).toBe(401);
  });

  it("what is not JSON, a form too: 400, and it says what to set", async () => {
    for (const text of ["", "{", "payload=%7B%7D", "\ufffd"]) {
      const answer = await refusal(await signedRequest({ body: bytes(text) }));
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain("application/json");
    }
    const cut = await signedRequest({ body: new Uint8Array([0x22, 0xc3, 0x22]) });
    expect((await refusal(cut)).status).toBe(400);
  });

  it("what is larger than a megabyte, before its signature is looked at: 413", async () => {
    const body = new Uint8Array(1_048_577);
    const request = new Request(`https://worker.test${PATH}`, { method: "POST", body });
    expect((await refusal(request)).status).toBe(413);
  });

  it("everything while the secret is not configured: 503", async () => {
    const answer = await refusal(requestOf(await completed(SECRET)), { secret: undefined });
    expect(answer.status).toBe(503);
  });

  it("every other method: 404", async () => {
    const { send } = door();
    for (const method of ["GET", "PUT", "DELETE"]) {
      const request = new Request(`https://worker.test${PATH}`, { method });
      expect((await send(request)).status).toBe(404);
    }
  });
});

describe("work that fails", () => {
  const delivered = async () => {
    const { world, job, deliver } = github();
    world.completeJob(job);
    return requestOf(await deliver({ event: "workflow_job", job }));
  };

  it("is logged, and the answer was 202", async () => {
    const onCompleted = vi.fn(async () => Promise.reject(new Error("D1 is down")));
    const { send, finish, logged } = door({ onCompleted });
    expect((await send(await delivered())).status).toBe(202);
    await finish();
    expect(logged).toMatchObject([{ level: "error", event: "github-webhook-failed" }]);
  });

  it("by never ending is given up before the runtime does", async () => {
    const onCompleted = vi.fn(() => new Promise<object>(() => {}));
    const { send, finish, logged, clock } = door({ onCompleted });
    const startedAt = clock.now();
    await send(await delivered());
    await finish();
    expect(clock.now() - startedAt).toBeLessThan(30_000);
    expect(logged).toMatchObject([{ level: "error", event: "github-webhook-failed" }]);
  });
});
