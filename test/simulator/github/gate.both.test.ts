import { describe, expect, it } from "vitest";
import { HEADERS, hub } from "./github.fixture.ts";

const authorization = "Bearer nonsense";
const limits = ({ headers }: { headers: Headers }) =>
  ["limit", "remaining", "used", "resource"].map((name) => headers.get(`x-ratelimit-${name}`));

describe("who is let in", () => {
  it("nobody without a User-Agent: 403, and no JSON", async () => {
    const { authorization } = HEADERS;
    const answer = await hub().call("/rate_limit", { headers: { authorization } });
    expect(answer).toMatchObject({ status: 403, body: undefined });
    expect(answer.text).toContain("User-Agent");
    expect(limits(answer)).toEqual([null, null, null, null]);
  });

  it("nobody with a wrong token: 401, with the quota of strangers", async () => {
    const { call, github, root } = hub();
    const answer = await call(root, { headers: { ...HEADERS, authorization } });
    expect(answer).toMatchObject({ status: 401, body: { message: "Bad credentials" } });
    expect(limits(answer)).toEqual(["60", "59", "1", "core"]);
    expect(github.quota().used).toBe(0);
  });

  it("nobody without one: 401", async () => {
    const headers = { "user-agent": "reaper-test" };
    expect((await hub().call("/rate_limit", { headers })).status).toBe(401);
  });

  it("a token in GitHub's older form", async () => {
    const { call, root, github } = hub();
    const headers = { ...HEADERS, authorization: `token ${github.options.token}` };
    expect((await call(root, { headers })).status).toBe(200);
  });
});

describe("the quota", () => {
  it("is told with each answer, and starts anew an hour after the first", async () => {
    const { call, clock, root } = hub({ hourlyQuota: 2 });
    const first = await call(root);
    expect(limits(first)).toEqual(["2", "1", "1", "core"]);
    expect(first.headers.get("x-ratelimit-reset")).toBe(String(clock.now() / 1000 + 3_600));
    expect(limits(await call("/repositories/1"))).toEqual(["2", "0", "2", "core"]);
    const refused = await call(root);
    expect(refused).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining("API rate limit exceeded") },
    });
    expect(limits(refused)).toEqual(["2", "0", "2", "core"]);
    await clock.advance(3_600_000);
    expect((await call(root)).status).toBe(200);
  });

  it("can be asked for nothing, even when it is used up", async () => {
    const { call, clock, root } = hub({ hourlyQuota: 1 });
    await call(root);
    const core = { limit: 1, remaining: 0, used: 1, reset: clock.now() / 1000 + 3_600 };
    expect(await call("/rate_limit")).toMatchObject({
      status: 200,
      body: { resources: { core }, rate: core },
    });
  });
});

describe("an answer", () => {
  it("that the client has is a 304 without a body, and free, until it changes", async () => {
    const { call, world, train, jobPath, github } = hub();
    const first = await call(jobPath());
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"[0-9a-f]{16}"$/);
    const headers = { ...HEADERS, "if-none-match": etag };
    const same = await call(jobPath(), { headers });
    expect(same).toMatchObject({ status: 304, text: "" });
    expect(same.headers.get("etag")).toBe(etag);
    expect(github.quota().used).toBe(1);
    world.completeJob(train);
    expect((await call(jobPath(), { headers })).body).toMatchObject({ status: "completed" });
    expect(github.quota().used).toBe(2);
  });

  it("has the Date of the clock and a request id of its own", async () => {
    const { call, root } = hub();
    const [one, two] = [await call(root), await call(root)];
    expect(one.headers.get("date")).toBe("Thu, 01 Jan 2026 12:00:00 GMT");
    const ids = [one, two].map(({ headers }) => headers.get("x-github-request-id"));
    expect(new Set(ids).size).toBe(2);
    expect(ids).not.toContain(null);
  });
});

describe("in process", () => {
  it("fetch throws for any other origin", async () => {
    const { github } = hub();
    await expect(github.fetch("https://api.github.com/")).rejects.toThrow("unexpected request");
  });

  it("requests are recorded without the token", async () => {
    const { call, clock, github, runsPath } = hub();
    await call(runsPath("?per_page=1"));
    await call("/repositories/1");
    expect(github.requests).toMatchObject([
      {
        at: clock.now(),
        operation: "runs",
        path: runsPath(),
        query: { per_page: "1" },
        status: 200,
      },
      { operation: "repository", path: "/repositories/1", status: 404 },
    ]);
    expect(JSON.stringify(github.requests)).not.toContain(github.options.token);
  });
});
