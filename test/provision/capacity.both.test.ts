import { describe, expect, it } from "vitest";
import { Lease, MINUTE, RANKED, STARTED_AT, usualRequest } from "../helpers/lease.ts";

const HOUR = 60 * MINUTE;

function soldOut(): Lease {
  const lease = new Lease({ bootMs: MINUTE });
  lease.simulator.offers.setAvailable(false);
  return lease;
}

const sweeps = (lease: Lease) =>
  lease.simulator.requests.filter(({ operation }) => operation === "offers");

describe("when all is sold out", () => {
  it("nothing is sent, and the choice tells why", async () => {
    const lease = soldOut();
    const result = await lease.provision();
    const reason = { code: "no-offer", waitedMs: 0, choice: { candidates: [] } };
    expect(result).toMatchObject({ ok: false, reason });
    expect(
      !result.ok && result.reason.code === "no-offer" && result.reason.choice.misses[0],
    ).toEqual(
      expect.objectContaining({ misfits: [expect.objectContaining({ code: "sold-out" })] }),
    );
    expect([lease.posts, lease.alive, lease.told]).toEqual([[], [], []]);
    expect(lease.clock.now()).toBe(STARTED_AT);
  });

  it("capacity-wait keeps looking with growing pauses, and ends in time", async () => {
    const lease = soldOut();
    const result = await lease.provision({ capacityWaitMs: HOUR });
    expect(result).toMatchObject({ ok: false, reason: { code: "no-offer", waitedMs: HOUR } });
    expect(lease.clock.now() - STARTED_AT).toBe(HOUR);
    const pauses = sweeps(lease).map(({ at }, i, all) => at - (all[i - 1]?.at ?? at));
    expect(pauses.slice(0, 4)).toEqual([0, 22_500, 45_000, 45_000]);
    expect(Math.max(...pauses)).toBe(45_000);
    expect(lease.alive).toEqual([]);
  });

  it("the first capacity that turns up is taken, with a whole lease", async () => {
    const lease = soldOut();
    void lease.clock.sleep(10 * MINUTE).then(() => {
      lease.simulator.offers.setAvailable(true, { region: "austin-usa-1" });
    });
    const result = await lease.provision({ capacityWaitMs: HOUR });
    if (!result.ok) throw new Error(result.reason.code);
    expect(lease.posts).toEqual(["H100_sxm5@austin-usa-1"]);
    expect(lease.alive).toEqual([result.value.machine._id]);
    expect(result.value.timings.chooseMs).toBeGreaterThanOrEqual(10 * MINUTE);
    const { readyTimeoutMs, lifetimeMs } = usualRequest;
    expect(result.value.expiresAt).toBeGreaterThanOrEqual(
      STARTED_AT + result.value.timings.chooseMs + readyTimeoutMs + lifetimeMs,
    );
  });

  it("each pause is told with what is left", async () => {
    const lease = soldOut();
    await lease.provision({ capacityWaitMs: 50_000 });
    const pauses = lease.events.flatMap((event) =>
      event.kind === "sold-out" ? [[event.waitMs, event.leftMs]] : [],
    );
    expect(pauses).toEqual([
      [22_500, 50_000],
      [27_500, 27_500],
    ]);
  });
});

describe("a candidate that was sold out at its create", () => {
  it.each([400, 404, 409] as const)("is passed over in this sweep: %i", async (soldOutGives) => {
    const lease = new Lease({ soldOutGives, bootMs: MINUTE });
    lease.simulator.faults.add({ fault: "sold-out", status: soldOutGives });
    const result = await lease.provision();
    expect(lease.posts).toEqual(RANKED.slice(0, 2));
    expect(lease.alive).toEqual([result.ok && result.value.machine._id]);
  });

  it("with a 500 is looked for before the next is tried", async () => {
    const lease = new Lease({ bootMs: MINUTE });
    lease.simulator.faults.add({ fault: "sold-out", status: 500 });
    const result = await lease.provision();
    expect(lease.attempts).toEqual(["unconfirmed", "ready"]);
    expect(lease.alive).toEqual([result.ok && result.value.machine._id]);
  });

  it("is tried again after a wait for capacity", async () => {
    const lease = new Lease({ bootMs: MINUTE });
    for (const message of "abcde") lease.simulator.faults.add({ fault: "sold-out", message });
    const result = await lease.provision({ capacityWaitMs: 10 * MINUTE });
    expect(lease.posts).toEqual([...RANKED, RANKED[0]]);
    expect(lease.alive).toEqual([result.ok && result.value.machine._id]);
  });

  it("is not, when its machine was no good", async () => {
    const lease = new Lease({ bootMs: MINUTE });
    lease.simulator.faults.add({ fault: "machine-error" });
    for (const message of "abcd") {
      lease.simulator.faults.add({ fault: "sold-out", message, skip: 1 });
    }
    const result = await lease.provision({ capacityWaitMs: 10 * MINUTE });
    expect(lease.posts.filter((post) => post === RANKED[0])).toHaveLength(1);
    expect(lease.alive).toEqual([result.ok && result.value.machine._id]);
  });
});

describe("while capacity is waited for", () => {
  it("three equal refusals end the look, not the wait", async () => {
    const lease = new Lease({ bootMs: MINUTE });
    lease.simulator.faults.add({ fault: "sold-out", times: 3 });
    const result = await lease.provision({ capacityWaitMs: 10 * MINUTE });
    // The next look goes on with those that were not asked.
    expect(lease.posts).toEqual(RANKED.slice(0, 4));
    expect(lease.told.filter((kind) => kind === "sold-out")).toHaveLength(1);
    expect(lease.alive).toEqual([result.ok && result.value.machine._id]);
  });

  it("an API that is down for some minutes is waited out", async () => {
    const lease = soldOut();
    void lease.clock.sleep(MINUTE).then(() => {
      lease.simulator.faults.add({ fault: "server-error", on: ["offers"], times: 12 });
      lease.simulator.offers.setAvailable(true);
    });
    const result = await lease.provision({ capacityWaitMs: HOUR });
    expect(lease.alive).toEqual([result.ok && result.value.machine._id]);
    expect(lease.simulator.faults.unmet()).toEqual([]);
  });

  it("a key that is refused is not", async () => {
    const lease = soldOut();
    void lease.clock.sleep(MINUTE).then(() => {
      lease.simulator.faults.add({ fault: "key-refused", on: ["offers"] });
    });
    await expect(lease.provision({ capacityWaitMs: HOUR })).rejects.toMatchObject({
      code: "key-refused",
    });
    expect(lease.alive).toEqual([]);
  });
});
