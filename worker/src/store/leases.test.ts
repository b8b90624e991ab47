import { MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import { type Store, StoreError } from "./index.ts";
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
  (await store.evidence.ofMachine("none", move.stem, 9)).map(
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

  it("is put down once, and stays as it is", async () => {
    const { expectedVersion: _, ...first } = move;
    const second = { ...first, endsAt: NOW, movedBy: "U0TWO" };
    expect(await store.leases.put(first)).toBe(true);
    expect(await store.leases.put(second)).toBe(false);
    expect(await store.leases.find([move.stem])).toMatchObject([
      { endsAt: move.endsAt, movedBy: "U0ONE", version: 1 },
    ]);
    expect(await moves()).toHaveLength(1);
  });

  it("that can't be written leaves no evidence", async () => {
    const failed = store.leases.move({ ...move, endsAt: 0.5 });
    await expect(failed).rejects.toBeInstanceOf(StoreError);
    expect(await moves()).toEqual([]);
  });

  it("with a row is moved by one of many who read the same version", async () => {
    await store.leases.put(move);
    const all = Array.from({ length: 8 }, () => store.leases.move({ ...move, expectedVersion: 1 }));
    expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
    expect(await store.leases.find([move.stem])).toMatchObject([{ version: 2 }]);
    expect(await moves()).toHaveLength(2);
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
