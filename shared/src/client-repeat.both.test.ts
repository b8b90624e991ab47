import { describe, expect, it } from "vitest";
import type { SesterceClient } from "./client.ts";
import { UnconfirmedCreateError } from "./errors.ts";
import {
  API_KEY,
  broken,
  HANGS,
  json,
  lost,
  noContent,
  page,
  type Reply,
  refusal,
  ScriptedApi,
} from "./scripted-api.fixture.ts";

const order = { name: "a", cloudProvider: "c", instanceId: "i", region: "r", sshKey: "ssh-x A" };
const list = (client: SesterceClient) => client.list();
const create = (client: SesterceClient) => client.create(order);

function ask<T>(replies: readonly Reply[], call: (client: SesterceClient) => Promise<T>) {
  const api = new ScriptedApi(replies);
  const result = api.clock.run(call(api.client()));
  return { api, result };
}

async function errorOf(result: Promise<unknown>): Promise<Error & { code?: string }> {
  return result.then(
    () => Promise.reject(new Error("There was no error.")),
    (error) => error,
  );
}

/** For as long as anybody may ask. */
const always = (reply: () => Reply) => Array.from({ length: 40 }, reply);

describe("a GET or DELETE is repeated", () => {
  it.each<[string, () => Reply]>([
    ["408", () => refusal(408)],
    ["429", () => refusal(429)],
    ["500", () => refusal(500)],
    ["a gateway's page", () => page(502)],
    ["a lost connection", () => lost("ECONNRESET")],
    ["a refused connection", () => lost("ECONNREFUSED")],
    ["an answer that breaks off", () => broken(200)],
    ["an answer that is cut", () => new Response('[{"_id":"m')],
    ["no answer in 15 s", () => HANGS],
  ])("after %s", async (_, fault) => {
    const { api, result } = ask([fault(), json(200, [{ _id: "m1" }])], list);
    expect(await result).toHaveLength(1);
    expect(api.sent).toHaveLength(2);
    expect(api.clock.pending).toBe(0);
  });

  it("after growing waits: 0.5, 1, 2, 4, 8 s and no more than 30 s in all", async () => {
    const { api, result } = ask(
      always(() => refusal(503)),
      list,
    );
    await expect(result).rejects.toMatchObject({ code: "unavailable", status: 503 });
    expect(api.times).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 23_500]);
  });

  it("after as long as the API asked for", async () => {
    const busy = refusal(429, "slow down", { "retry-after": "7" });
    const { api, result } = ask([busy, noContent()], (client) => client.delete("m1"));
    expect(await result).toBe("accepted");
    expect(api.times).toEqual([0, 7_000]);
  });

  it("not at all when the API asks for more time than there is", async () => {
    const { api, result } = ask([refusal(429, "later", { "retry-after": "31" })], list);
    await expect(result).rejects.toMatchObject({ code: "rate-limited", retryAfterMs: 31_000 });
    expect(api.times).toEqual([0]);
  });

  it("for as long as the budget says", async () => {
    const api = new ScriptedApi(always(() => refusal(500)));
    const result = api.clock.run(api.client({ retryBudgetMs: 2_000 }).list());
    await expect(result).rejects.toMatchObject({ code: "unavailable" });
    expect(api.times).toEqual([0, 500, 1_500]);
  });
});

describe("a GET or DELETE is not repeated", () => {
  it.each<[string, Reply, string]>([
    ["the key is refused", refusal(403), "key-refused"],
    ["the list answers 404", refusal(404), "key-refused"],
    ["the front refuses us, which says nothing about the key", page(403), "blocked"],
    ["the balance is gone", refusal(402), "balance"],
    ["the request is refused", refusal(400), "refused"],
  ])("when %s", async (_, reply, code) => {
    const { api, result } = ask([reply], list);
    await expect(result).rejects.toMatchObject({ code });
    expect(api.sent).toHaveLength(1);
  });

  it("when a redirect leads elsewhere: it is never followed", async () => {
    const headers = { location: "https://elsewhere.example.test/" };
    const moved = () => new Response(null, { status: 302, headers });
    const { api, result } = ask(always(moved), list);
    await expect(result).rejects.toMatchObject({ code: "unreadable-answer" });
    expect(new Set(api.sent.map(({ url }) => url.host))).toEqual(new Set(["api.example.test"]));
  });
});

