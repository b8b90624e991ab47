import { env } from "cloudflare:workers";
import { MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store, type Telling } from "./index.ts";
import { freshStore, looked, meteredDb, NOW } from "./store.fixture.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

/** Those of these machines, and those with a claim. */
const withClaimed = async (from: Store, ids: string[]) =>
  (await from.ask("reading cases", { cases: from.cases.queryOf(ids) })).cases;

const read = async (id = "a") => (await store.cases.byIds([id]))[0];
const mine = { machineId: "a", version: 1, leaseVersion: 0, actor: "sweep" };
describe("a case", () => {
  it("is read as it was saved", async () => {
    const all = looked({
      lookKind: "ended",
      lookDetail: "Its job has completed.",
      markWhy: "owner-ended",
      markAt: NOW + 1,
      markBy: "webhook",
      unknownSince: NOW + 2,
      escalations: 2,
      warnedEnd: NOW + 3,
      warnTriedAt: NOW + 4,
      warnSaidAt: NOW + 5,
      gapTriedAt: NOW + 6,
      gapSaidAt: NOW + 7,
      approvedAt: NOW + 8,
      approvedBy: "U0ONE",
      deletingSince: NOW + 9,
    });
    expect(await store.cases.save([all, looked({ machineId: "b" })])).toEqual(new Set(["a", "b"]));
    expect(await read()).toEqual({
      ...all,
      claimedAt: null,
      claimedBy: null,
      failedAt: null,
      version: 1,
    });
    expect(await read("b")).toEqual({
      ...looked({ machineId: "b" }),
      claimedAt: null,
      claimedBy: null,
      failedAt: null,
      version: 1,
    });
  });

  it("is changed in all that there is to change, back to nothing too", async () => {
    const all = looked({
      stem: "renamed",
      lookedAt: NOW + 1,
      lookKind: "missing",
      lookDetail: "GitHub does not know its run.",
      markWhy: "owner-missing",
      markAt: NOW + 2,
      unknownSince: NOW + 3,
      escalations: 1,
      warnedEnd: NOW + 4,
      warnTriedAt: NOW + 5,
      warnSaidAt: NOW + 6,
      gapTriedAt: NOW + 7,
      gapSaidAt: NOW + 8,
      approvedAt: NOW + 9,
      approvedBy: "U0TWO",
      deletingSince: NOW + 10,
    });
    await store.cases.save([looked()]);
    await store.cases.save([{ ...all, version: 1 }]);
    expect(await read()).toEqual({
      ...all,
      claimedAt: null,
      claimedBy: null,
      failedAt: null,
      version: 2,
    });
    const none = looked({ lookedAt: null, version: 2 });
    await store.cases.save([none]);
    expect(await read()).toEqual({
      ...none,
      claimedAt: null,
      claimedBy: null,
      failedAt: null,
      version: 3,
    });
  });

  it("is saved by who has read its version, the others' cases nevertheless", async () => {
    await store.cases.save([looked(), looked({ machineId: "b" })]);
    const changes = [
      looked({ lookedAt: NOW + 1, version: 0 }),
      looked({ machineId: "b", lookedAt: NOW + 1, version: 1 }),
      looked({ machineId: "c", version: 4 }),
    ];
    expect(await store.cases.save(changes)).toEqual(new Set(["b"]));
    expect(await read()).toMatchObject({ lookedAt: NOW, version: 1 });
    expect(await read("b")).toMatchObject({ lookedAt: NOW + 1, version: 2 });
    expect(await read("c")).toBeUndefined();
  });

  it("is saved by one of many at once", async () => {
    await store.cases.save([looked()]);
    const saves = Array.from({ length: 8 }, (_, index) =>
      store.cases.save([looked({ escalations: index, version: 1 })]),
    );
    expect((await Promise.all(saves)).filter(({ size }) => size === 1)).toHaveLength(1);
    expect(await read()).toMatchObject({ version: 2 });
  });
});

describe("reading cases", () => {
  const idsOf = async (ids: string[]) =>
    (await withClaimed(store, ids)).map(({ machineId }) => machineId).sort();

  beforeEach(async () => {
    await store.cases.save(["a", "b", "c", "d"].map((machineId) => looked({ machineId })));
    await store.claims.take([mine, { ...mine, machineId: "c" }], NOW);
  });

  it("finds those that are asked for, once, and strangers with a claim", async () => {
    expect(await idsOf(["a", "b", "none"])).toEqual(["a", "b", "c"]);
  });

  it("finds what is claimed when no machine is listed", async () => {
    expect(await idsOf([])).toEqual(["a", "c"]);
  });

  it("by id finds no stranger", async () => {
    expect(await store.cases.byIds(["b"])).toMatchObject([{ machineId: "b" }]);
  });
});

