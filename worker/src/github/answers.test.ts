import { describe, expect, it } from "vitest";
import { readAnswer, readQuota } from "./answers.ts";
import type { Answer } from "./exchange.ts";
import { InstallationToken, Job, LatestRuns, Repository, Run } from "./schemas.ts";

const redact = (text: string) => text.replaceAll("s3cret", "***");
const answer = (change: Partial<Answer> = {}): Answer => ({
  asked: "GET /repositories/7",
  status: 200,
  headers: new Headers(),
  text: JSON.stringify({ id: 7, full_name: "acme/models" }),
  redact,
  ...change,
});
const codeOf = (change: Partial<Answer>) => {
  const read = readAnswer(answer(change), Repository);
  return read.ok ? "ok" : read.reason.code;
};
const said = JSON.stringify({ message: "No." });
const none = new Headers({ "x-ratelimit-remaining": "0" });
const some = new Headers({ "x-ratelimit-remaining": "10" });
const later = new Headers({ "retry-after": "60" });

describe("an answer is", () => {
  it("the value when it is a 200 of the documented shape", () => {
    const value = { id: 7, fullName: "acme/models" };
    expect(readAnswer(answer(), Repository)).toEqual({ ok: true, value });
  });

  it.each<[string, Partial<Answer>]>([
    ["unauthorized", { status: 401, text: said }],
    ["unauthorized", { status: 401, headers: none, text: said }],
    ["forbidden", { status: 403, text: said }],
    ["forbidden", { status: 403, headers: some, text: said }],
    ["forbidden", { status: 403, text: "<html>" }],
    ["rate-limited", { status: 403, headers: none, text: said }],
    ["rate-limited", { status: 403, headers: later, text: said }],
    ["rate-limited", { status: 429, text: said }],
    ["not-found", { status: 404, text: said }],
    ["unreadable", { status: 404, text: "<html>" }],
    ["unreadable", { status: 404, text: "" }],
    ["unreadable", { status: 404, text: "{}" }],
    ["unreadable", { status: 404, text: '"message"' }],
    ["unavailable", { status: 500, text: said }],
    ["unavailable", { status: 503, text: "<html>" }],
    ["unreadable", { text: "<html>" }],
    ["unreadable", { text: "" }],
    ["unreadable", { text: "null" }],
    ["unreadable", { text: '{"id":7,"full_na' }],
    ["unreadable", { status: 202 }],
    ["unreadable", { status: 301 }],
    ["unreadable", { status: 400, text: said }],
    ["unreadable", { status: 410, text: said }],
    ["unreadable", { status: 451, text: said }],
  ])("%s: %j", (code, change) => {
    expect(codeOf(change)).toBe(code);
  });

  it("told of with its status and GitHub's own words, in one line, without the bearer", () => {
    const text = JSON.stringify({ message: "Bad\n credentials s3cret" });
    expect(readAnswer(answer({ status: 401, text }), Repository)).toEqual({
      ok: false,
      reason: {
        code: "unauthorized",
        asked: "GET /repositories/7",
        status: 401,
        detail: "Bad  credentials ***",
      },
    });
  });

  it("never quoted when it is not what it should be", () => {
    const text = JSON.stringify({ token: "ghs_of_another", expires_at: "never" });
    const read = readAnswer(answer({ status: 201, text }), InstallationToken, 201);
    expect(read).toMatchObject({ ok: false, reason: { code: "unreadable" } });
    expect(JSON.stringify(read)).not.toContain("ghs_of_another");
  });
});

describe("a shape that is not documented is unreadable:", () => {
  const job = {
    id: 3,
    run_id: 5,
    run_attempt: 1,
    status: "queued",
    conclusion: null,
    check_run_url: "https://api.github.com/repos/acme/models/check-runs/3",
  };
  const run = { id: 5, run_attempt: 1, status: "queued", conclusion: null, repository: { id: 7 } };

  it("the documented ones are not", () => {
    expect(Job.parse(job)).toEqual({
      id: 3,
      runId: 5,
      attempt: 1,
      status: "queued",
      conclusion: null,
      checkRunId: 3,
    });
    const read = { id: 5, attempt: 1, status: "queued", conclusion: null };
    expect(Run.parse(run)).toEqual({ ...read, repositoryId: 7 });
    expect(Run.parse({ ...run, repository: undefined })).toEqual({ ...read, repositoryId: null });
    const runs = { total_count: 2, workflow_runs: [run] };
    expect(LatestRuns.parse(runs)).toEqual({ ids: [5] });
    expect(LatestRuns.parse({ total_count: 0, workflow_runs: [] })).toEqual({ ids: [] });
  });

  it.each([
    { id: "3" },
    { id: 0 },
    { id: 3.5 },
    { run_id: null },
    { run_id: 2 ** 53 },
    { run_attempt: undefined },
    { status: null },
    { check_run_url: null },
    { check_run_url: "https://api.github.com/repos/acme/models/check-runs/" },
    { check_run_url: "https://api.github.com/repos/acme/models/check-runs/03" },
    { check_run_url: "https://api.github.com/repos/acme/models/jobs/3" },
    { check_run_url: "https://api.github.com/repos/acme/models/check-runs/3/annotations" },
  ])("a job with %j", (change) => {
    expect(Job.safeParse({ ...job, ...change }).success).toBe(false);
  });

  it.each([{ id: -1 }, { run_attempt: 0 }, { status: 1 }, { repository: { id: "7" } }])(
    "a run with %j",
    (change) => {
      expect(Run.safeParse({ ...run, ...change }).success).toBe(false);
    },
  );

  it.each([{ full_name: "models" }, { full_name: "acme/mod els" }, { id: null }])(
    "a repository with %j",
    (change) => {
      const repository = { id: 7, full_name: "acme/models", ...change };
      expect(Repository.safeParse(repository).success).toBe(false);
    },
  );

  it.each([{ workflow_runs: null }, { total_count: "2" }, { workflow_runs: [{}] }])(
    "a list of runs with %j",
    (change) => {
      const runs = { total_count: 2, workflow_runs: [run], ...change };
      expect(LatestRuns.safeParse(runs).success).toBe(false);
    },
  );
});

describe("the quota", () => {
  const quota = (status: number, remaining: string | null, reset: string | null) => {
    const headers = new Headers();
    if (remaining !== null) headers.set("x-ratelimit-remaining", remaining);
    if (reset !== null) headers.set("x-ratelimit-reset", reset);
    return readQuota(answer({ status, headers }));
  };

  it.each([200, 404, 403, 429, 503])("is read from an answer with %i", (status) => {
    expect(quota(status, "99", "1767272400")).toEqual({
      remaining: 99,
      resetsAt: 1_767_272_400_000,
    });
  });

  it.each<[string, number, string | null, string | null]>([
    ["a 401 tells of the strangers' one", 401, "59", "1767272400"],
    ["there is no number", 200, null, "1767272400"],
    ["there is no end of it", 200, "99", null],
    ["it is not a number", 200, "-1", "1767272400"],
    ["its end is not a number", 200, "99", "soon"],
  ])("is not known when %s", (_why, status, remaining, reset) => {
    expect(quota(status, remaining, reset)).toBeUndefined();
  });
});
