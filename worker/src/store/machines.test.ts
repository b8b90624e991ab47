import { MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import type { Sighting, Store } from "./index.ts";
import { freshStore, NOW, sighting } from "./store.fixture.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

const minute = (minutes: number) => NOW + minutes * MINUTE_MS;
const see = (minutes: number, ...all: Partial<Sighting>[]) =>
  store.machines.record(all.map(sighting), minute(minutes));

describe("the machines that are there", () => {
  it("are those without an end, the longest known first", async () => {
    await see(0, { id: "b" }, { id: "c" });
    await see(2, { id: "a" }, { id: "b" }, { id: "c", status: "deleting" });
    expect((await store.machines.alive()).map(({ id }) => id)).toEqual(["b", "a"]);
  });

  it("are told by their ids, and so are those that ended", async () => {
    await see(0, { id: "a" }, { id: "b" }, { id: "c" });
    await see(2, { id: "a" });
    const rows = await store.machines.byIds(["a", "b", "unknown"]);
    expect(rows.map(({ id }) => id).toSorted()).toEqual(["a", "b"]);
    expect(await store.machines.byIds([])).toEqual([]);
  });
});

describe("a reference finds", () => {
  beforeEach(() => see(0, { id: "6b04aaaa1" }, { id: "6b04bbbb2", name: "twin" }, { id: "x" }));

  it.each([
    ["an id", "6b04aaaa1", "6b04aaaa1"],
    ["a name", "twin", "6b04bbbb2"],
    ["the beginning of one id", "6b04a", "6b04aaaa1"],
  ])("%s", async (_, reference, id) => {
    expect(await store.machines.find(reference)).toMatchObject({ kind: "one", row: { id } });
  });

  it("nothing for what nobody bears, for too short a beginning, and for a pattern", async () => {
    for (const reference of ["6b0", "nothing", "%", "6b04____1", ""]) {
      expect(await store.machines.find(reference)).toEqual({ kind: "none" });
    }
  });

  it("several that begin alike", async () => {
    const found = await store.machines.find("6b04");
    expect(found).toEqual({ kind: "several", ids: ["6b04aaaa1", "6b04bbbb2"] });
  });

  it("an id or a name rather than the beginning of an id", async () => {
    await see(1, { id: "6b04aaaa1" }, { id: "6b04" }, { id: "z", name: "6b04aaaa1" });
    expect(await store.machines.find("6b04")).toMatchObject({ row: { id: "6b04" } });
    expect(await store.machines.find("6b04aaaa1")).toMatchObject({ row: { id: "6b04aaaa1" } });
    await see(2, { id: "6b04aaaa1" }, { id: "z", name: "6b04aaaa" });
    expect(await store.machines.find("6b04aaaa")).toMatchObject({ row: { id: "z" } });
  });

  it("at most five that begin alike, the newest", async () => {
    await see(1, ...Array.from({ length: 9 }, (_, index) => ({ id: `6b04cccc${index}` })));
    const found = await store.machines.find("6b04");
    const ids = [0, 1, 2, 3, 4].map((index) => `6b04cccc${index}`);
    expect(found).toEqual({ kind: "several", ids });
  });

  it("the newest of a name", async () => {
    await see(5, { id: "6b04aaaa1" }, { id: "6b04bbbb2", name: "twin" }, { id: "y", name: "twin" });
    expect(await store.machines.find("twin")).toMatchObject({ kind: "one", row: { id: "y" } });
  });
});
