import { describe, expect, it } from "vitest";
import { GITHUB_TOKEN } from "../../simulator/github/index.ts";
import { hub } from "./hub.ts";

const SECOND = 1_000;

describe("what is asked", () => {
  it("is answered in our words", async () => {
    const { client, clock, repository, run, train, world } = hub();
    const repositoryId = repository.id;
    const known = { id: repositoryId, fullName: "acme/models" };
    const standing = { status: "in_progress", conclusion: null, attempt: 1 };
    world.startRun({ repository: repositoryId });
    const heard = await clock.run(
      Promise.all([
        client.repository(repositoryId),
        client.repositoryByName("Acme/Models"),
        client.job({ repositoryId, jobId: train }),
        client.run({ repositoryId, runId: run.id }),
        client.attempt({ repositoryId, runId: run.id }, 1),
        client.latestRuns(repositoryId),
      ]),
    );
    expect(heard).toEqual(
      [
        known,
        known,
        { ...standing, id: train, runId: run.id, checkRunId: train },
        { ...standing, id: run.id, repositoryId },
        { ...standing, runId: run.id, repositoryId },
        { ids: [run.id + 1] },
      ].map((value) => ({ ok: true, value })),
    );
  });

  it("carries GitHub's headers, and a User-Agent, without which GitHub turns us away", async () => {
    const { client, clock, repository, github } = hub();
    await clock.run(client.repository(repository.id));
    expect(github.requests[0]?.headers).toEqual({
      accept: "application/vnd.github+json",
      "x-github-api-version": "2022-11-28",
      "user-agent": "sesterce-gpu-worker/0.1.0",
      authorization: "<hidden>",
    });
  });

  it("passes every cache when it is to", async () => {
    const { clientWith, clock, repository, github } = hub();
    const seen: (string | undefined)[] = [];
    const client = clientWith((input, init) => {
      seen.push(init?.cache);
      return github.fetch(input, init);
    });
    await clock.run(client.repository(repository.id, { uncached: true }));
    await clock.run(client.repository(repository.id));
    expect(seen).toEqual(["no-store", undefined]);
    expect(github.requests[0]?.headers["cache-control"]).toBe("no-cache");
  });

  it("calls the runtime's fetch by itself, with no `this` to refuse", async () => {
    const { clientWith, clock, repository, github } = hub();
    const client = clientWith(function (this: unknown, input, init) {
      expect(this).toBeUndefined();
      return github.fetch(input, init);
    });
    expect(await clock.run(client.repository(repository.id))).toMatchObject({ ok: true });
  });

  it("is never repeated", async () => {
    const { client, clock, repository, faults, asked } = hub();
    faults.add({ fault: "unavailable" });
    expect(await clock.run(client.repository(repository.id))).toMatchObject({ ok: false });
    expect(asked()).toHaveLength(1);
  });

  it.each(["acme", "acme/..", "../models", "acme/models/..", "acme/mod els", "acme/models?a", ""])(
    "is nothing for %j, which is no name",
    async (name) => {
      const { client, asked } = hub();
      expect(await client.repositoryByName(name)).toMatchObject({
        reason: { code: "unreadable" },
      });
      expect(asked()).toEqual([]);
    },
  );

  it.each(["acme/.github", "a/b.c", "a-b/_"])("may be for the name %j", async (name) => {
    const { client, clock } = hub();
    expect(await clock.run(client.repositoryByName(name))).toMatchObject({
      reason: { code: "not-found", asked: `GET /repos/${name}` },
    });
  });
});

describe("a redirect", () => {
  it("from a former name leads to the repository, and is paid like any request", async () => {
    const { client, clock, repository, world, spent, asked } = hub();
    world.rename(repository.id, { name: "networks" });
    expect(await clock.run(client.repositoryByName("acme/models"))).toEqual({
      ok: true,
      value: { id: repository.id, fullName: "acme/networks" },
    });
    expect(asked()).toHaveLength(2);
    expect(spent.count).toBe(2);
  });

  it("is not followed without a budget for it", async () => {
    const { client, clock, repository, world, asked } = hub({ budget: 1 });
    world.rename(repository.id, { name: "networks" });
    const heard = await clock.run(client.repositoryByName("acme/models"));
    expect(heard).toMatchObject({ ok: false, reason: { code: "budget" } });
    expect(asked()).toHaveLength(1);
  });

  const redirecting = (to: (hop: number) => string | null, status = 301) => {
    const world = hub();
    const urls: string[] = [];
    const client = world.clientWith(async (input, init) => {
      const { url, redirect } = new Request(input, init);
      expect(redirect).toBe("manual");
      urls.push(url);
      const location = to(urls.length);
      if (location === null) return world.github.fetch(input, init);
      return new Response("{}", { status, headers: { location } });
    });
    const { baseUrl } = world.github.options;
    return {
      ...world,
      client,
      urls,
      ask: () => world.clock.run(client.repository(world.repository.id)),
      baseUrl,
    };
  };

  it.each([301, 302, 307, 308])("%i is followed twice", async (status) => {
    const path = () => `/repositories/${world.repository.id}`;
    const world = redirecting((hop) => (hop < 3 ? path() : null), status);
    expect(await world.ask()).toMatchObject({ ok: true });
    expect(world.urls).toHaveLength(3);
  });

  it("is not followed a third time", async () => {
    const world = redirecting(() => "/elsewhere");
    expect(await world.ask()).toMatchObject({ ok: false, reason: { code: "unreadable" } });
    expect(world.urls).toHaveLength(3);
  });

  it.each([
    "https://evil.test/repositories/1",
    "//evil.test",
    "http://github-api.test/",
    "https://",
  ])("does not carry the token away to %s", async (location) => {
    const world = redirecting(() => location);
    expect(await world.ask()).toMatchObject({ ok: false, reason: { code: "unreadable" } });
    expect(world.urls).toHaveLength(1);
  });

  it("to nowhere is unreadable", async () => {
    const world = hub();
    const client = world.clientWith(async () => new Response("{}", { status: 302 }));
    const heard = await world.clock.run(client.repository(1));
    expect(heard).toMatchObject({ ok: false, reason: { code: "unreadable", status: 302 } });
  });
});

