import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lease } from "../helpers/lease.ts";
import type { ScriptedFault } from "../simulator/index.ts";

const reason = new Error("cancelled");

/** Aborts provisioning after `ms`, and tells how it ended and how long after the abort. */
async function abortAfter(ms: number, lease: Lease): Promise<{ error: unknown; lateMs: number }> {
  const abort = new AbortController();
  const abortAt = lease.clock.now() + ms;
  void lease.clock.sleep(ms).then(() => abort.abort(reason));
  const error = await lease.provision({}, { signal: abort.signal }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, lateMs: lease.clock.now() - abortAt };
}

function leaseWith(fault?: ScriptedFault): Lease {
  const lease = new Lease({ latencyMs: 300, bootMs: 20_000, sshMs: 10_000 });
  if (fault) lease.simulator.faults.add(fault);
  return lease;
}

describe("an abort", () => {
  it.each([
    ["while it asks for offers", 100, undefined],
    ["while the create is under way", 450, undefined],
    ["while it boots", 10_000, undefined],
    ["while SSH is waited for", 25_000, undefined],
    ["while a create is looked for", 8_000, { fault: "create-5xx-landed", lateMs: 15_000 }],
    [
      "while it waits for its turn",
      2_000,
      { fault: "rate-limited", on: ["create"], retryAfter: 9 },
    ],
    ["while a bad machine is deleted", 20_700, { fault: "machine-error", afterMs: 20_000 }],
  ] as const)("%s rejects at once with its reason", async (_, ms, fault) => {
    const lease = leaseWith(fault);
    expect(await abortAfter(ms, lease)).toEqual({ error: reason, lateMs: 0 });
    await lease.release();
    expect(lease.alive).toEqual([]);
  });

  it("before it begins sends nothing at all", async () => {
    const lease = leaseWith();
    const provisioning = lease.provision({}, { signal: AbortSignal.abort(reason) });
    await expect(provisioning).rejects.toBe(reason);
    expect(lease.simulator.requests).toEqual([]);
  });

  it("of a create that is under way leaves the word that one was sent", async () => {
    const lease = leaseWith({ fault: "slow", on: ["create"] });
    await abortAfter(5_000, lease);
    expect(lease.notes.map(({ note }) => note)).toEqual(["pending"]);
    expect(lease.alive).toHaveLength(1);
    expect(await lease.release()).toMatchObject({ kind: "deleted" });
    expect(lease.alive).toEqual([]);
  });

  const faults: (ScriptedFault | undefined)[] = [
    undefined,
    { fault: "create-5xx-landed", lateMs: 20_000 },
    { fault: "create-lost-landed", lateMs: 10_000 },
    { fault: "create-listed-late", lateMs: 20_000 },
    { fault: "create-twin", lateMs: 0 },
    { fault: "slow", on: ["create"] },
    { fault: "cut", on: ["create"] },
    { fault: "machine-error", afterMs: 5_000 },
    { fault: "server-error", on: ["create"] },
    { fault: "delete-refused-pending", times: 3 },
    { fault: "delete-ignored" },
  ];

  it("at any moment, whatever goes wrong, leaves nothing that release does not end", async () => {
    const moment = fc.integer({ min: 0, max: 45_000 });
    const property = fc.asyncProperty(moment, fc.constantFrom(...faults), async (ms, fault) => {
      const lease = leaseWith(fault);
      const { error } = await abortAfter(ms, lease);
      expect([undefined, reason]).toContain(error);
      await lease.release();
      expect(lease.alive).toEqual([]);
    });
    await fc.assert(property, { numRuns: 40 });
  }, 60_000);
});
