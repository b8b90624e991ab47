import { describe, expect, it } from "vitest";
import { HEADERS, type Hub, hub } from "../github.fixture.ts";
import type { FaultName } from "./definition.ts";
import { faultRegistry } from "./registry.ts";

const lost = (code: string) => ({ name: "TypeError", cause: { code } });

/** One entry for each fault: a fault without a test does not compile. */
const behaviour: Record<FaultName, (world: Hub) => Promise<void>> = {
  "not-found": async ({ call, faults, jobPath, runPath }) => {
    faults.add({ fault: "not-found", on: ["job"] });
    expect((await call(runPath())).status).toBe(200);
    expect(await call(jobPath())).toMatchObject({ status: 404, body: { message: "Not Found" } });
    expect((await call(jobPath())).status).toBe(200);
  },
  unauthorized: async ({ call, faults, root }) => {
    faults.add({ fault: "unauthorized" });
    const answer = await call(root);
    expect(answer).toMatchObject({ status: 401, body: { message: "Bad credentials" } });
    expect(answer.headers.get("x-ratelimit-limit")).toBe("60");
  },
  forbidden: async ({ call, faults, root }) => {
    faults.add({ fault: "forbidden" }).add({ fault: "forbidden", message: "no" });
    const message = "Resource not accessible by integration";
    const answer = await call(root);
    expect(answer).toMatchObject({ status: 403, body: { message } });
    expect(answer.headers.get("x-ratelimit-remaining")).toBe("5000");
    expect((await call(root)).body).toMatchObject({ message: "no" });
  },
  "secondary-limit": async ({ call, faults, root }) => {
    faults
      .add({ fault: "secondary-limit" })
      .add({ fault: "secondary-limit", status: 429, retryAfter: "Thu, 01 Jan 2026 13:00:00 GMT" })
      .add({ fault: "secondary-limit", retryAfter: null });
    const answers = [await call(root), await call(root), await call(root)];
    expect(answers.map(({ status }) => status)).toEqual([403, 429, 403]);
    expect(answers.map(({ headers }) => headers.get("retry-after"))).toEqual([
      "60",
      "Thu, 01 Jan 2026 13:00:00 GMT",
      null,
    ]);
    expect(answers[0]?.body).toMatchObject({ message: expect.stringContaining("secondary") });
    expect(answers[0]?.headers.get("x-ratelimit-remaining")).toBe("5000");
  },
  "quota-low": async ({ call, faults, root }) => {
    const left = async () => (await call(root)).headers.get("x-ratelimit-remaining");
    faults.add({ fault: "quota-low", remaining: 7 }).add({ fault: "quota-low" });
    expect(await left()).toBe("7");
    const last = await call(root);
    expect(last.status).toBe(200);
    expect(last.headers.get("x-ratelimit-remaining")).toBe("0");
    expect((await call(root)).status).toBe(403);
  },
  unavailable: async ({ call, faults, root }) => {
    faults.add({ fault: "unavailable" }).add({ fault: "unavailable", status: 502 });
    expect(await call(root)).toMatchObject({ status: 503, body: { message: "Server Error" } });
    expect((await call(root)).status).toBe(502);
  },
  hang: async ({ call, clock, faults, github, world, train, jobPath }) => {
    const started = clock.now();
    faults.add({ fault: "hang", ms: 5_000 }).add({ fault: "hang" });
    const late = call(jobPath());
    world.completeJob(train);
    expect((await clock.run(late)).body).toMatchObject({ status: "completed" });
    expect(clock.now() - started).toBe(5_000);
    const abort = new AbortController();
    const never = call(jobPath(), { signal: abort.signal });
    never.catch(() => {});
    await clock.advance(30_000);
    expect(github.requests.at(-1)).toMatchObject({ status: null });
    abort.abort(new Error("timed out"));
    await expect(never).rejects.toThrow("timed out");
  },
  network: async ({ call, faults, github, root }) => {
    faults.add({ fault: "network" }).add({ fault: "network", code: "ECONNREFUSED" });
    await expect(call(root)).rejects.toMatchObject(lost("ECONNRESET"));
    await expect(call(root)).rejects.toMatchObject(lost("ECONNREFUSED"));
    expect(github.requests.map(({ status }) => status)).toEqual([null]);
  },
  html: async ({ call, faults, root }) => {
    faults.add({ fault: "html" }).add({ fault: "html", status: 404 });
    const answer = await call(root);
    expect(answer).toMatchObject({ status: 200, body: undefined });
    expect(answer.text).toMatch(/^<!DOCTYPE html>/);
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(answer.headers.get("x-ratelimit-limit")).toBeNull();
    expect((await call(root)).status).toBe(404);
  },
  "cut-json": async ({ call, faults, root }) => {
    faults.add({ fault: "cut-json" }).add({ fault: "cut-json", keep: 0 });
    const answer = await call(root);
    expect(answer).toMatchObject({ status: 200, body: undefined });
    expect(answer.text).toMatch(/^\{"id":/);
    expect((await call(root)).text).toBe("");
  },
  "other-id": async ({ call, faults, repository, root, runPath }) => {
    faults.add({ fault: "other-id" }).add({ fault: "other-id", id: 5 });
    expect((await call("/repositories/1")).status).toBe(404);
    expect((await call(runPath())).status).toBe(200);
    const other = { id: repository.id + 1_000_000, full_name: "acme/models" };
    expect(await call(root)).toMatchObject({ status: 200, body: other });
    expect((await call(`/repositories/${repository.id}`)).body).toMatchObject({ id: 5 });
  },
  "job-of-another-run": async ({ call, faults, run, train, jobPath, runPath }) => {
    faults.add({ fault: "job-of-another-run", runId: 5 }).add({ fault: "job-of-another-run" });
    const { body } = await call(jobPath());
    const run_url = expect.stringMatching(/\/runs\/5$/);
    expect(body).toMatchObject({ id: train, run_id: 5, run_url });
    const other = { run_id: run.id + 1_000_000 };
    const listed = await call(runPath("/attempts/1/jobs"));
    expect(listed.body).toMatchObject({ total_count: 2, jobs: [other, other] });
  },
  "other-check-run": async ({ call, faults, train, jobPath, runPath }) => {
    faults.add({ fault: "other-check-run", checkRunId: 5 }).add({ fault: "other-check-run" });
    const { body } = await call(jobPath());
    expect(body).toMatchObject({ id: train, check_run_url: expect.stringMatching(/-runs\/5$/) });
    const listed = await call(runPath("/attempts/1/jobs"));
    const check_run_url = expect.stringContaining(`/check-runs/${train + 1_000_000}`);
    expect(listed.body).toMatchObject({ jobs: [{ id: train, check_run_url }, {}] });
  },
  stale: async ({ call, clock, faults, world, run, train, jobPath, runPath }) => {
    await clock.advance(120_000);
    world.completeJob(train);
    await clock.advance(30_000);
    world.deleteRun(run.id);
    faults
      .add({ fault: "stale", ms: 1_000 })
      .add({ fault: "stale", ms: 30_000 }) // the very moment at which it had completed
      .add({ fault: "stale" })
      .add({ fault: "stale", ms: 3_600_000 });
    expect((await call(jobPath())).body).toMatchObject({ status: "completed" });
    expect((await call(jobPath())).body).toMatchObject({ status: "completed" });
    expect((await call(jobPath())).body).toMatchObject({ status: "in_progress" });
    expect((await call(runPath())).status).toBe(404); // it was not there yet
    expect((await call(jobPath())).status).toBe(404);
  },
};

describe("a fault does what its line says:", () => {
  it.each(Object.entries(faultRegistry))("%s: $doc", async (name) => {
    const world = hub();
    await new Map(Object.entries(behaviour)).get(name)?.(world);
    expect.hasAssertions();
    expect(world.faults.unmet()).toEqual([]);
  });

  it("a changed answer has an ETag of its own", async () => {
    const { call, faults, root } = hub();
    const etag = (await call(root)).headers.get("etag") ?? "";
    faults.add({ fault: "other-id" });
    const headers = { ...HEADERS, "if-none-match": etag };
    expect((await call(root, { headers })).status).toBe(200);
    expect((await call(root, { headers })).status).toBe(304);
  });
});
