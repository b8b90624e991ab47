import { fail, ok, type WorkflowOwner } from "@sesterce-gpu/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FaultCode } from "./fault.ts";
import { type Answers, judge, type OwnerState, ownerKey, type Question } from "./owner-state.ts";

const CODES: readonly FaultCode[] = [
  "unauthorized",
  "forbidden",
  "rate-limited",
  "not-found",
  "unavailable",
  "timeout",
  "network",
  "unreadable",
  "budget",
];
const OWNER: WorkflowOwner = {
  kind: "workflow",
  repositoryId: 7,
  runId: 5,
  attempt: 2,
  jobId: 3,
};

// Few numbers, so that they often meet and often just miss each other.
const id = fc.integer({ min: 1, max: 8 });
const owners = fc.record({
  kind: fc.constant("workflow" as const),
  repositoryId: id,
  runId: id,
  attempt: fc.integer({ min: 1, max: 3 }),
  jobId: fc.oneof(fc.constant(0), id),
});
const status = fc.oneof(
  fc.constantFrom("completed", "queued", "in_progress", "Completed", "completed ", ""),
  fc.string(),
);
const faults = fc.oneof(fc.constant("not-found" as const), fc.constantFrom(...CODES));

/** Answers about this owner, or nearly. */
const answersTo = (owner: WorkflowOwner): fc.Arbitrary<Required<Answers>> => {
  const near = (value: number) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: id });
  const heard = <T>(value: fc.Arbitrary<T>) =>
    fc.oneof(
      value.map(ok),
      faults.map((code) => fail({ code, asked: "GET /", status: null, detail: "" })),
    );
  const repositoryId = fc.option(near(owner.repositoryId));
  const standing = { status, conclusion: fc.option(fc.string()), attempt: near(owner.attempt) };
  const runId = near(owner.runId);
  const jobId = near(owner.jobId);
  return fc.record({
    job: heard(fc.record({ ...standing, id: jobId, checkRunId: jobId, runId })),
    attempt: heard(fc.record({ ...standing, runId, repositoryId })),
    run: heard(fc.record({ ...standing, id: runId, repositoryId })),
    repository: heard(
      fc.record({ id: near(owner.repositoryId), fullName: fc.constant("acme/models") }),
    ),
    runs: heard(fc.record({ ids: fc.array(id, { maxLength: 1 }) })),
  });
};
const cases = owners.chain((owner) => fc.tuple(fc.constant(owner), answersTo(owner)));

/** As `askOwner` does it. */
function conclude(owner: WorkflowOwner, all: Required<Answers>) {
  const asked: Question[] = [];
  let answers: Answers = {};
  for (;;) {
    const verdict = judge(owner, answers);
    if (typeof verdict !== "string") return { state: verdict, answers, asked };
    if (asked.includes(verdict)) throw new Error(`Asked twice for the ${verdict}.`);
    asked.push(verdict);
    answers = { ...answers, [verdict]: all[verdict] };
  }
}

/** The rule of the four nets, in other words than the code's: what may be called an end, and why. */
function mayEnd(owner: WorkflowOwner, { job, attempt, run }: Answers): boolean {
  const ofJob =
    job?.ok === true &&
    owner.jobId > 0 &&
    [job.value.id, job.value.checkRunId].every((told) => told === owner.jobId) &&
    job.value.runId === owner.runId &&
    job.value.attempt === owner.attempt &&
    job.value.status === "completed";
  const ofAttempt =
    attempt?.ok === true &&
    attempt.value.runId === owner.runId &&
    attempt.value.attempt === owner.attempt &&
    attempt.value.status === "completed";
  const ofRun =
    run?.ok === true &&
    run.value.id === owner.runId &&
    (run.value.attempt > owner.attempt ||
      (run.value.attempt === owner.attempt && run.value.status === "completed"));
  return ofJob || ofAttempt || ofRun;
}

function mayBeMissing(owner: WorkflowOwner, { run, repository, runs }: Answers): boolean {
  return (
    run?.ok === false &&
    run.reason.code === "not-found" &&
    repository?.ok === true &&
    repository.value.id === owner.repositoryId &&
    runs?.ok === true &&
    !runs.value.ids.includes(owner.runId)
  );
}

const runs = { numRuns: 5_000 };

