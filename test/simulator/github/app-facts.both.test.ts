import { describe, expect, it } from "vitest";
import { signAppJwt } from "../../../worker/src/github/app-jwt.ts";
import { field } from "../../helpers/sesterce-calls.ts";
import { makeAppKeys } from "../../worker/github/app-key.ts";
import { HEADERS, hub } from "./github.fixture.ts";
import type { GitHubApp } from "./options.ts";

async function hubOf(changes: Partial<GitHubApp> = {}) {
  const { publicKey, pkcs8: privateKey } = await makeAppKeys();
  const world = hub({ app: { appId: 1234, installationId: 77, publicKey, ...changes } });
  const jwt = await signAppJwt({ appId: 1234, privateKey }, world.clock.now());
  const ask = (path: string, method = "GET", token = jwt) =>
    world.call(path, { method, headers: { ...HEADERS, authorization: `Bearer ${token}` } });
  return { ...world, ask };
}

describe("an app, asked with its JWT", () => {
  it("tells of itself, its installation and its webhook", async () => {
    const { ask } = await hubOf();
    expect(await ask("/app")).toMatchObject({ status: 200, body: { id: 1234 } });
    expect(await ask("/app/installations/77")).toMatchObject({
      body: {
        account: { login: "acme" },
        permissions: { actions: "read", metadata: "read" },
        events: ["workflow_job", "workflow_run"],
        suspended_at: null,
      },
    });
    expect(await ask("/app/hook/config")).toMatchObject({
      body: { content_type: "json", secret: "********" },
    });
  });

  it("knows no other installation", async () => {
    const { ask } = await hubOf();
    expect((await ask("/app/installations/78")).status).toBe(404);
  });

  it.each(["/app", "/app/installations/77", "/app/hook/config"])(
    "refuses a token for %s",
    async (path) => {
      const { ask, github } = await hubOf();
      expect((await ask(path, "GET", github.options.token)).status).toBe(401);
    },
  );

  it("gives no token for an installation that is suspended", async () => {
    const { ask } = await hubOf({ isSuspended: true });
    const answer = await ask("/app/installations/77/access_tokens", "POST");
    expect(answer).toMatchObject({
      status: 403,
      body: { message: "This installation has been suspended" },
    });
  });
});

describe("a token of an app without Actions", () => {
  it("sees the repository, and none of its runs", async () => {
    const { ask, root, runsPath } = await hubOf({ permissions: { metadata: "read" } });
    const issued = await ask("/app/installations/77/access_tokens", "POST");
    const token = String(field(issued.body, "token"));
    expect((await ask(root, "GET", token)).status).toBe(200);
    const runs = await ask(runsPath(), "GET", token);
    expect(runs).toMatchObject({ status: 403 });
    expect(runs.headers.get("x-accepted-github-permissions")).toBe("actions=read");
  });
});

describe("a personal token", () => {
  it("has its end and its scopes in the headers of what is answered to it", async () => {
    const facts = { endsAt: "2027-01-31 08:00:00 UTC", scopes: "repo" };
    const { call, root } = hub({ tokenFacts: facts });
    const { headers } = await call(root);
    expect(headers.get("github-authentication-token-expiration")).toBe(facts.endsAt);
    expect(headers.get("x-oauth-scopes")).toBe("repo");
    const strange = await call(root, { headers: { ...HEADERS, authorization: "Bearer another" } });
    expect(strange.headers.get("x-oauth-scopes")).toBeNull();
  });
});
