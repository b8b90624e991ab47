import { type Clock, encodeName, release } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { Lease, MINUTE, STARTED_AT, STEM } from "../helpers/lease.ts";
import type { ScriptedFault, SimulatorOptions } from "../simulator/index.ts";

const always = { times: Number.POSITIVE_INFINITY };

async function readyLease(
  options: Partial<SimulatorOptions> = {},
  faults: ScriptedFault[] = [],
): Promise<Lease> {
  const lease = new Lease({ bootMs: MINUTE, ...options });
  expect((await lease.provision()).ok).toBe(true);
  for (const fault of faults) lease.simulator.faults.add(fault);
  return lease;
}

describe("release does not believe that a machine has gone", () => {
  it.each<[string, ScriptedFault[]]>([
    ["because DELETE said so", [{ fault: "delete-ignored", times: 3 }]],
    ["because GET does not know it", [{ fault: "get-404-live", times: 3 }]],
    ["when it comes back", [{ fault: "resurrect", afterMs: 1_000, times: 2 }]],
    [
      "when it comes back behind a list that is capped",
      [
        { fault: "resurrect", afterMs: 1_000 },
        { fault: "list-short", ...always },
      ],
    ],
  ])("%s", async (_, faults) => {
    const lease = await readyLease({ deletingMs: 1_000 }, faults);
    expect(await lease.release()).toMatchObject({ kind: "deleted" });
    await lease.clock.advance(10 * MINUTE);
    expect(lease.alive).toEqual([]);
  });

  it("because a list that is capped does not show it", async () => {
    const lease = new Lease({ listCap: 100, bootMs: MINUTE });
    await lease.provision();
    for (let i = 0; i < 100; i++) await lease.rentForeign(`foreign-${i}`);
    lease.simulator.faults.add({ fault: "delete-ignored", times: 2 });
    expect(await lease.release()).toEqual({ kind: "deleted", ids: lease.ids });
    expect(lease.alive).toHaveLength(100);
    expect(lease.alive).not.toContain(lease.ids[0]);
  });
});

describe("DELETE is sent until the machine goes", () => {
  it.each([400, 409] as const)("refused with %i while pending", async (deletePendingGives) => {
    const lease = new Lease({ bootMs: MINUTE, deletePendingGives });
    const abort = new AbortController();
    void lease.clock.sleep(10_000).then(() => abort.abort(new Error("cancelled")));
    await expect(lease.provision({}, { signal: abort.signal })).rejects.toThrow("cancelled");
    expect(await lease.release()).toEqual({ kind: "deleted", ids: lease.ids });
    expect(lease.alive).toEqual([]);
  });

  it.each<[string, ScriptedFault]>([
    ["5xx", { fault: "server-error", on: ["delete"], times: 5 }],
    ["5xx although it was done", { fault: "server-error", on: ["delete"], handled: true }],
    ["429", { fault: "rate-limited", on: ["delete"], retryAfter: 5, times: 3 }],
    ["no connection", { fault: "connection-refused", on: ["delete"], times: 3 }],
    ["no answer", { fault: "slow", on: ["delete"], handled: false }],
    ["the front's page", { fault: "cloudflare-1010", on: ["delete"], times: 2 }],
    ["a refused key, for a moment", { fault: "key-refused", on: ["delete"], times: 2 }],
  ])("through %s", async (_, fault) => {
    const lease = await readyLease({}, [fault]);
    expect(["deleted", "already-gone"]).toContain((await lease.release()).kind);
    expect(lease.alive).toEqual([]);
    expect(lease.simulator.faults.unmet()).toEqual([]);
  });

  it.each<[string, ScriptedFault]>([
    ["5xx", { fault: "server-error", on: ["list"], times: 10 }],
    ["cut answers", { fault: "cut", on: ["list"], times: 4 }],
    ["short lists", { fault: "list-short", times: 1 }],
    ["the front's page", { fault: "cloudflare-1010", on: ["list"], times: 3 }],
  ])("through lists with %s", async (_, fault) => {
    const lease = await readyLease({}, [fault]);
    expect(await lease.release()).toMatchObject({ kind: "deleted" });
    expect(lease.alive).toEqual([]);
  });
});

