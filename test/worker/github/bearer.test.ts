import { beforeAll, describe, expect, it } from "vitest";
import { type AppKeys, makeAppKeys } from "./app-key.ts";
import { type HubOptions, hub } from "./hub.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TOKEN = "installation-token";

let keys: AppKeys;
beforeAll(async () => {
  keys = await makeAppKeys();
});

/** GitHub knows the App by its public key, and lets in nobody else. */
function appHub(options: HubOptions = {}) {
  const app = { appId: 1234, installationId: 77, publicKey: keys.publicKey };
  const access = { privateKey: keys.pkcs1, ...options.access };
  const world = hub({ app, token: undefined, ...options, access });
  const look = (client = world.client) => world.clock.run(client.repository(world.repository.id));
  const tokensAsked = () => world.asked().filter((operation) => operation === TOKEN).length;
  return { ...world, look, tokensAsked };
}

describe("the token of the App's installation", () => {
  it.each(["pkcs1", "pkcs8"] as const)("is asked for with a key in %s", async (form) => {
    const { look, asked, github } = appHub({ access: { privateKey: keys[form] } });
    expect(await look()).toMatchObject({ ok: true });
    expect(asked()).toEqual([TOKEN, "repository"]);
    expect(github.requests[0]).toMatchObject({ method: "POST", status: 201 });
    expect(github.requests[0]?.headers["user-agent"]).toBe("sesterce-gpu-worker/0.1.0");
  });

  it("is asked for once by twenty callers at once", async () => {
    const { client, clock, repository, tokensAsked, spent } = appHub();
    const heard = await clock.run(
      Promise.all(Array.from({ length: 20 }, () => client.repository(repository.id))),
    );
    expect(heard.every(({ ok }) => ok)).toBe(true);
    expect(tokensAsked()).toBe(1);
    expect(spent.count).toBe(21);
  });

  it("is kept until five minutes before its end", async () => {
    const { look, clock, tokensAsked } = appHub();
    await look();
    await clock.advance(HOUR - 5 * MINUTE - 1);
    await look();
    expect(tokensAsked()).toBe(1);
    await clock.advance(1);
    expect(await look()).toMatchObject({ ok: true });
    expect(tokensAsked()).toBe(2);
    await look();
    expect(tokensAsked()).toBe(2);
  });

  it("outlives the client, in the memory", async () => {
    const { look, clientWith, github, tokensAsked } = appHub();
    await look();
    expect(await look(clientWith(github.fetch))).toMatchObject({ ok: true });
    expect(tokensAsked()).toBe(1);
  });

  it("that is under way is not awaited by another client: workerd forbids it", async () => {
    const { client, clientWith, clock, faults, github, look, repository } = appHub();
    faults.add({ fault: "hang", on: [TOKEN] });
    const first = client.repository(repository.id);
    await clock.advance(0);
    const startedAt = clock.now();
    expect(await look(clientWith(github.fetch))).toMatchObject({ ok: true });
    expect(clock.now()).toBe(startedAt);
    expect(await clock.run(first)).toMatchObject({ ok: false, reason: { code: "timeout" } });
  });
});

describe("a 401", () => {
  it("renews the token once, and the question is asked again", async () => {
    const { look, clock, github, asked } = appHub();
    await look();
    await clock.advance(10 * MINUTE);
    github.revokeTokens();
    expect(await look()).toMatchObject({ ok: true });
    expect(asked()).toEqual([TOKEN, "repository", "repository", TOKEN, "repository"]);
  });

  it("of twenty callers at once renews it once", async () => {
    const { client, clock, github, look, repository, tokensAsked } = appHub();
    await look();
    await clock.advance(10 * MINUTE);
    github.revokeTokens();
    const heard = await clock.run(
      Promise.all(Array.from({ length: 20 }, () => client.repository(repository.id))),
    );
    expect(heard.every(({ ok }) => ok)).toBe(true);
    expect(tokensAsked()).toBe(2);
  });

  it("that comes again is told, and the fresh token not blamed", async () => {
    const { look, clock, faults, asked } = appHub();
    await look();
    await clock.advance(10 * MINUTE);
    faults.add({ fault: "unauthorized", on: ["repository"], times: 3 });
    expect(await look()).toMatchObject({ reason: { code: "unauthorized", status: 401 } });
    expect(await look()).toMatchObject({ reason: { code: "unauthorized" } });
    expect(asked().slice(2)).toEqual(["repository", TOKEN, "repository", "repository"]);
    expect(await look()).toMatchObject({ ok: true });
  });

  it("with a plain token is told at once", async () => {
    const { client, clock, repository, github, asked } = hub({ token: "another" });
    expect(await clock.run(client.repository(repository.id))).toMatchObject({
      reason: { code: "unauthorized", status: 401, detail: "Bad credentials" },
    });
    expect(asked()).toEqual(["repository"]);
    expect(github.requests).toHaveLength(1);
  });
});

