import { describe, expect, it } from "vitest";
import { parseEvent } from "./event.ts";

const repository = { id: 1_001, full_name: "acme/models", private: true };
const workflow_job = {
  id: 42,
  run_id: 7,
  run_attempt: 2,
  status: "completed",
  conclusion: "success",
  completed_at: "2026-01-01T12:00:00Z",
  check_run_url: "https://api.github.com/repos/acme/models/check-runs/42",
  labels: ["ubuntu-latest"],
};
const workflow_run = {
  id: 7,
  run_attempt: 2,
  status: "completed",
  conclusion: "cancelled",
  updated_at: "2026-01-01T12:00:00Z",
  repository: { id: 1_001 },
};
const action = "completed";
const job = (change: object = {}) => ({
  action,
  repository,
  workflow_job: { ...workflow_job, ...change },
});
const run = (change: object = {}) => ({
  action,
  repository,
  workflow_run: { ...workflow_run, ...change },
});
const facts = {
  repositoryId: 1_001,
  fullName: "acme/models",
  runId: 7,
  attempt: 2,
  at: Date.UTC(2026, 0, 1, 12),
};

describe("an event", () => {
  it("of a job that has completed is read", () => {
    const evidence = "GitHub's webhook: job 42 of run 7, attempt 2: completed (success).";
    const completion = { ...facts, jobId: 42, evidence };
    expect(parseEvent("workflow_job", job())).toEqual({ kind: "completed", completion });
  });

  it("of an attempt that has completed is read", () => {
    const evidence = "GitHub's webhook: run 7, attempt 2: completed (cancelled).";
    const completion = { ...facts, jobId: null, evidence };
    expect(parseEvent("workflow_run", run())).toEqual({ kind: "completed", completion });
  });

  it("may have a conclusion that GitHub has yet to invent, or none", () => {
    const odd = parseEvent("workflow_run", run({ conclusion: `odd\n${"x".repeat(80)}` }));
    expect(odd).toMatchObject({ kind: "completed" });
    expect(JSON.stringify(odd)).not.toContain("\\n");
    expect(parseEvent("workflow_job", job({ conclusion: null }))).toMatchObject({
      completion: { evidence: "GitHub's webhook: job 42 of run 7, attempt 2: completed." },
    });
  });

  it("of a ping is one, whatever it says", () => {
    expect(parseEvent("ping", { zen: "Keep it logically awesome." })).toEqual({ kind: "ping" });
  });

  it.each([
    ["push", { ref: "refs/heads/main" }, "push"],
    [null, job(), "no event"],
    ["Workflow_job", job(), "Workflow_job"],
    ["workflow_job", { ...job(), action: "in_progress" }, "workflow_job in_progress"],
    ["workflow_run", { ...run(), action: "requested" }, "workflow_run requested"],
  ])("that means nothing to us is ignored: %s", (name, payload, what) => {
    expect(parseEvent(name, payload)).toEqual({ kind: "ignored", what });
  });

  it.each<[string, string, unknown]>([
    ["no object", "workflow_job", null],
    ["a list", "workflow_run", []],
    ["no action", "workflow_job", { ...job(), action: 1 }],
    ["the other kind's body", "workflow_job", run()],
    ["the other kind's body", "workflow_run", job()],
    ["a status that is not completed", "workflow_job", job({ status: "in_progress" })],
    ["a status that is not completed", "workflow_run", run({ status: "queued" })],
    ["no attempt", "workflow_job", job({ run_attempt: undefined })],
    ["an id that is text", "workflow_run", run({ id: "7" })],
    ["no time", "workflow_job", job({ completed_at: null })],
    ["a time that is none", "workflow_run", run({ updated_at: "7" })],
    ["a day that is none", "workflow_run", run({ updated_at: "2026-13-01T00:00:00Z" })],
    ["another check run's id", "workflow_job", job({ check_run_url: "x/check-runs/43" })],
    ["no repository", "workflow_run", { action, workflow_run }],
    [
      "a repository with an odd name",
      "workflow_job",
      { ...job(), repository: { id: 1, full_name: "<x>" } },
    ],
  ])("that is not what GitHub documents is malformed: %s", (_, name, payload) => {
    expect(parseEvent(name, payload)).toMatchObject({ kind: "malformed" });
  });
});
