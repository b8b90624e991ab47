import { DAY_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import { CLAIM_MS } from "./claims.ts";
import type { Evidence, Sighting, Store } from "./index.ts";
import { freshStore, NOW, nameOf, PERSON, sighting } from "./store.fixture.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

const DAY = NOW - 1;
const swept = (at = NOW) =>
  store.sweep.recordGood({
    ...{
      at,
      gapEndedAt: null,
      listSize: 1,
      isListShrunk: false,
      gapMs: null,
      mode: null,
      posted: null,
    },
  });
const read = async () => (await store.sweep.read()).digestFor;

describe("a day's digest", () => {
  it("is nobody's before the first good sweep", async () => {
    expect(await store.digests.claim(DAY, NOW)).toBe(false);
  });

  it("is claimed by one of many at once", async () => {
    await swept();
    const claims = Array.from({ length: 10 }, () => store.digests.claim(DAY, NOW));
    expect((await Promise.all(claims)).filter((isMine) => isMine)).toHaveLength(1);
  });

  it("is posted once; the next day's is another", async () => {
    await swept();
    await store.digests.claim(DAY, NOW);
    await store.digests.posted(DAY);
    expect(await read()).toBe(DAY);
    expect(await store.digests.claim(DAY, NOW + CLAIM_MS)).toBe(false);
    expect(await store.digests.claim(DAY + DAY_MS, NOW + 1)).toBe(true);
  });

  it("that was given back is the next one's", async () => {
    await swept();
    await store.digests.claim(DAY, NOW);
    await store.digests.release(NOW);
    expect(await read()).toBeNull();
    expect(await store.digests.claim(DAY, NOW + 1)).toBe(true);
    // The first one's, who comes late: it is not his any more.
    await store.digests.release(NOW);
    expect(await store.digests.claim(DAY, NOW + 2)).toBe(false);
  });

  it("whose post was stopped in between is claimed anew after three minutes", async () => {
    await swept();
    await store.digests.claim(DAY, NOW);
    expect(await store.digests.claim(DAY, NOW + CLAIM_MS - 1)).toBe(false);
    expect(await store.digests.claim(DAY, NOW + CLAIM_MS)).toBe(true);
  });

  it("is remembered whatever sweeps record", async () => {
    await swept();
    await store.digests.claim(DAY, NOW);
    await store.digests.posted(DAY);
    await swept(NOW + 1);
    expect(await read()).toBe(DAY);
  });

  it("of an older day, which comes late, does not undo the newer", async () => {
    await swept();
    await store.digests.posted(DAY);
    await store.digests.posted(DAY - DAY_MS);
    expect(await read()).toBe(DAY);
  });
});

describe("what the sweep has ended", () => {
  const minute = (minutes: number) => NOW + minutes * MINUTE_MS;
  const see = (minutes: number, ...all: Partial<Sighting>[]) =>
    store.machines.record(all.map(sighting), minute(minutes));
  const deleted = (machineId: string, minutes: number, change: Partial<Evidence> = {}) =>
    store.evidence.add([
      {
        ...{ at: minute(minutes), machineId, stem: null, detail: "Deleted." },
        ...{ kind: "deleted", actor: "sweep", ...change },
      },
    ]);

  it("is counted by kind of owner, with what it had cost and would go on to cost", async () => {
    const machines = [
      { id: "a" },
      { id: "b", hourlyUsd: 6 },
      { id: "c", hourlyUsd: null },
      { id: "p", name: nameOf(PERSON), hourlyUsd: 2 },
    ];
    await see(0, ...machines);
    for (const { id } of machines) await deleted(id, 60);
    await see(60);
    expect(await store.digests.endedBySweep(NOW, minute(90))).toEqual([
      { owner: "person", machines: 1, costUsd: 0.5, hourlyUsd: 2, withoutPrice: 0 },
      { owner: "workflow", machines: 3, costUsd: 2.25, hourlyUsd: 9, withoutPrice: 1 },
    ]);
  });

  it("is nothing that ended otherwise, by hand, before or after", async () => {
    const ids = ["by-itself", "by-hand", "failed", "before", "after", "runs"];
    await see(0, ...ids.map((id) => ({ id })));
    await deleted("before", 9);
    await deleted("by-hand", 20, { actor: "U0ONE" });
    await deleted("failed", 20, { kind: "delete-failed" });
    await deleted("after", 40);
    await see(40, { id: "runs" });
    expect(await store.digests.endedBySweep(minute(10), minute(40))).toEqual([]);
  });

  it("counts a machine once, and one that came back until then", async () => {
    await see(0, { id: "a" });
    await deleted("a", 10);
    await deleted("a", 20);
    await see(30, { id: "a" });
    expect(await store.digests.endedBySweep(NOW, minute(30))).toEqual([
      { owner: "workflow", machines: 1, costUsd: 1.5, hourlyUsd: 3, withoutPrice: 0 },
    ]);
  });
});
