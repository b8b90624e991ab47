import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { hookedWorker } from "./hooked-worker.ts";

type Hooked = Awaited<ReturnType<typeof hookedWorker>>;
const ALWAYS = { times: Number.POSITIVE_INFINITY };
const never = () => new Promise(() => {});
const down = () => {
  throw new Error("D1 is down");
};

/** A job that has completed, a machine that nobody has given back, and what GitHub sends of it. */
async function left(hooked: Hooked) {
  const owner = hooked.start();
  const id = await hooked.rent(owner);
  await hooked.tick();
  hooked.world.completeJob(owner.jobId);
  return { id, delivery: await hooked.jobDone(owner.jobId) };
}

describe("a webhook is answered and logged, and nothing is lost: the sweep does it,", () => {
  it.each<[string, (hooked: Hooked) => void]>([
    ["Sesterce hangs", ({ cloud }) => cloud.faults.add({ fault: "slow", ms: HOUR_MS, ...ALWAYS })],
    ["Sesterce is down", ({ cloud }) => cloud.faults.add({ fault: "server-error", ...ALWAYS })],
    ["D1 fails", ({ setFault }) => setFault(() => down())],
    ["D1 hangs", ({ setFault }) => setFault(never)],
    [
      "D1 hangs once it has begun",
      ({ setFault }) => setFault(() => ({ bind: () => ({ all: never }) })),
    ],
  ])("while %s", async (_, breakIt) => {
    const hooked = await hookedWorker();
    const { id, delivery } = await left(hooked);
    breakIt(hooked);
    const startedAt = hooked.clock.now();
    expect((await hooked.send(delivery)).status).toBe(202);
    expect(hooked.clock.now() - startedAt).toBeLessThan(30_000);
    expect(hooked.done()).toMatchObject([{ level: "error", event: "github-webhook-failed" }]);
    hooked.cloud.faults.clear();
    hooked.setFault(undefined);
    expect(await hooked.untilGone(id)).toBeLessThan(10 * MINUTE_MS);
  });

  it("when it never comes", async () => {
    const hooked = await hookedWorker();
    const { id } = await left(hooked);
    expect(await hooked.untilGone(id)).toBeLessThan(10 * MINUTE_MS);
  });

  it("when the API key is missing", async () => {
    const hooked = await hookedWorker({ SESTERCE_API_KEY: "" });
    const owner = hooked.start();
    hooked.world.completeJob(owner.jobId);
    expect((await hooked.send(await hooked.jobDone(owner.jobId))).status).toBe(202);
    expect(hooked.done()).toMatchObject([{ outcome: "not-configured" }]);
  });
});

describe("who changes the case meanwhile", () => {
  it("wins once, and the mark is made of what it says then", async () => {
    const hooked = await hookedWorker();
    const { id, delivery } = await left(hooked);
    const { cases } = hooked.store;
    const save = cases.save.bind(cases);
    let others = 1;
    cases.save = async (changes) => {
      if (others-- > 0)
        await save(changes.map((one) => ({ ...one, markWhy: null, markAt: null, markBy: null })));
      return save(changes);
    };
    await hooked.send(delivery);
    expect(await hooked.markOf(id)).toMatchObject({ why: "owner-ended", by: "webhook" });
    const rows = await hooked.store.evidence.ofMachine(id, null, 50);
    expect(rows.filter(({ kind }) => kind === "marked")).toHaveLength(1);
  });

  it("by claiming it is left alone", async () => {
    const hooked = await hookedWorker();
    const { id, delivery } = await left(hooked);
    const [row] = await hooked.store.cases.byIds([id]);
    const claim = { machineId: id, version: row?.version ?? 0, leaseVersion: 0, actor: "sweep" };
    await hooked.store.claims.take([claim], hooked.clock.now());
    await hooked.send(delivery);
    expect(await hooked.markOf(id)).toMatchObject({ why: null });
  });
});
