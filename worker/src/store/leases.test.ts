import { MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import type { Store } from "./index.ts";
import { freshStore, NOW } from "./store.fixture.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

const move = {
  stem: "sgpu-sl-0f3z-u0one-abc123",
  endsAt: NOW + 90 * MINUTE_MS,
  movedBy: "U0ONE",
  at: NOW,
  expectedVersion: 0,
};
const moves = async () =>
  (await store.evidence.of({ machineId: "none", stem: move.stem }, 9)).map(
    ({ actor, detail }) => `${actor}: ${detail}`,
  );

describe("a lease", () => {
  it("is moved from its name's end, and it is written down who did", async () => {
    expect(await store.leases.move(move)).toBe(true);
    expect(await store.leases.find([move.stem, "other"])).toEqual([
      { stem: move.stem, endsAt: move.endsAt, movedBy: "U0ONE", movedAt: NOW, version: 1 },
    ]);
    expect(await moves()).toEqual(["U0ONE: The lease now ends at 2026-01-01 13:30 UTC."]);
  });

  it("is moved again by who has read its version", async () => {
    await store.leases.move(move);
    const next = { ...move, endsAt: NOW, movedBy: "U0TWO", expectedVersion: 1 };
    expect(await store.leases.move(next)).toBe(true);
    expect(await store.leases.find([move.stem])).toMatchObject([{ endsAt: NOW, version: 2 }]);
  });

  it.each([
    ["has read an older version", 1, 0],
    ["has read none", 0, 0],
    ["expects one that is not there yet", 5, 0],
  ])("is not moved by who %s", async (_, expectedVersion) => {
    await store.leases.move(move);
    await store.leases.move({ ...move, endsAt: NOW + 1, expectedVersion: 1 });
    const late = { ...move, endsAt: NOW + 2, movedBy: "U0LATE", expectedVersion };
    expect(await store.leases.move(late)).toBe(false);
    expect(await store.leases.find([move.stem])).toMatchObject([{ endsAt: NOW + 1, version: 2 }]);
    expect((await moves()).join()).not.toContain("U0LATE");
  });

  it("without a row is not moved by who has read one", async () => {
    expect(await store.leases.move({ ...move, expectedVersion: 3 })).toBe(false);
    expect(await store.leases.find([move.stem])).toEqual([]);
    expect(await moves()).toEqual([]);
  });

  it("is moved by one of many at once", async () => {
    const all = Array.from({ length: 8 }, (_, index) =>
      store.leases.move({ ...move, endsAt: NOW + index }),
    );
    expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
    expect(await moves()).toHaveLength(1);
  });
});
