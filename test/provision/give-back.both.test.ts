import type { ProvisionEvent, ProvisionRequest } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { Lease, MINUTE, RANKED } from "../helpers/lease.ts";
import type { ScriptedFault, SimulatorOptions } from "../simulator/index.ts";

function leaseWith(faults: ScriptedFault[], options: Partial<SimulatorOptions> = {}): Lease {
  const lease = new Lease({ bootMs: MINUTE, ...options });
  for (const fault of faults) lease.simulator.faults.add(fault);
  return lease;
}

async function expectSecondReady(lease: Lease, change: Partial<ProvisionRequest> = {}) {
  const result = await lease.provision({ readyTimeoutMs: 4 * MINUTE, ...change });
  if (!result.ok) throw new Error(`There is no machine: ${result.reason.code}`);
  expect(lease.alive).toEqual([result.value.machine._id]);
  expect(lease.posts).toEqual(RANKED.slice(0, 2));
  expect(lease.ids).toEqual([expect.anything(), result.value.machine._id]);
  expect(lease.simulator.faults.unmet()).toEqual([]);
}

const attemptsOf = (events: readonly ProvisionEvent[]) =>
  events.flatMap((event) => (event.kind === "attempt" ? [event.attempt] : []));

describe("a machine that is no good is deleted, left out, and the next is tried:", () => {
  it.each<[string, string, ScriptedFault]>([
    ["it turns error after pending", "error", { fault: "machine-error" }],
    ["it turns error at once", "error", { fault: "machine-error", afterMs: 0 }],
    ["it never becomes active", "not-ready", { fault: "never-active" }],
    ["its status is unknown for ever", "not-ready", { fault: "unknown-status", forMs: 1e9 }],
    ["SSH never answers", "not-ready", { fault: "ssh-never" }],
    ["it has fewer GPUs than the offer", "too-few-gpus", { fault: "fewer-gpus" }],
    ["it vanishes once active", "gone", { fault: "vanish", afterMs: 5_000 }],
    ["it vanishes before it is active", "gone", { fault: "vanish", afterMs: -30_000 }],
    ["its address has a newline", "unsafe-address", { fault: "ip-newline" }],
    ["its address is an option", "unsafe-address", { fault: "ip-newline", ip: "-oProxyCommand=x" }],
  ])("%s (%s)", async (_, code, fault) => {
    const lease = leaseWith([fault]);
    await expectSecondReady(lease);
    expect(lease.attempts).toEqual([code, "ready"]);
  });

  it("the time that it took counts as creating, not as choosing", async () => {
    const lease = leaseWith([{ fault: "machine-error" }]);
    const result = await lease.provision({ readyTimeoutMs: 4 * MINUTE });
    const { chooseMs = 0, createMs = 0 } = result.ok ? result.value.timings : {};
    expect(chooseMs).toBeLessThan(MINUTE);
    expect(createMs).toBeGreaterThan(MINUTE);
  });

  it("a machine that somebody deletes while it is waited for is gone", async () => {
    const lease = leaseWith([]);
    const meddling = lease.clock.sleep(30_000).then(async () => {
      const [machine] = lease.simulator.machines.all();
      await lease.client.delete(machine?.id ?? "none");
    });
    await expectSecondReady(lease);
    await meddling;
    expect(lease.attempts).toEqual(["gone", "ready"]);
  });

  it("what it said of itself is told", async () => {
    const lease = leaseWith([{ fault: "ip-newline" }]);
    await expectSecondReady(lease);
    expect(attemptsOf(lease.events)[0]?.outcome).toMatchObject({
      kind: "failed",
      failure: { detail: expect.stringMatching(/^its ip is "203\.0\.113\.\d+\\n {2}ProxyCommand/) },
    });
  });
});

describe("an unsafe address", () => {
  it("is never handed to whoever logs in", async () => {
    const lease = leaseWith([{ fault: "ip-newline", times: 3 }]);
    expect(await lease.provision()).toMatchObject({ ok: false, reason: { tried: 3 } });
    expect(lease.reached).toEqual([]);
    expect(lease.alive).toEqual([]);
  });
});

describe("the ready-timeout", () => {
  it.each<[string, ScriptedFault]>([
    ["of a machine that never becomes active", { fault: "never-active" }],
    ["of a machine that SSH never answers", { fault: "ssh-never" }],
  ])("%s runs from the accepted create", async (_, fault) => {
    const lease = leaseWith([fault]);
    await expectSecondReady(lease, { readyTimeoutMs: 5 * MINUTE });
    const [first] = attemptsOf(lease.events);
    expect(first?.tookMs).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(first?.tookMs).toBeLessThan(5 * MINUTE + 5_000);
  });

  it("is each machine's own", async () => {
    const lease = leaseWith([{ fault: "ssh-never" }], { bootMs: 8 * MINUTE });
    await expectSecondReady(lease, { readyTimeoutMs: 9 * MINUTE });
    expect(lease.attempts).toEqual(["not-ready", "ready"]);
  });
});

describe("max-attempts", () => {
  it.each([1, 2, 3])("%i: so many machines are tried, and none is left", async (maxAttempts) => {
    const lease = leaseWith([{ fault: "machine-error", times: maxAttempts }]);
    const reason = { code: "attempts-used", tried: maxAttempts };
    expect(await lease.provision({ maxAttempts })).toEqual({ ok: false, reason });
    expect(lease.posts).toEqual(RANKED.slice(0, maxAttempts));
    expect(lease.alive).toEqual([]);
  });

  it("counts machines, not refused creates", async () => {
    const lease = leaseWith([{ fault: "sold-out" }, { fault: "sold-out", message: "other" }]);
    expect(await lease.provision({ maxAttempts: 1 })).toMatchObject({ ok: true });
    expect(lease.posts).toEqual(RANKED.slice(0, 3));
    expect(lease.alive).toHaveLength(1);
  });
});

describe("a machine that can't be deleted yet", () => {
  it("is asked to go until it does, before the next is tried", async () => {
    const lease = leaseWith([
      { fault: "never-active" },
      { fault: "delete-refused-pending", times: 3 },
    ]);
    await expectSecondReady(lease);
    expect(lease.told).not.toContain("not-deleted");
  });

  it("is told, and deleted when the next is ready", async () => {
    const lease = leaseWith([
      { fault: "never-active" },
      { fault: "delete-refused-pending", times: 40 },
    ]);
    const result = await lease.provision({ readyTimeoutMs: 4 * MINUTE });
    expect(result.ok).toBe(true);
    expect(lease.told).toContain("not-deleted");
    expect(await lease.release()).toMatchObject({ kind: "deleted" });
    expect(lease.alive).toEqual([]);
  });

  it("and is not shown by a list that is capped is asked for by its id", async () => {
    const lease = leaseWith([
      { fault: "ssh-never" },
      { fault: "delete-ignored" },
      { fault: "list-short", times: Number.POSITIVE_INFINITY },
    ]);
    await expectSecondReady(lease);
  });

  it("and comes back after its DELETE is deleted when the next is ready", async () => {
    const lease = leaseWith([{ fault: "ssh-never" }, { fault: "resurrect", afterMs: 5_000 }], {
      deletingMs: 1_000,
    });
    await expectSecondReady(lease);
    expect(lease.told).toContain("twin");
  });
});

describe("a machine under another name than we sent", () => {
  it.each<[string, ScriptedFault]>([
    ["changed", { fault: "name-changed" }],
    ["cut", { fault: "name-cut" }],
    ["somebody else's", { fault: "name-changed", to: "training-1" }],
  ])("is deleted, and that is the end: %s", async (_, fault) => {
    const lease = leaseWith([fault]);
    const result = await lease.provision();
    const [machine] = lease.simulator.machines.all();
    expect(result).toMatchObject({
      ok: false,
      reason: { code: "name-changed", id: machine?.id, got: machine?.name },
    });
    expect(lease.posts).toHaveLength(1);
    expect(lease.ids).toEqual([machine?.id]);
    expect(lease.alive).toEqual([]);
  });
});

describe("machines of others", () => {
  it("stay as they are, whatever is given back", async () => {
    const lease = leaseWith([]);
    const foreign = await lease.rentForeign("training-1");
    const almost = await lease.rentForeign("sgpu-gh-lfls-37rf1gy1-1-16-abc124-hqt80");
    lease.simulator.faults.add({ fault: "machine-error" });
    lease.simulator.faults.add({ fault: "create-twin", lateMs: 0 });
    const result = await lease.provision();
    const ours = result.ok ? result.value.machine._id : "";
    expect(new Set(lease.alive)).toEqual(new Set([foreign, almost, ours]));
    await lease.release();
    expect(new Set(lease.alive)).toEqual(new Set([foreign, almost]));
  });
});