describe("what release could not end is told:", () => {
  it.each<[string, ScriptedFault]>([
    ["the API answers 500", { fault: "server-error", ...always }],
    ["the API is not to be reached", { fault: "connection-refused", ...always }],
    ["the API does not answer", { fault: "slow", handled: false, ...always }],
    ["the key is refused", { fault: "key-refused", ...always }],
    ["DELETE is refused", { fault: "refused", on: ["delete"], ...always }],
    ["DELETE is ignored", { fault: "delete-ignored", ...always }],
  ])("still running when %s until the deadline", async (_, fault) => {
    const lease = await readyLease({}, [fault]);
    const startedAt = lease.clock.now();
    const outcome = await lease.release(60_000);
    expect(outcome).toMatchObject({ kind: "still-running", left: [{ id: lease.ids[0] }] });
    expect(outcome.kind === "still-running" && outcome.left[0]?.why).toMatch(/\S/);
    // A last request may be under way at the deadline, with its own budget.
    expect(lease.clock.now() - startedAt).toBeLessThan(60_000 + 45_000);
    expect(lease.alive).toEqual(lease.ids);
    lease.simulator.faults.clear();
    await lease.release();
    expect(lease.alive).toEqual([]);
  });

  it("its price and status are there when the API shows it", async () => {
    const lease = await readyLease({}, [{ fault: "delete-ignored", ...always }]);
    expect(await lease.release(20_000)).toMatchObject({
      kind: "still-running",
      left: [{ machine: { hourlyPrice: 2.75, status: "active" }, why: expect.any(String) }],
    });
    expect(lease.alive).toEqual(lease.ids);
  });

  it("also when the time runs out in a pause, which then ends late", async () => {
    const lease = await readyLease({}, [{ fault: "delete-ignored", ...always }]);
    const { client, clock, ids } = lease;
    const late: Clock = {
      now: () => clock.now(),
      sleep: (ms, signal) => clock.sleep(ms === 2_000 ? ms + 10 : ms, signal),
    };
    const ended = { isOurs: () => false, ids, pendingCreateAt: null };
    const outcome = release(ended, { client, clock: late }, clock.now() + 2_005);
    expect(await clock.run(outcome)).toMatchObject({
      kind: "still-running",
      left: [{ id: ids[0] }],
    });
    lease.simulator.faults.clear();
    await lease.release();
  });

  it("unconfirmed when only the stem is known and the list never answers", async () => {
    const lease = await readyLease({}, [{ fault: "server-error", on: ["list"], ...always }]);
    lease.ids.length = 0;
    const outcome = await lease.release(60_000);
    expect(outcome).toEqual({ kind: "unconfirmed", why: expect.stringMatching(/500/) });
    lease.simulator.faults.clear();
    await lease.release();
    expect(lease.alive).toEqual([]);
  });
});

describe("a create whose fate nobody knows, beside a machine that is known", () => {
  it("is waited for, although the known one has gone, and then unconfirmed", async () => {
    const lease = await readyLease();
    lease.pendingCreateAt = lease.clock.now();
    lease.isLookedFor = false;
    const startedAt = lease.clock.now();
    expect(await lease.release()).toMatchObject({ kind: "unconfirmed" });
    expect(lease.clock.now() - startedAt).toBeGreaterThanOrEqual(MINUTE);
    expect(lease.alive).toEqual([]);
  });

  it("is unconfirmed when there is no time to wait for it", async () => {
    const lease = await readyLease();
    lease.pendingCreateAt = lease.clock.now();
    lease.isLookedFor = false;
    expect(await lease.release(20_000)).toMatchObject({ kind: "unconfirmed" });
    expect(lease.alive).toEqual([]);
  });
});

describe("one machine that will not go does not keep the others", () => {
  it("a twin is deleted while the known one refuses to be", async () => {
    const lease = new Lease({ bootMs: 10 * MINUTE, deletePendingGives: 409 });
    const abort = new AbortController();
    void lease.clock.sleep(10_000).then(() => abort.abort(new Error("cancelled")));
    await expect(lease.provision({}, { signal: abort.signal })).rejects.toThrow("cancelled");
    const twin = await lease.rentForeign(encodeName(STEM, STARTED_AT + 140 * MINUTE));
    lease.simulator.faults.add({ fault: "refused", on: ["delete"], ...always });
    expect(await lease.release(30_000)).toMatchObject({ kind: "still-running" });
    const asked = lease.simulator.requests.filter(({ operation }) => operation === "delete");
    expect(new Set(asked.map(({ path }) => path.split("/").at(-1)))).toEqual(
      new Set([...lease.ids, twin]),
    );
    lease.simulator.faults.clear();
    await lease.clock.advance(10 * MINUTE);
    expect(await lease.release()).toMatchObject({ kind: "deleted" });
    expect(lease.alive).toEqual([]);
  });

  it("a twin is deleted while nothing can be learned of the known one", async () => {
    const lease = await readyLease({ deletingMs: 1_000 });
    const twin = await lease.rentForeign(encodeName(STEM, STARTED_AT + 140 * MINUTE));
    lease.simulator.faults.add({ fault: "server-error", on: ["get"], ...always });
    await lease.release();
    expect(lease.alive).not.toContain(twin);
  });
});
