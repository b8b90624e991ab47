import { MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import type { Sighting, Store } from "./index.ts";
import { freshStore, NOW, nameOf, PERSON, sighting, WORKFLOW } from "./store.fixture.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

const minute = (minutes: number) => NOW + minutes * MINUTE_MS;
const see = (minutes: number, ...all: Partial<Sighting>[]) =>
  store.machines.record(all.map(sighting), minute(minutes));

describe("costs", () => {
  const between = (from: number, until: number) =>
    store.machines.costsBetween(minute(from), minute(until));

  it("are added up by repository and by person, the dearest first, strangers together", async () => {
    const other = nameOf({ ...WORKFLOW, runId: 9, attempt: 3 });
    const all = [
      { id: "a" },
      { id: "b", name: other },
      { id: "c", name: nameOf(PERSON), hourlyUsd: 10 },
      { id: "d", name: "x", hourlyUsd: 1 },
      { id: "e", name: "y", hourlyUsd: null },
    ];
    await see(0, ...all);
    await see(60, ...all);
    expect(await between(-60, 60)).toEqual([
      {
        kind: "person",
        teamHash: "0f3z",
        userId: "U0ONE",
        machines: 1,
        billedMs: 60 * MINUTE_MS,
        costUsd: 10,
        withoutPrice: 0,
      },
      {
        kind: "workflow",
        repositoryId: 1_001,
        machines: 2,
        billedMs: 120 * MINUTE_MS,
        costUsd: 6,
        withoutPrice: 0,
      },
      { kind: "foreign", machines: 2, billedMs: 120 * MINUTE_MS, costUsd: 1, withoutPrice: 1 },
    ]);
  });

  it("count a machine that nobody looks at any more for 15 minutes, not for ever", async () => {
    await see(0, {});
    await see(5, {});
    expect(await between(0, 6_000)).toMatchObject([{ billedMs: 20 * MINUTE_MS, costUsd: 1 }]);
  });

  it("survive the machine's end", async () => {
    await see(0, {});
    await see(10, {});
    await see(20);
    expect(await between(0, 600)).toMatchObject([{ billedMs: 20 * MINUTE_MS, costUsd: 1 }]);
  });

  it("count only what lies within the time asked for", async () => {
    await see(0, {});
    await see(10, {});
    await see(20);
    expect(await between(5, 15)).toMatchObject([{ billedMs: 10 * MINUTE_MS, costUsd: 0.5 }]);
    expect(await between(20, 60)).toEqual([]);
    expect(await between(-60, 0)).toEqual([]);
  });

  it("are by the minute, each begun one in full, machine by machine", async () => {
    await see(0, {}, { id: "machine-2" });
    expect(await store.machines.costsBetween(NOW, NOW + 61_000)).toMatchObject([{ costUsd: 0.2 }]);
  });

  it("are exact for whole minutes", async () => {
    await see(0, { hourlyUsd: 60 });
    const costOf = async (ms: number) => (await store.machines.costsBetween(NOW, NOW + ms))[0];
    expect(await costOf(1)).toMatchObject({ costUsd: 1, billedMs: 1 });
    expect(await costOf(60_000)).toMatchObject({ costUsd: 1 });
    expect(await costOf(60_001)).toMatchObject({ costUsd: 2, billedMs: 60_001 });
  });

  it("have nothing for what was never active", async () => {
    await see(0, { status: "pending" });
    expect(await between(0, 60)).toEqual([]);
  });
});
