import { describe, expect, it } from "vitest";
import { field } from "../../helpers/sesterce-calls.ts";
import { HEADERS, hub } from "./github.fixture.ts";

const ALGORITHM = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};
const keys = () => crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const base64Url = (bytes: Uint8Array) =>
  base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const utf8 = (value: string) => new TextEncoder().encode(value);

/** Made once: it takes long. */
const appKey = pair();

async function app(as: "CryptoKey" | "PEM" = "CryptoKey") {
  const { privateKey, publicKey } = await appKey;
  const world = hub({
    app: {
      appId: 1234,
      installationId: 77,
      publicKey: as === "PEM" ? await pemOf(publicKey) : publicKey,
    },
  });
  const now = world.clock.now() / 1000;
  const jwt = async (claims: object = {}, header: object = {}, key = privateKey) => {
    const head = { alg: "RS256", typ: "JWT", ...header };
    const body = { iss: 1234, iat: now - 60, exp: now + 540, ...claims };
    const signed = [head, body].map((part) => base64Url(utf8(JSON.stringify(part)))).join(".");
    const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", key, utf8(signed));
    return `${signed}.${base64Url(new Uint8Array(signature))}`;
  };
  const ask = (token: string, installation = 77) =>
    world.call(`/app/installations/${installation}/access_tokens`, {
      method: "POST",
      headers: { ...HEADERS, authorization: `Bearer ${token}` },
    });
  return { ...world, now, jwt, ask };
}

async function pair() {
  const made = await keys();
  if (!("privateKey" in made)) throw new Error("Not a key pair.");
  return made;
}

async function pemOf(key: Awaited<ReturnType<typeof pair>>["publicKey"]) {
  const der = await crypto.subtle.exportKey("spki", key);
  if (!(der instanceof ArrayBuffer)) throw new Error("Not DER.");
  const lines = base64(new Uint8Array(der)).replace(/(.{64})/g, "$1\n");
  return `-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----\n`;
}

describe("an installation token", () => {
  it.each(["CryptoKey", "PEM"] as const)(
    "is given for a JWT that the app's key signed (%s), and is good for an hour",
    async (as) => {
      const { ask, jwt, call, clock, root } = await app(as);
      const { status, body } = await ask(await jwt());
      expect(status).toBe(201);
      expect(body).toMatchObject({ expires_at: "2026-01-01T13:00:00Z" });
      const headers = { ...HEADERS, authorization: `Bearer ${field(body, "token")}` };
      await clock.advance(3_599_999);
      expect((await call(root, { headers })).status).toBe(200);
      await clock.advance(1);
      expect(await call(root, { headers })).toMatchObject({
        status: 401,
        body: { message: "Bad credentials" },
      });
    },
  );

  it("differs from the one before, and can be revoked", async () => {
    const { ask, jwt, call, github, root } = await app();
    const tokens = [await ask(await jwt()), await ask(await jwt())].map(({ body }) =>
      field(body, "token"),
    );
    expect(new Set(tokens).size).toBe(2);
    github.revokeTokens();
    const headers = { ...HEADERS, authorization: `Bearer ${tokens[1]}` };
    expect((await call(root, { headers })).status).toBe(401);
    expect(JSON.stringify(github.requests)).not.toContain(tokens[1]);
  });

  it("is not given for another installation: 404", async () => {
    const { ask, jwt } = await app();
    expect((await ask(await jwt(), 78)).status).toBe(404);
  });

  it("is not given where there is no app: 401", async () => {
    const path = "/app/installations/77/access_tokens";
    expect((await hub().call(path, { method: "POST" })).status).toBe(401);
  });
});

describe("a JWT is refused (401)", () => {
  it.each([
    ["of another app", { iss: 1 }, "Integration not found"],
    ["without iat", { iat: undefined }, "'Issued at'"],
    ["from the future", { iat: 60 }, "'Issued at'"],
    ["without exp", { exp: undefined }, "'Expiration time'"],
    ["that has expired", { exp: 0 }, "'Expiration time'"],
    ["good for more than ten minutes", { exp: 601 }, "too far in the future"],
  ])("%s", async (_what, claims, message) => {
    const { ask, jwt, now } = await app();
    const shifted = Object.entries(claims).map(([name, value]) => {
      return [name, name === "iss" || value === undefined ? value : now + value];
    });
    const answer = await ask(await jwt(Object.fromEntries(shifted)));
    expect(answer).toMatchObject({
      status: 401,
      body: { message: expect.stringContaining(message) },
    });
  });

  it("exactly ten minutes are let in", async () => {
    const { ask, jwt, now } = await app();
    expect((await ask(await jwt({ iat: now, exp: now + 600 }))).status).toBe(201);
  });

  it.each(["none", "HS256", "RS512"])("with the algorithm %s", async (alg) => {
    const { ask, jwt } = await app();
    expect((await ask(await jwt({}, { alg }))).status).toBe(401);
  });

  it("signed by another key", async () => {
    const { ask, jwt } = await app();
    const { privateKey } = await pair();
    expect((await ask(await jwt({}, {}, privateKey))).status).toBe(401);
  });

  it.each(["", "a.b.c", "%.%.%", "simulated-github-token"])("that is none: %j", async (jwt) => {
    expect((await (await app()).ask(jwt)).status).toBe(401);
  });
});