describe("what was told", () => {
  const END = NOW + 5 * MINUTE_MS;
  const nothing = { machineId: "a", warnedEnd: null, isGap: false, escalation: null };
  const untold = { warnSaidAt: null, gapSaidAt: null, escalations: 2 };

  beforeEach(() =>
    store.cases.save([
      looked({ warnedEnd: END, warnTriedAt: NOW, gapTriedAt: NOW, escalations: 2 }),
      looked({ machineId: "b" }),
    ]),
  );

  it.each<[string, Partial<Telling>, object]>([
    ["a warning of its end", { warnedEnd: END }, { warnSaidAt: NOW + 1 }],
    ["a warning of an end that was moved since", { warnedEnd: END - 1 }, {}],
    ["a warning after a gap", { isGap: true }, { gapSaidAt: NOW + 1 }],
    ["an escalation", { escalation: 3 }, { escalations: 3 }],
    ["an escalation that was told before", { escalation: 1 }, {}],
    [
      "all at once",
      { warnedEnd: END, isGap: true, escalation: 4 },
      { warnSaidAt: NOW + 1, gapSaidAt: NOW + 1, escalations: 4 },
    ],
  ])("is noted: %s", async (_, change, noted) => {
    expect(await store.cases.told([{ ...nothing, ...change }], NOW + 1)).toEqual(new Set(["a"]));
    expect(await read()).toMatchObject({ ...untold, ...noted, version: 2 });
    expect(await read("b")).toMatchObject({ version: 1 });
  });

  it("of one machine in several tellings is noted together", async () => {
    const tellings = [
      { ...nothing, warnedEnd: END },
      { ...nothing, warnedEnd: END + 1, isGap: true },
      { ...nothing, escalation: 3 },
    ];
    expect(await store.cases.told(tellings, NOW + 1)).toEqual(new Set(["a"]));
    const noted = { warnSaidAt: NOW + 1, gapSaidAt: NOW + 1, escalations: 3 };
    expect(await read()).toMatchObject({ ...noted, version: 2 });
  });

  it("of a case without a warning warns of nothing", async () => {
    const tellings = ["b", "none"].map((machineId) => ({ ...nothing, machineId, warnedEnd: END }));
    expect(await store.cases.told(tellings, NOW + 1)).toEqual(new Set(["b"]));
    expect(await read("b")).toMatchObject({ warnSaidAt: null, escalations: 0 });
  });

  it("is not overwritten by who has read the case before", async () => {
    await store.cases.told([{ ...nothing, warnedEnd: END }], NOW + 1);
    expect(await store.cases.save([looked({ version: 1 })])).toEqual(new Set());
    expect(await read()).toMatchObject({ warnSaidAt: NOW + 1 });
  });
});

describe("nothing to ask for", () => {
  const untouched = new Proxy(env.DB, {
    get: () => () => {
      throw new Error("The database was asked.");
    },
  });
  const { cases, claims } = openStore(untouched);

  it.each<[string, () => Promise<unknown>, unknown]>([
    ["cases by id", () => cases.byIds([]), []],
    ["saving", () => cases.save([]), new Set()],
    ["claiming", () => claims.take([], NOW), new Set()],
    ["ending claims", () => claims.end([], NOW), new Set()],
    ["telling", () => cases.told([], NOW), new Set()],
  ])("makes no query: %s", async (_, ask, answer) => {
    expect(await ask()).toEqual(answer);
  });
});

describe("on the Free plan", () => {
  it("each sweep reads no more cases than it asks for, and writes one row for each that it saves", async () => {
    const ids = Array.from({ length: 500 }, (_, index) => `machine-${index}`);
    await store.cases.save(ids.map((machineId) => looked({ machineId })));
    const metered = meteredDb();
    const meteredStore = openStore(metered.db);
    const { cases } = meteredStore;
    expect(await withClaimed(meteredStore, ["machine-1", "machine-2"])).toHaveLength(2);
    expect(metered.meta().rows_read).toBeLessThan(10);
    const changes = ids.slice(0, 10).map((machineId) => looked({ machineId, version: 1 }));
    expect(await cases.save(changes)).toHaveProperty("size", 10);
    expect(metered.meta().rows_written).toBe(10);
  });
});