describe("the time limit", () => {
  it("is 8 s, and the request is aborted", async () => {
    const { clientWith, clock, repository, github, faults } = hub();
    faults.add({ fault: "hang" });
    const signals: (AbortSignal | null | undefined)[] = [];
    const client = clientWith((input, init) => {
      signals.push(init?.signal);
      return github.fetch(input, init);
    });
    const startedAt = clock.now();
    const heard = await clock.run(client.repository(repository.id));
    expect(heard).toMatchObject({ ok: false, reason: { code: "timeout", status: null } });
    expect(clock.now() - startedAt).toBe(8 * SECOND);
    expect(signals[0]?.aborted).toBe(true);
  });

  it("lets an answer through that comes just before", async () => {
    const { client, clock, repository, faults } = hub();
    faults.add({ fault: "hang", ms: 8 * SECOND - 1 });
    expect(await clock.run(client.repository(repository.id))).toMatchObject({ ok: true });
  });

  it("is for the body as well", async () => {
    const { clientWith, clock, repository } = hub();
    const endless = () => new Response(new ReadableStream());
    const client = clientWith(async () => endless());
    const heard = await clock.run(client.repository(repository.id));
    expect(heard).toMatchObject({ ok: false, reason: { code: "timeout" } });
  });
});

describe("the budget", () => {
  it("is asked before each request; when it says no, nothing is sent", async () => {
    const { client, clock, repository, spent, asked } = hub({ budget: 2 });
    const heard = [];
    for (let i = 0; i < 4; i++) heard.push(await clock.run(client.repository(repository.id)));
    expect(heard.map((one) => one.ok || one.reason.code)).toEqual([true, true, "budget", "budget"]);
    expect(asked()).toHaveLength(2);
    expect(spent.count).toBe(2);
  });
});

describe("the quota", () => {
  it("is not known at first, then what the last answer says, until its hour is over", async () => {
    const { client, clock, repository, faults } = hub();
    expect(client.quotaRemaining()).toBeNull();
    await clock.run(client.repository(repository.id));
    expect(client.quotaRemaining()).toBe(4_999);
    faults.add({ fault: "quota-low", remaining: 99 });
    await clock.run(client.repository(repository.id));
    expect(client.quotaRemaining()).toBe(99);
    await clock.advance(3_599_999);
    expect(client.quotaRemaining()).toBe(99);
    await clock.advance(1);
    expect(client.quotaRemaining()).toBeNull();
  });

  it("is read from refusals and 404s, too, but not from a 401, which tells of strangers' quota", async () => {
    const { client, clock, repository, faults } = hub();
    await clock.run(client.repository(1));
    expect(client.quotaRemaining()).toBe(4_999);
    faults.add({ fault: "unauthorized" });
    await clock.run(client.repository(repository.id));
    expect(client.quotaRemaining()).toBe(4_999);
    faults.add({ fault: "quota-low" });
    await clock.run(client.repository(repository.id));
    expect(client.quotaRemaining()).toBe(0);
    await clock.run(client.repository(repository.id));
    expect(client.quotaRemaining()).toBe(0);
  });

  it("outlives the client, in the memory", async () => {
    const { client, clientWith, clock, github, repository } = hub();
    await clock.run(client.repository(repository.id));
    expect(clientWith(github.fetch).quotaRemaining()).toBe(4_999);
  });
});

describe("no secret is told", () => {
  it.each([401, 403, 404, 500])(
    "when GitHub echoes the token in its message (%i)",
    async (status) => {
      const { clientWith, clock } = hub();
      const message = `Bad credentials: ${GITHUB_TOKEN}`;
      const client = clientWith(async () => Response.json({ message }, { status }));
      const heard = await clock.run(client.repository(1));
      expect(heard).toMatchObject({ ok: false, reason: { detail: "Bad credentials: ***" } });
    },
  );

  it("when the runtime puts the request into its error", async () => {
    const { clientWith, clock } = hub();
    const client = clientWith(async (input, init) => {
      const { headers } = new Request(input, init);
      throw new TypeError(`Invalid header\n${headers.get("authorization")}`);
    });
    expect(await clock.run(client.repository(1))).toMatchObject({
      ok: false,
      reason: { code: "network", status: null, detail: "Invalid header Bearer ***" },
    });
  });

  it("and a token that reads like a number takes nothing out of the answer", async () => {
    const { clientWith, clock } = hub();
    const body = { id: 7, full_name: `acme/${GITHUB_TOKEN}` };
    const client = clientWith(async () => Response.json(body));
    expect(await clock.run(client.repository(7))).toMatchObject({
      value: { fullName: body.full_name },
    });
  });
});