describe("a create is sent once", () => {
  it.each<[string, Reply]>([
    ["the answer is a 500", refusal(500)],
    ["the answer is a gateway's page", page(504)],
    ["the answer is a 408", refusal(408)],
    ["the answer is a redirect", new Response(null, { status: 307, headers: { location: "/" } })],
    ["the connection is lost", lost("ECONNRESET")],
    ["the socket dies", lost("UND_ERR_SOCKET")],
    ["it fails for a reason that nobody tells", new TypeError("fetch failed")],
    ["the answer breaks off", broken(201)],
    ["the answer is cut", new Response('{"_id":"m', { status: 201 })],
    ["the answer has no id", json(201, { name: "a" })],
    ["there is no answer in 15 s", HANGS],
  ])("and is unconfirmed when %s", async (_, reply) => {
    const { api, result } = ask([reply], create);
    const error = await errorOf(result);
    expect(error).toBeInstanceOf(UnconfirmedCreateError);
    expect(error.code).toBe("unconfirmed-create");
    expect(api.sent).toHaveLength(1);
    expect(api.clock.pending).toBe(0);
  });

  it.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"])(
    "and has not landed when the connection never stood: %s",
    async (code) => {
      const { api, result } = ask([lost(code)], create);
      const error = await errorOf(result);
      expect(error).not.toBeInstanceOf(UnconfirmedCreateError);
      expect(error).toMatchObject({ code: "network" });
      expect(api.sent).toHaveLength(1);
    },
  );

  it.each<[string, Reply, string]>([
    ["429", refusal(429, "busy", { "retry-after": "1" }), "rate-limited"],
    ["400", refusal(400), "refused"],
    ["404", refusal(404), "refused"],
    ["409", refusal(409, "OUT_OF_STOCK"), "refused"],
    ["422", refusal(422), "refused"],
    ["402", refusal(402), "balance"],
    ["401", refusal(401), "key-refused"],
    ["403", refusal(403), "key-refused"],
    ["a page with 403", page(403), "blocked"],
  ])("and has not landed after %s", async (_, reply, code) => {
    const { api, result } = ask([reply], create);
    await expect(result).rejects.toMatchObject({ code });
    expect(api.sent).toHaveLength(1);
  });
});

describe("an error", () => {
  it("never has the key, whatever the runtime or the API says", async () => {
    const cause = Object.assign(new Error(`headers: ${API_KEY}`), { code: "ECONNRESET" });
    const replies = [
      new TypeError(`fetch failed for ${API_KEY}`, { cause }),
      refusal(409, `the key ${API_KEY} may not`),
      new Response(`<p>${API_KEY}</p>`, { status: 403 }),
      new Response(`${API_KEY}`, { status: 201 }),
    ];
    for (const reply of replies) {
      const error = await errorOf(ask([reply], create).result);
      const told = [error, error.cause, Object(error.cause).cause].map(
        (part) => `${part} ${JSON.stringify(part)} ${Object(part).stack}`,
      );
      expect(told.join()).not.toContain(API_KEY);
    }
  });

  it("tells the method, the path and the system's code, but not the host's secrets", async () => {
    const error = await errorOf(ask([lost("ECONNRESET")], create).result);
    expect(error.message).toBe(
      "No answer from the Sesterce API to POST /gpu-cloud/instances (ECONNRESET).",
    );
  });
});

it("an API that says to come back at once (Retry-After: 0) is not asked in a loop", async () => {
  const { api, result } = ask(
    always(() => refusal(429, "no", { "retry-after": "0" })),
    list,
  );
  expect((await errorOf(result)).code).toBe("rate-limited");
  expect(api.sent.length).toBeLessThan(15);
});