describe("whatever GitHub answers,", () => {
  it("an owner has ended or is missing only when GitHub has said so", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(cases, ([owner, all]) => {
        const { state, answers } = conclude(owner, all);
        seen.add(state.kind);
        if (state.kind === "ended") expect(mayEnd(owner, answers)).toBe(true);
        if (state.kind === "missing") expect(mayBeMissing(owner, answers)).toBe(true);
      }),
      runs,
    );
    expect([...seen].sort()).toEqual(["alive", "ended", "missing", "unknown"]);
  });

  it("an owner is alive only when the last answer is about it and tells of no end", () => {
    fc.assert(
      fc.property(cases, ([owner, all]) => {
        const { state, answers, asked } = conclude(owner, all);
        if (state.kind !== "alive") return;
        const last = answers[asked.at(-1) ?? "job"];
        expect(last).toMatchObject({ ok: true, value: { attempt: owner.attempt } });
        expect(last).not.toMatchObject({ ok: true, value: { status: "completed" } });
      }),
      runs,
    );
  });

  it("a fault other than a 404 is the end of the asking, and its code the reason", () => {
    fc.assert(
      fc.property(cases, ([owner, all]) => {
        const { state, asked } = conclude(owner, all);
        const faultsMet = asked.flatMap((question) => {
          const heard = all[question];
          return heard.ok ? [] : [heard.reason.code];
        });
        const fault = faultsMet.find((code) => code !== "not-found");
        if (fault !== undefined) expect(state).toMatchObject({ kind: "unknown", reason: fault });
      }),
      runs,
    );
  });

  it("it is asked at most five times, for each thing once, and answered in one line", () => {
    fc.assert(
      fc.property(cases, ([owner, all]) => {
        const { state, asked } = conclude(owner, all);
        expect(asked.length).toBeLessThanOrEqual(owner.jobId > 0 ? 5 : 3);
        expect(state.evidence).not.toBe("");
        expect(state.evidence).not.toMatch(/\p{Cc}/u);
      }),
      runs,
    );
  });
});

describe("an answer about something else is a mismatch:", () => {
  const standing = { status: "completed", conclusion: "success", attempt: 2 };
  const job = { ...standing, id: 3, checkRunId: 3, runId: 5 };
  const attempt = { ...standing, runId: 5, repositoryId: 7 };
  const run = { ...standing, id: 5, repositoryId: 7 };
  const gone = fail({ code: "not-found", asked: "GET /", status: 404, detail: "" } as const);
  const kindOf = (answers: Answers) => {
    const state = judge(OWNER, answers);
    return typeof state === "string" ? state : brief(state);
  };
  const brief = (state: OwnerState) => (state.kind === "unknown" ? state.reason : state.kind);

  it("none of these is", () => {
    expect(kindOf({ job: ok(job) })).toBe("ended");
    expect(kindOf({ job: gone, attempt: ok(attempt) })).toBe("ended");
    expect(kindOf({ job: gone, attempt: gone, run: ok(run) })).toBe("ended");
    expect(kindOf({ job: gone, attempt: gone, run: ok({ ...run, repositoryId: null }) })).toBe(
      "ended",
    );
  });

  it.each([{ id: 4 }, { checkRunId: 4 }, { runId: 4 }, { attempt: 1 }, { attempt: 3 }])(
    "a job with %j",
    (change) => {
      expect(kindOf({ job: ok({ ...job, ...change }) })).toBe("mismatch");
    },
  );

  it.each([{ runId: 4 }, { attempt: 1 }, { attempt: 3 }, { repositoryId: 4 }])(
    "an attempt with %j",
    (change) => {
      expect(kindOf({ job: gone, attempt: ok({ ...attempt, ...change }) })).toBe("mismatch");
    },
  );

  it.each([
    { id: 4 },
    { attempt: 1 },
    { repositoryId: 4 },
    { repositoryId: 4, attempt: 3 },
    { id: 4, attempt: 3 },
  ])("a run with %j", (change) => {
    const answers = { job: gone, attempt: gone, run: ok({ ...run, ...change }) };
    expect(kindOf(answers)).toBe("mismatch");
  });

  it("a list that has the run whose page is a 404", () => {
    const missing = { job: gone, attempt: gone, run: gone };
    const repository = ok({ id: 7, fullName: "acme/models" });
    const canaries = (ids: number[]) => ({ ...missing, repository, runs: ok({ ids }) });
    expect(kindOf(canaries([4]))).toBe("missing");
    expect(kindOf(canaries([]))).toBe("missing");
    expect(kindOf(canaries([5]))).toBe("mismatch");
  });
});

describe("the first question", () => {
  it.each([
    [0, "run"],
    [1, "job"],
    [52_000_000_001, "job"],
  ])("for a lease of job %i is about the %s", (jobId, question) => {
    expect(judge({ ...OWNER, jobId }, {})).toBe(question);
  });
});

describe("an owner's key", () => {
  it.each([{}, { nonce: "abc123" }])("is the same for the same owner %j", (more) => {
    expect(ownerKey({ ...OWNER, ...more })).toBe(ownerKey(OWNER));
  });

  it.each([{ repositoryId: 1 }, { runId: 1 }, { attempt: 1 }, { jobId: 0 }])(
    "differs by %j",
    (change) => {
      expect(ownerKey({ ...OWNER, ...change })).not.toBe(ownerKey(OWNER));
    },
  );
});
