import { describe, expect, it } from "vitest";
import { HEADERS, hub } from "../github.fixture.ts";

describe("the script of faults", () => {
  it("is met in its order, each fault once unless told otherwise", async () => {
    const { call, faults, root } = hub();
    faults.add({ fault: "unavailable", times: 2 }).add({ fault: "not-found" });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await call(root)).status);
    expect(statuses).toEqual([503, 503, 404, 200]);
    expect(faults.unmet()).toEqual([]);
  });

  it("can aim at a repository, however it is addressed", async () => {
    const { call, faults, world, repository, root, jobPath } = hub();
    const { id } = world.addRepository();
    faults.add({ fault: "unavailable", repository: repository.id, times: 3 });
    expect((await call(`/repositories/${id}`)).status).toBe(200);
    for (const path of [root, `/repositories/${repository.id}`, jobPath()]) {
      expect((await call(path)).status).toBe(503);
    }
  });

  it("can aim at a run with its attempts and jobs", async () => {
    const { call, faults, run, root, runPath, runsPath, jobPath } = hub();
    faults.add({ fault: "not-found", run: run.id, times: 4 });
    for (const path of [root, runsPath()]) expect((await call(path)).status).toBe(200);
    for (const path of [runPath(), runPath("/attempts/1"), runPath("/attempts/1/jobs"), jobPath()])
      expect((await call(path)).status).toBe(404);
  });

  it("can let some go first, and can aim at operations and at requests", async () => {
    const { call, faults, root, runPath } = hub();
    faults.add({ fault: "unavailable", on: ["run"], skip: 1 });
    faults.add({ fault: "not-found", when: ({ headers }) => headers.has("x-unlucky") });
    for (const path of [root, runPath()]) expect((await call(path)).status).toBe(200);
    expect((await call(runPath())).status).toBe(503);
    expect(faults.unmet()).toEqual(["not-found"]);
    const headers = { ...HEADERS, "x-unlucky": "yes" };
    expect((await call(root, { headers })).status).toBe(404);
  });

  it("meets only requests that pass the gate", async () => {
    const { call, faults, root } = hub();
    faults.add({ fault: "unavailable" });
    const headers = { ...HEADERS, authorization: "Bearer nonsense" };
    expect((await call(root, { headers })).status).toBe(401);
    expect((await call(root)).status).toBe(503);
  });

  it("can last for ever, and be cleared", async () => {
    const { call, faults, root } = hub();
    faults.add({ fault: "unavailable", times: Number.POSITIVE_INFINITY });
    for (let i = 0; i < 5; i++) expect((await call(root)).status).toBe(503);
    expect(faults.unmet()).toEqual([]);
    faults.clear();
    expect((await call(root)).status).toBe(200);
  });

  it("refuses a fault aimed at an operation that it cannot meet", () => {
    const { faults } = hub();
    expect(() => faults.add({ fault: "other-id", on: ["job"] })).toThrow("cannot meet");
  });
});
