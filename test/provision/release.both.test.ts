import { describe, expect, it } from "vitest";
import { Lease, MINUTE, STEM } from "../helpers/lease.ts";
import type { ScriptedFault, SimulatorOptions } from "../simulator/index.ts";

/** A lease whose machine is ready, and by then only these faults are to come. */
async function readyLease(
  options: Partial<SimulatorOptions> = {},
  faults: ScriptedFault[] = [],
): Promise<Lease> {
  const lease = new Lease({ bootMs: MINUTE, ...options });
  const result = await lease.provision();
  expect(result.ok).toBe(true);
  for (const fault of faults) lease.simulator.faults.add(fault);
  return lease;
}

describe("release deletes", () => {
  const switches: [string, Partial<SimulatorOptions>][] = [
    ["as usual", {}],
    ["when the list keeps deleted rows", { listKeepsDeleted: true }],
    ["when GET of a deleted one is 200", { getDeletedGives: 200 }],
    ["when a second DELETE is 204", { secondDeleteGives: 204 }],
    ["when deleting takes minutes", { deletingMs: 10 * MINUTE }],
    ["when deleting takes no time", { deletingMs: 0 }],
    ["from an API as documented", { answers: "documented" }],
  ];

  it.each(switches)("a machine by its id, %s", async (_, options) => {
    const lease = await readyLease(options);
    expect(await lease.release()).toEqual({ kind: "deleted", ids: lease.ids });
    expect(lease.alive).toEqual([]);
  });

  it.each(switches)("a machine by its stem alone, %s", async (_, options) => {
    const lease = await readyLease(options);
    const ids = lease.ids.splice(0);
    expect(await lease.release()).toEqual({ kind: "deleted", ids });
    expect(lease.alive).toEqual([]);
  });

  it("a twin along with the machine that is known", async () => {
    const lease = new Lease({ bootMs: MINUTE });
    lease.simulator.faults.add({ fault: "create-twin", lateMs: 90_000 });
    await lease.provision();
    expect(lease.alive).toHaveLength(2);
    await lease.clock.advance(MINUTE);
    expect(await lease.release()).toMatchObject({ kind: "deleted", ids: { length: 2 } });
    expect(lease.alive).toEqual([]);
  });

  it("in a few seconds", async () => {
    const lease = await readyLease();
    const startedAt = lease.clock.now();
    await lease.release();
    expect(lease.clock.now() - startedAt).toBeLessThan(10_000);
  });
});

describe("release touches nothing else:", () => {
  it("foreign machines and other leases run on", async () => {
    const lease = await readyLease();
    const [prefix] = STEM.split("abc123");
    const names = [
      "training-1",
      "sgpu-",
      `${prefix}abc124-hqt80`,
      `${prefix?.replace("-1-", "-2-")}abc123-hqt80`,
      STEM,
      `x${STEM}-hqt80`,
      `${STEM}-hqt80-1`,
      `${STEM}-hqt800`,
    ];
    const others: string[] = [];
    for (const name of names) others.push(await lease.rentForeign(name));
    expect(await lease.release()).toMatchObject({ kind: "deleted", ids: lease.ids });
    expect(new Set(lease.alive)).toEqual(new Set(others));
  });
});

describe("there was nothing to delete:", () => {
  it("nothing was rented", async () => {
    const lease = new Lease();
    expect(await lease.release()).toEqual({ kind: "nothing-rented" });
    expect(lease.simulator.requests.map(({ operation }) => operation)).toEqual(["list", "list"]);
  });

  it("the machine had gone already", async () => {
    const lease = await readyLease();
    await lease.release();
    await lease.clock.advance(MINUTE);
    expect(await lease.release()).toEqual({ kind: "already-gone", ids: lease.ids });
    expect(lease.alive).toEqual([]);
  });

  it("the machine had vanished", async () => {
    const lease = new Lease({ bootMs: MINUTE });
    lease.simulator.faults.add({ fault: "vanish", afterMs: 2 * MINUTE });
    await lease.provision();
    await lease.clock.advance(5 * MINUTE);
    expect(await lease.release()).toMatchObject({ kind: "already-gone" });
    expect(lease.alive).toEqual([]);
  });
});

describe("a create of which nobody knows what became", () => {
  async function unconfirmedLease(fault: ScriptedFault): Promise<Lease> {
    const lease = new Lease({ bootMs: MINUTE });
    const abort = new AbortController();
    lease.simulator.faults.add(fault);
    void lease.clock.sleep(1_000).then(() => abort.abort(new Error("cancelled")));
    await expect(lease.provision({}, { signal: abort.signal })).rejects.toThrow("cancelled");
    expect([lease.ids, lease.pendingCreateAt]).toEqual([[], expect.any(Number)]);
    return lease;
  }

  it.each([1_500, 5_000, 20_000, 50_000])(
    "is waited for: it is listed %d ms late",
    async (lateMs) => {
      const lease = await unconfirmedLease({ fault: "create-lost-landed", lateMs });
      expect(await lease.release()).toMatchObject({ kind: "deleted", ids: { length: 1 } });
      expect(lease.alive).toEqual([]);
    },
  );

  it("is said to be unconfirmed when nothing shows in 60 s", async () => {
    const lease = await unconfirmedLease({ fault: "connection-lost", on: ["create"] });
    const startedAt = lease.clock.now();
    expect(await lease.release()).toMatchObject({ kind: "unconfirmed" });
    expect(lease.clock.now() - startedAt).toBeGreaterThanOrEqual(59_000);
    expect(lease.clock.now() - startedAt).toBeLessThan(70_000);
    expect(lease.alive).toEqual([]);
  });

  it("is said to be unconfirmed when the time is up", async () => {
    const lease = await unconfirmedLease({ fault: "connection-lost", on: ["create"] });
    expect(await lease.release(20_000)).toMatchObject({ kind: "unconfirmed" });
    expect(lease.alive).toEqual([]);
  });
});
