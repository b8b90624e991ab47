import { describe, expect, it } from "vitest";
import { hub } from "./github.fixture.ts";

const parsed = ({ body }: { body: string }): unknown => JSON.parse(body);

describe("a webhook", () => {
  it("of a job tells it as the API does, with the action of its status", async () => {
    const { call, github, world, train, repository, jobPath } = hub();
    world.completeJob(train, "failure");
    const { headers, body } = await github.webhookFor({ event: "workflow_job", job: train });
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "x-github-event": "workflow_job",
    });
    expect(headers).not.toHaveProperty("x-hub-signature-256");
    expect(JSON.parse(body)).toMatchObject({
      action: "completed",
      workflow_job: (await call(jobPath())).body,
      repository: { id: repository.id, full_name: "acme/models" },
    });
  });

  it("of a run tells it likewise", async () => {
    const { call, github, world, run, runPath } = hub();
    const started = await github.webhookFor({ event: "workflow_run", run: run.id });
    expect(parsed(started)).toMatchObject({ action: "in_progress" });
    world.cancel(run.id);
    const ended = await github.webhookFor({ event: "workflow_run", run: run.id });
    expect(parsed(ended)).toMatchObject({
      action: "completed",
      workflow_run: (await call(runPath())).body,
    });
  });

  it("may have another action than the status says", async () => {
    const { github, train } = hub();
    const early = { event: "workflow_job", job: train, action: "completed" } as const;
    expect(parsed(await github.webhookFor(early))).toMatchObject({
      action: "completed",
      workflow_job: { status: "in_progress" },
    });
  });

  it("of a waiting run was requested, of a pending job queued", async () => {
    const { github, world, run, train, lint } = hub();
    world.setJob(train, "pending");
    world.setJob(lint, "pending");
    const events = [
      await github.webhookFor({ event: "workflow_run", run: run.id }),
      await github.webhookFor({ event: "workflow_job", job: train }),
    ];
    expect(events.map(parsed)).toMatchObject([{ action: "requested" }, { action: "queued" }]);
  });

  it("is delivered under an id of its own, or again under the same", async () => {
    const { github } = hub();
    const ids = [
      await github.webhookFor({ event: "ping" }),
      await github.webhookFor({ event: "ping" }),
      await github.webhookFor({ event: "ping", delivery: "again" }),
    ].map(({ headers }) => headers["x-github-delivery"]);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(ids[1]).not.toBe(ids[0]);
    expect(ids[2]).toBe("again");
  });

  it("is signed over its very bytes", async () => {
    const { github } = hub();
    const secret = "a secret";
    const { headers, body } = await github.webhookFor({ event: "ping", secret });
    expect(JSON.parse(body)).toHaveProperty("zen");
    const [, hex = ""] = headers["x-hub-signature-256"]?.split("sha256=") ?? [];
    expect(hex).toMatch(/^[0-9a-f]{64}$/);
    const signature = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    const utf8 = new TextEncoder();
    const hmac = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", utf8.encode(secret), hmac, false, ["verify"]);
    expect(await crypto.subtle.verify("HMAC", key, signature, utf8.encode(body))).toBe(true);
  });
});
