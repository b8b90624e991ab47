import type { WorkflowOwner } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { type Completion, speaksOf } from "./completion.ts";

const owner: WorkflowOwner = {
  kind: "workflow",
  repositoryId: 1_001,
  runId: 7,
  attempt: 2,
  jobId: 42,
};
const attempt: Completion = {
  repositoryId: 1_001,
  fullName: "acme/models",
  runId: 7,
  attempt: 2,
  jobId: null,
  at: 0,
  evidence: "",
};
const job: Completion = { ...attempt, jobId: 42 };

describe("a completion speaks of an owner", () => {
  it.each<[string, Completion, Partial<WorkflowOwner>]>([
    ["when it is that job's", job, {}],
    ["when it is that attempt's", attempt, {}],
    ["when it is a later attempt's", { ...attempt, attempt: 3 }, {}],
    ["who has the whole run, when the attempt has completed", attempt, { jobId: 0 }],
    ["who has the whole run, when a later one has", { ...attempt, attempt: 3 }, { jobId: 0 }],
  ])("%s", (_, completion, change) => {
    expect(speaksOf(completion, { ...owner, ...change })).toBe(true);
  });

  it.each<[string, Completion, Partial<WorkflowOwner>]>([
    ["of another job of the attempt", job, { jobId: 43 }],
    ["of the whole run, when one of its jobs has completed", job, { jobId: 0 }],
    ["when the job is of an earlier attempt", { ...job, attempt: 1 }, {}],
    ["when the job is of a later attempt", { ...job, attempt: 3 }, {}],
    ["when the attempt is an earlier one", { ...attempt, attempt: 1 }, {}],
    ["of the whole run, when an earlier attempt has", { ...attempt, attempt: 1 }, { jobId: 0 }],
    ["of another run", attempt, { runId: 8 }],
    ["of another repository's run", attempt, { repositoryId: 1_002 }],
    ["of another repository's job", job, { repositoryId: 1_002 }],
  ])("not %s", (_, completion, change) => {
    expect(speaksOf(completion, { ...owner, ...change })).toBe(false);
  });
});
