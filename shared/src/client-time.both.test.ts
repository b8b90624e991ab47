import { describe, expect, it } from "vitest";
import type { SesterceClient } from "./client.ts";
import { HANGS, idle, json, refusal, ScriptedApi } from "./scripted-api.fixture.ts";

const order = { name: "a", cloudProvider: "c", instanceId: "i", region: "r", sshKey: "ssh-x A" };

describe("an abort", () => {
  const reason = new Error("cancelled");
  const calls: [string, (client: SesterceClient, signal: AbortSignal) => Promise<unknown>][] = [
    ["offers", (client, signal) => client.offers({}, signal)],
    ["create", (client, signal) => client.create(order, signal)],
    ["list", (client, signal) => client.list({}, signal)],
    ["get", (client, signal) => client.get("m1", signal)],
    ["delete", (client, signal) => client.delete("m1", signal)],
  ];

  it.each(calls)("before %s sends nothing", async (_, call) => {
    const api = new ScriptedApi([]);
    await expect(call(api.client(), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(api.sent).toEqual([]);
    expect(api.clock.pending).toBe(0);
  });

  it.each(calls)(
    "while %s waits for its answer rejects at once with its reason",
    async (_, call) => {
      const api = new ScriptedApi([HANGS]);
      const startedAt = api.clock.now();
      const abort = new AbortController();
      const result = call(api.client(), abort.signal);
      result.catch(() => {}); // asked for below
      await idle();
      expect(api.sent).toHaveLength(1);
      abort.abort(reason);
      await expect(result).rejects.toBe(reason);
      expect(api.clock.now()).toBe(startedAt);
      expect(api.clock.pending).toBe(0);
    },
  );

  it("between two tries rejects at once, and there is no second try", async () => {
    const api = new ScriptedApi([refusal(503)]);
    const abort = new AbortController();
    const result = api.client().list({}, abort.signal);
    result.catch(() => {}); // asked for below
    await idle();
    expect(api.clock.pending).toBe(1);
    abort.abort(reason);
    await expect(result).rejects.toBe(reason);
    expect(api.sent).toHaveLength(1);
    expect(api.clock.pending).toBe(0);
  });

  it("after the answer changes nothing, and no listener stays on the signal", async () => {
    const api = new ScriptedApi([json(200, [])]);
    const abort = new AbortController();
    const listeners = countListeners(abort.signal);
    await api.clock.run(api.client().list({}, abort.signal));
    expect(listeners()).toBe(0);
  });
});

/** Listeners of `abort` that were added here and not taken away. */
function countListeners(signal: AbortSignal): () => number {
  let count = 0;
  const { addEventListener, removeEventListener } = signal;
  Object.assign(signal, {
    addEventListener: (...args: Parameters<typeof addEventListener>) => {
      count += 1;
      addEventListener.apply(signal, args);
    },
    removeEventListener: (...args: Parameters<typeof removeEventListener>) => {
      count -= 1;
      removeEventListener.apply(signal, args);
    },
  });
  return () => count;
}

describe("the timeout", () => {
  it("is 15 s for one exchange, and says so", async () => {
    const api = new ScriptedApi([HANGS]);
    const startedAt = api.clock.now();
    const result = api.clock.run(api.client({ retryBudgetMs: 0 }).list());
    await expect(result).rejects.toMatchObject({
      code: "timeout",
      message: "The Sesterce API did not answer within 15 s.",
    });
    expect(api.clock.now() - startedAt).toBe(15_000);
  });

  it("covers the body, too", async () => {
    const slow = new Response(new ReadableStream({ start() {} }), { status: 200 });
    const api = new ScriptedApi([slow]);
    const config = { timeoutMs: 1_000, retryBudgetMs: 0 };
    await expect(api.clock.run(api.client(config).list())).rejects.toMatchObject({
      code: "timeout",
    });
  });
});

describe("the server's time", () => {
  const dated = (date: string) => json(200, [], { date });

  it("is our own before the first answer", () => {
    const api = new ScriptedApi([]);
    expect(api.client().serverNow()).toBe(api.clock.now());
  });

  it("follows the Date of the last answer, and goes on with our clock", async () => {
    const api = new ScriptedApi([
      dated("Thu, 01 Jan 2026 13:00:00 GMT"),
      dated("Thu, 01 Jan 2026 11:00:00 GMT"),
    ]);
    const client = api.client();
    await api.clock.run(client.list());
    expect(new Date(client.serverNow()).toISOString()).toBe("2026-01-01T13:00:00.000Z");
    await api.clock.run(api.clock.sleep(90_000));
    expect(new Date(client.serverNow()).toISOString()).toBe("2026-01-01T13:01:30.000Z");
    await api.clock.run(client.list());
    expect(new Date(client.serverNow()).toISOString()).toBe("2026-01-01T11:00:00.000Z");
  });

  it("is learned from an error, too, and a create's", async () => {
    const api = new ScriptedApi([refusal(409, "no", { date: "Thu, 01 Jan 2026 13:00:00 GMT" })]);
    const client = api.client();
    await expect(api.clock.run(client.create(order))).rejects.toThrow();
    expect(new Date(client.serverNow()).toISOString()).toBe("2026-01-01T13:00:00.000Z");
  });

  it.each([
    "",
    "soon",
    "0",
    "Wed, 31 Dec 2025 23:59:59 GMT",
    "Fri, 01 Jan 2100 00:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
  ])("stays as it was when Date is %j", async (date) => {
    const api = new ScriptedApi([dated("Thu, 01 Jan 2026 13:00:00 GMT"), dated(date)]);
    const client = api.client();
    await api.clock.run(client.list());
    await api.clock.run(client.list());
    expect(new Date(client.serverNow()).toISOString()).toBe("2026-01-01T13:00:00.000Z");
  });

  it("is what a Retry-After with a date is measured by", async () => {
    const headers = {
      date: "Thu, 01 Jan 2026 13:00:00 GMT",
      "retry-after": "Thu, 01 Jan 2026 13:00:09 GMT",
    };
    const api = new ScriptedApi([refusal(429, "busy", headers), json(200, [])]);
    await api.clock.run(api.client().list());
    expect(api.times).toEqual([0, 9_000]);
  });
});