describe("no token, and nothing else is asked:", () => {
  const path = "POST /app/installations/77/access_tokens";

  it.each([
    [
      "an installation that is not there is not a run that is not there",
      "not-found",
      "unauthorized",
    ],
    ["401", "unauthorized", "unauthorized"],
    ["403", "forbidden", "forbidden"],
    ["too much at once", "secondary-limit", "rate-limited"],
    ["503", "unavailable", "unavailable"],
    ["no answer", "hang", "timeout"],
    ["connection lost", "network", "network"],
    ["a page", "html", "unreadable"],
    ["cut JSON", "cut-json", "unreadable"],
  ] as const)("%s (%s → %s)", async (_what, fault, code) => {
    const { look, faults, asked } = appHub();
    faults.add({ fault, on: [TOKEN] });
    expect(await look()).toMatchObject({ ok: false, reason: { code, asked: path } });
    expect(asked()).toEqual([TOKEN]);
    expect(await look()).toMatchObject({ ok: true });
  });

  it("the owner of a machine is unknown then, never missing", async () => {
    const { ask, faults } = appHub();
    faults.add({ fault: "not-found", on: [TOKEN], times: Number.POSITIVE_INFINITY });
    expect(await ask()).toMatchObject({ kind: "unknown", reason: "unauthorized" });
    expect(await ask({ jobId: 0 })).toMatchObject({ kind: "unknown", reason: "unauthorized" });
  });

  it("another App's key", async () => {
    const { pkcs1 } = await makeAppKeys(2048, "another's");
    const { look, asked } = appHub({ access: { privateKey: pkcs1 } });
    expect(await look()).toMatchObject({ reason: { code: "unauthorized", status: 401 } });
    expect(asked()).toEqual([TOKEN]);
  });

  it("a key that cannot be read: nothing is sent, and nothing of it is told", async () => {
    const privateKey = keys.pkcs1.replace(/\n[^-]{64}(?=\n)/, "");
    const { look, asked, spent } = appHub({ access: { privateKey } });
    expect(await look()).toEqual({
      ok: false,
      reason: {
        code: "unauthorized",
        asked: path,
        status: null,
        detail: "GITHUB_APP_PRIVATE_KEY is not a readable RSA key.",
      },
    });
    expect(asked()).toEqual([]);
    expect(spent.count).toBe(0);
  });

  it("a budget that is spent", async () => {
    const { look, asked } = appHub({ budget: 0 });
    expect(await look()).toMatchObject({ reason: { code: "budget", asked: path } });
    expect(asked()).toEqual([]);
  });

  it("a redirect, which no token is asked through", async () => {
    const world = appHub();
    const urls: string[] = [];
    const client = world.clientWith(async (input, init) => {
      urls.push(new Request(input, init).url);
      return new Response("{}", { status: 307, headers: { location: "/elsewhere" } });
    });
    expect(await world.look(client)).toMatchObject({ reason: { code: "unreadable" } });
    expect(urls).toHaveLength(1);
  });
});

describe("no secret is told", () => {
  it("of a token that comes in an unreadable answer, nor of the JWT that asked for it", async () => {
    const world = appHub();
    const jwts: string[] = [];
    const client = world.clientWith(async (input, init) => {
      const jwt = new Request(input, init).headers.get("authorization")?.slice(7) ?? "";
      jwts.push(jwt);
      const body = { message: `no: ${jwt}`, token: "ghs_secret", expires_at: "never" };
      return Response.json(body, { status: 201 });
    });
    const told = JSON.stringify(await world.look(client));
    expect(jwts[0]).toMatch(/^eyJ/);
    expect(told).toContain("no: ***");
    expect(told).not.toContain(jwts[0]);
    expect(told).not.toContain("ghs_secret");
  });

  it("of the installation's token, when GitHub echoes it", async () => {
    const world = appHub();
    const client = world.clientWith(async (input, init) => {
      const request = new Request(input, init);
      if (request.method === "POST") return world.github.fetch(request);
      return Response.json({ message: request.headers.get("authorization") }, { status: 403 });
    });
    expect(await world.look(client)).toMatchObject({ reason: { detail: "Bearer ***" } });
  });
});
