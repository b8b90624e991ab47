import { describe, expect, it } from "vitest";
import { Lease, RANKED, STARTED_AT } from "../helpers/lease.ts";
import type { ScriptedFault } from "../simulator/index.ts";

function leaseWith(...faults: ScriptedFault[]): Lease {
  const lease = new Lease({ bootMs: 30_000 });
  for (const fault of faults) lease.simulator.faults.add(fault);
  return lease;
}

/** Provisioning ends with a machine, which is the only one that runs. */
async function expectReady(lease: Lease): Promise<void> {
  const result = await lease.provision();
  expect(lease.alive).toEqual([result.ok && result.value.machine._id]);
  expect(lease.simulator.faults.unmet()).toEqual([]);
}

describe("a create that landed although the answer says otherwise is adopted:", () => {
  it.each<[string, ScriptedFault]>([
    ["a 5xx", { fault: "create-5xx-landed" }],
    ["a 5xx, listed 5 s late", { fault: "create-5xx-landed", lateMs: 5_000 }],
    ["a 5xx, listed 20 s late", { fault: "create-5xx-landed", lateMs: 20_000 }],
    ["a lost connection", { fault: "create-lost-landed" }],
    ["a lost connection, listed 20 s late", { fault: "create-lost-landed", lateMs: 20_000 }],
    ["no answer", { fault: "slow", on: ["create"] }],
    ["an answer that is cut", { fault: "cut", on: ["create"] }],
  ])("%s", async (_, fault) => {
    const lease = leaseWith(fault);
    await expectReady(lease);
    expect(lease.posts).toEqual(RANKED.slice(0, 1));
    expect(lease.told).toEqual(
      expect.arrayContaining(["unconfirmed", "adopted", "created", "attempt"]),
    );
    expect(lease.notes.map(({ note }) => note)).toEqual(["pending", "created", "settled"]);
    expect(lease.ids).toEqual(lease.alive);
  });
});

describe("a create that did not land leads to the next candidate:", () => {
  it.each<[string, ScriptedFault]>([
    ["a 5xx", { fault: "server-error", on: ["create"] }],
    ["a 408", { fault: "refused", on: ["create"], status: 408 }],
    ["a lost connection", { fault: "connection-lost", on: ["create"] }],
    ["no answer", { fault: "slow", on: ["create"], handled: false }],
  ])("%s", async (_, fault) => {
    const lease = leaseWith(fault);
    await expectReady(lease);
    expect(lease.posts).toEqual(RANKED.slice(0, 2));
    expect(lease.attempts).toEqual(["unconfirmed", "ready"]);
    // Whoever cleans up must still look for the first one.
    expect(lease.pendingCreateAt).toBe(STARTED_AT);
    expect(await lease.release()).toMatchObject({ kind: "deleted" });
    expect(lease.alive).toEqual([]);
  });
});

describe("of two machines one is left:", () => {
  it.each<[string, ScriptedFault[]]>([
    ["both are listed when we look", [{ fault: "create-twin", lateMs: 0 }, cut()]],
    ["a twin comes 20 s late", [{ fault: "create-twin", lateMs: 20_000 }]],
    ["a twin comes late behind a 5xx", [{ fault: "create-5xx-landed", lateMs: 25_000 }]],
  ])("%s", async (_, faults) => {
    const lease = leaseWith(...faults);
    await expectReady(lease);
    expect(lease.told).toContain("twin");
    expect(lease.simulator.machines.all()).toHaveLength(2);
  });

  it("the oldest is adopted", async () => {
    const lease = leaseWith({ fault: "create-twin", lateMs: 0 }, cut());
    await expectReady(lease);
    expect(lease.alive).toEqual([lease.simulator.machines.all().at(-1)?.id]);
  });

  function cut(): ScriptedFault {
    return { fault: "cut", on: ["create"] };
  }
});

describe("when nobody can tell whether a create has landed", () => {
  it("nothing more is sent, and the journal says what release must look for", async () => {
    const lease = leaseWith(
      { fault: "create-5xx-landed" },
      { fault: "server-error", on: ["list"], times: 60 },
    );
    await expect(lease.provision()).rejects.toMatchObject({ code: "unconfirmed-create" });
    expect(lease.posts).toHaveLength(1);
    expect(lease.pendingCreateAt).toBe(STARTED_AT);
    lease.simulator.faults.clear();
    expect(await lease.release()).toMatchObject({ kind: "deleted" });
    expect(lease.alive).toEqual([]);
  });
});

