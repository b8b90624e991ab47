import { describe, expect, it } from "vitest";
import { hub } from "./github.fixture.ts";

const BASE = "https://github-api.test";

describe("a repository", () => {
  it("answers by id and by name, whose case does not matter", async () => {
    const { call, repository } = hub();
    const byId = await call(`/repositories/${repository.id}`);
    expect(byId).toMatchObject({
      status: 200,
      body: {
        id: repository.id,
        name: "models",
        full_name: "acme/models",
        private: true,
        owner: { login: "acme" },
        url: `${BASE}/repos/acme/models`,
        html_url: "https://github.com/acme/models",
      },
    });
    expect((await call("/repos/ACME/Models")).body).toEqual(byId.body);
  });

  it.each(["/repositories/1", "/repositories/abc", "/repos/acme/other"])(
    "that is not there is a 404: %s",
    async (path) => {
      const { call } = hub();
      expect(await call(path)).toMatchObject({ status: 404, body: { message: "Not Found" } });
    },
  );

  it.each(["removeAccess", "deleteRepository"] as const)(
    "is a 404 with all that is in it after %s",
    async (happens) => {
      const { call, world, repository, root, runPath, runsPath, jobPath } = hub();
      world[happens](repository.id);
      const paths = [root, `/repositories/${repository.id}`, runPath(), runsPath(), jobPath()];
      for (const path of paths) expect((await call(path)).status).toBe(404);
      world.restoreAccess(repository.id);
      expect((await call(root)).status).toBe(happens === "removeAccess" ? 200 : 404);
    },
  );
});

describe("a name that is free again", () => {
  it("after its repository was deleted belongs to who takes it", async () => {
    const { call, world, repository, root } = hub();
    world.deleteRepository(repository.id);
    const { id } = world.addRepository({ owner: "acme", name: "models" });
    expect(await call(root)).toMatchObject({ status: 200, body: { id } });
  });
});

describe("after a rename", () => {
  it("the old name redirects to the id, with what was behind it", async () => {
    const { call, world, repository, run, runPath } = hub();
    world.rename(repository.id, { name: "brains" });
    const moved = await call(runPath("?a=b"), { redirect: "manual" });
    const location = `${BASE}/repositories/${repository.id}/actions/runs/${run.id}?a=b`;
    expect(moved).toMatchObject({ status: 301, body: { url: location } });
    expect(moved.headers.get("location")).toBe(location);
    expect(await call(runPath())).toMatchObject({ status: 200, body: { id: run.id } });
    expect(await call("/repos/Acme/Models")).toMatchObject({
      body: { full_name: "acme/brains" },
    });
  });

  it("another repository may take the old name", async () => {
    const { call, world, repository, root } = hub();
    world.rename(repository.id, { owner: "zenith" });
    const { id } = world.addRepository({ owner: "acme", name: "models" });
    expect(await call(root)).toMatchObject({ status: 200, body: { id } });
  });
});

describe("runs", () => {
  it("are listed newest first, in pages", async () => {
    const { call, clock, world, repository, run, runsPath } = hub();
    world.startRun({ repository: world.addRepository().id });
    await clock.advance(1_000);
    const { id } = world.startRun({ repository: repository.id });
    const first = await call(runsPath("?per_page=1"));
    expect(first).toMatchObject({ status: 200, body: { total_count: 2, workflow_runs: [{ id }] } });
    expect(first.headers.get("link")).toContain('page=2>; rel="next"');
    const second = await call(`/repositories/${repository.id}/actions/runs?per_page=1&page=2`);
    expect(second.body).toMatchObject({ workflow_runs: [{ id: run.id }] });
    expect(second.headers.get("link")).toContain('rel="prev"');
  });

  it("of a repository without any are an empty list", async () => {
    const { call, world } = hub();
    const { id } = world.addRepository();
    const { status, body } = await call(`/repositories/${id}/actions/runs`);
    expect({ status, body }).toEqual({ status: 200, body: { total_count: 0, workflow_runs: [] } });
  });

  it("tell where they and their jobs are", async () => {
    const { call, run, runPath } = hub();
    const url = `${BASE}${runPath()}`;
    expect((await call(runPath())).body).toMatchObject({
      id: run.id,
      status: "in_progress",
      conclusion: null,
      run_attempt: 1,
      event: "push",
      head_branch: "main",
      url,
      jobs_url: `${url}/jobs`,
      html_url: `https://github.com/acme/models/actions/runs/${run.id}`,
      created_at: "2026-01-01T12:00:00Z",
      run_started_at: "2026-01-01T12:00:00Z",
    });
  });

  it("are a 404 under another repository, and once they are deleted", async () => {
    const { call, world, run, train, runPath, jobPath } = hub();
    const { id } = world.addRepository();
    for (const rest of [`runs/${run.id}`, `runs/${run.id}/attempts/1`, `jobs/${train}`]) {
      expect((await call(`/repositories/${id}/actions/${rest}`)).status).toBe(404);
    }
    world.deleteRun(run.id);
    for (const path of [runPath(), runPath("/attempts/1"), runPath("/attempts/1/jobs"), jobPath()])
      expect((await call(path)).status).toBe(404);
  });
});

describe("attempts and jobs", () => {
  it("an attempt answers for itself, and one that never was is a 404", async () => {
    const { call, world, run, runPath } = hub();
    world.completeRun(run.id, "failure");
    world.rerun(run.id);
    expect((await call(runPath())).body).toMatchObject({ run_attempt: 2, status: "in_progress" });
    const first = await call(runPath("/attempts/1"));
    expect(first.body).toMatchObject({
      run_attempt: 1,
      status: "completed",
      conclusion: "failure",
    });
    expect((await call(runPath("/attempts/2"))).body).toMatchObject({ run_attempt: 2 });
    expect((await call(runPath("/attempts/3"))).status).toBe(404);
  });

  it("a job has the id of its check run, unless a test wants it otherwise", async () => {
    const { call, world, repository, run, train, jobPath } = hub();
    const base = `${BASE}/repos/acme/models`;
    expect((await call(jobPath())).body).toMatchObject({
      id: train,
      run_id: run.id,
      run_attempt: 1,
      name: "train",
      status: "in_progress",
      conclusion: null,
      completed_at: null,
      run_url: `${base}/actions/runs/${run.id}`,
      check_run_url: `${base}/check-runs/${train}`,
    });
    world.startRun({ repository: repository.id, jobs: [{ name: "odd", id: 5, checkRunId: 6 }] });
    const odd = await call(jobPath(5));
    expect(odd.body).toMatchObject({ id: 5, check_run_url: `${base}/check-runs/6` });
    expect((await call(jobPath(99))).status).toBe(404);
  });

  it("the jobs of an attempt come in pages", async () => {
    const { call, train, lint, runPath } = hub();
    const all = await call(runPath("/attempts/1/jobs"));
    expect(all.body).toMatchObject({ total_count: 2, jobs: [{ id: train }, { id: lint }] });
    expect(all.headers.get("link")).toBeNull();
    const second = await call(runPath("/attempts/1/jobs?per_page=1&page=2"));
    expect(second.body).toMatchObject({ total_count: 2, jobs: [{ id: lint }] });
    expect((await call(runPath("/attempts/2/jobs"))).status).toBe(404);
  });

  it("of a path that GitHub does not have are a 404 in JSON", async () => {
    const { call, runPath } = hub();
    expect(await call(runPath("/artifacts"))).toMatchObject({
      status: 404,
      body: { status: "404" },
    });
  });
});
