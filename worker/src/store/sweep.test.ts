import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "./index.ts";
import { freshStore, NOW } from "./store.fixture.ts";
import type { GoodSweep } from "./sweep.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

const plain: GoodSweep = {
  at: NOW,
  gapEndedAt: null,
  listSize: 3,
  isListShrunk: false,
  gapMs: null,
  mode: "observe",
  posted: null,
};
const full: GoodSweep = {
  at: NOW,
  gapEndedAt: NOW - 1,
  listSize: 12,
  isListShrunk: true,
  gapMs: NOW - 2,
  mode: "observe",
  posted: {
    channel: "C0REPORTS",
    ts: "1767268800.000100",
    postedAt: NOW - 3,
    saidAt: NOW - 4,
    items: [
      { key: "deleted:a", machineId: "a", line: "*Deleted* “ü”", isFinal: true },
      { key: "burst", machineId: null, line: "Held back", isFinal: false },
    ],
  },
};
const memoryOf = ({ at, ...rest }: GoodSweep) => ({
  ...rest,
  watchedSince: at,
  lastGoodAt: at,
  digestFor: null,
});

describe("the sweep's memory", () => {
  it("is empty before its first time", async () => {
    const never = { watchedSince: null, lastGoodAt: null, listSize: null, mode: null };
    const nothing = { ...memoryOf(plain), ...never };
    expect(await store.sweep.read()).toEqual(nothing);
  });

  it.each([
    ["plain", plain],
    ["full", full],
  ])("is read as it was recorded: %s", async (_, good) => {
    await store.sweep.recordGood(good);
    expect(await store.sweep.read()).toEqual(memoryOf(good));
  });

  it("is the newest sweep's, and keeps when the first was", async () => {
    await store.sweep.recordGood(full);
    await store.sweep.recordGood({ ...plain, at: NOW + 2 });
    const newest = { ...memoryOf(plain), watchedSince: NOW, lastGoodAt: NOW + 2 };
    expect(await store.sweep.read()).toEqual(newest);
    await store.sweep.recordGood({ ...full, at: NOW + 1 });
    await store.sweep.recordGood({ ...full, at: NOW + 2 });
    expect(await store.sweep.read()).toEqual(newest);
  });
});

describe("machines that were deleted by hand", () => {
  it.each([
    [2, 1],
    [3, 0],
    [9, 0],
    [0, 3],
  ])("are not expected in the next list: %i of 3", async (count, listSize) => {
    await store.sweep.recordGood(plain);
    await store.sweep.forget(count);
    expect(await store.sweep.read()).toEqual({ ...memoryOf(plain), listSize });
  });

  it("change nothing while it is not known how many there are", async () => {
    await store.sweep.forget(1);
    expect(await store.sweep.read()).toMatchObject({ watchedSince: null, listSize: null });
    await store.sweep.recordGood({ ...plain, listSize: null });
    await store.sweep.forget(1);
    expect(await store.sweep.read()).toMatchObject({ listSize: null });
  });

  it("need no query when there are none", async () => {
    const db = new Proxy(env.DB, {
      get: () => () => {
        throw new Error("The database was asked.");
      },
    });
    await openStore(db).sweep.forget(0);
  });
});

describe("a message that can't be read", () => {
  const posted = full.posted;
  it.each([
    ["no JSON", "{"],
    ["nothing", ""],
    ["null", "null"],
    ["another kind", "[]"],
    ["a member missing", JSON.stringify({ ...posted, ts: undefined })],
    ["a member of another type", JSON.stringify({ ...posted, saidAt: "today" })],
    ["an item of another shape", JSON.stringify({ ...posted, items: [{ key: "a" }] })],
  ])("is none, and the rest is there: %s", async (_, text) => {
    await store.sweep.recordGood(full);
    await env.DB.prepare("UPDATE sweep SET posted = ?").bind(text).run();
    expect(await store.sweep.read()).toEqual({ ...memoryOf(full), posted: null });
  });
});