describe("a refused create", () => {
  const refused = (status: number, message: string): ScriptedFault => ({
    fault: "refused",
    on: ["create"],
    status,
    message,
  });

  it.each([400, 404, 409, 422])("leads to the next candidate: %i", async (status) => {
    const lease = leaseWith(refused(status, "no"));
    await expectReady(lease);
    expect(lease.posts).toEqual(RANKED.slice(0, 2));
    expect(lease.attempts).toEqual(["refused", "ready"]);
  });

  it("three times alike means that the request is wrong", async () => {
    const lease = leaseWith({ fault: "name-taken", times: 3 });
    const result = await lease.provision();
    expect(result).toMatchObject({
      ok: false,
      reason: { code: "request-refused", error: { status: 409 } },
    });
    expect(lease.posts).toEqual(RANKED.slice(0, 3));
    expect(lease.alive).toEqual([]);
  });

  it("for different reasons does not: all candidates are tried", async () => {
    const lease = leaseWith(refused(409, "a"), refused(409, "b"), refused(400, "b"));
    await expectReady(lease);
    expect(lease.posts).toEqual(RANKED.slice(0, 4));
  });

  it("by all candidates means that there is no offer", async () => {
    const lease = leaseWith(..."abcde".split("").map((message) => refused(409, message)));
    expect(await lease.provision()).toMatchObject({ ok: false, reason: { code: "no-offer" } });
    expect(lease.posts).toEqual(RANKED);
    expect(lease.alive).toEqual([]);
  });
});

describe("no other candidate would help, so it stops with that error:", () => {
  it.each<[string, ScriptedFault]>([
    ["key-refused", { fault: "key-refused", on: ["create"], status: 401 }],
    ["key-refused", { fault: "key-refused", on: ["create"], status: 403 }],
    ["balance", { fault: "no-balance" }],
    ["blocked", { fault: "cloudflare-1010", on: ["create"] }],
    ["key-refused", { fault: "key-refused", on: ["offers"] }],
    ["rate-limited", { fault: "rate-limited", on: ["create"], retryAfter: 3_600 }],
  ])("%s", async (code, fault) => {
    const lease = leaseWith(fault);
    await expect(lease.provision()).rejects.toMatchObject({ code });
    expect(lease.posts.length).toBeLessThanOrEqual(1);
    expect(lease.pendingCreateAt).toBeNull();
    expect(lease.alive).toEqual([]);
  });
});

describe("a create that was certainly not taken is sent again, for the same candidate:", () => {
  const waits = (lease: Lease) =>
    lease.events.flatMap((event) => (event.kind === "not-sent" ? [event.waitMs] : []));

  it.each<[string, ScriptedFault, number]>([
    ["429 with seconds", { fault: "rate-limited", on: ["create"], retryAfter: 7 }, 7_000],
    [
      "429 with a date",
      {
        fault: "rate-limited",
        on: ["create"],
        retryAfter: new Date(STARTED_AT + 9_000).toUTCString(),
      },
      9_000,
    ],
    ["429 without a word", { fault: "rate-limited", on: ["create"] }, 1_500],
  ])("%s", async (_, fault, waitMs) => {
    const lease = leaseWith(fault);
    await expectReady(lease);
    expect(lease.posts).toEqual([RANKED[0], RANKED[0]]);
    expect(waits(lease)).toEqual([waitMs]);
  });

  it("a refused connection", async () => {
    const lease = leaseWith({ fault: "connection-refused", on: ["create"], times: 3 });
    await expectReady(lease);
    expect(lease.posts).toEqual(RANKED.slice(0, 1));
    expect(waits(lease)).toEqual([1_500, 3_000, 6_000]);
  });

  it("but not for ever when no connection stands", async () => {
    const lease = leaseWith({ fault: "connection-refused", on: ["create"], times: 4 });
    await expect(lease.provision()).rejects.toMatchObject({ code: "network" });
    expect([lease.posts, lease.alive, lease.pendingCreateAt]).toEqual([[], [], null]);
  });
});

describe("at most ten POSTs are sent for a lease", () => {
  it("when the API is busy for ever", async () => {
    const lease = leaseWith({ fault: "rate-limited", on: ["create"], times: Infinity });
    const reason = { code: "creates-used", sent: 10 };
    expect(await lease.provision()).toEqual({ ok: false, reason });
    expect(lease.posts).toHaveLength(10);
    expect(lease.alive).toEqual([]);
  });

  it("when every sweep's candidates refuse", async () => {
    const lease = leaseWith();
    for (let i = 0; i < 20; i++) lease.simulator.faults.add({ fault: "sold-out", message: `${i}` });
    const reason = { code: "creates-used", sent: 10 };
    expect(await lease.provision({ capacityWaitMs: 3_600_000 })).toEqual({ ok: false, reason });
    expect(lease.posts).toEqual([...RANKED, ...RANKED]);
    expect(lease.alive).toEqual([]);
  });
});

it("a machine that shows only after the next create is handed over as what it is", async () => {
  const lease = leaseWith(
    { fault: "create-lost-landed", lateMs: 24_000 },
    { fault: "connection-lost", on: ["create"] },
  );
  const result = await lease.provision();
  if (!result.ok) throw new Error(result.reason.code);
  expect(lease.posts).toEqual(RANKED.slice(0, 2));
  const { offer, region } = result.value.candidate;
  expect(`${offer.instanceId}@${region}`).toBe(RANKED[0]);
  expect(lease.alive).toEqual([result.value.machine._id]);
});

it("a long wait that a 429 asks for is told every 15 s", async () => {
  const lease = leaseWith({ fault: "rate-limited", on: ["create"], retryAfter: 60 });
  await expectReady(lease);
  const left = lease.events.flatMap((event) => (event.kind === "not-sent" ? [event.waitMs] : []));
  expect(left).toEqual([60_000, 45_000, 30_000, 15_000]);
});
