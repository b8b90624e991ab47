import { MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import { type CaseChange, CLAIM_MS } from "./cases.ts";
import type { Store } from "./index.ts";
import { freshStore, NOW } from "./store.fixture.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

const STEM = "sgpu-sl-0f3z-u0one-abc123";
const looked = (change: Partial<CaseChange> = {}): CaseChange => ({
  machineId: "a",
  stem: STEM,
  lookedAt: NOW,
  markWhy: null,
  markAt: null,
  unknownSince: null,
  escalations: 0,
  warnedEnd: null,
  warnTriedAt: null,
  warnSaidAt: null,
  gapWarnedAt: null,
  approvedAt: null,
  deletingSince: null,
  version: 0,
  ...change,
});
const read = async (id = "a") => (await store.cases.byIds([id]))[0];
const mine = { machineId: "a", version: 1, leaseVersion: 0 };
const extension = {
  stem: STEM,
  endsAt: NOW + 90 * MINUTE_MS,
  movedBy: "U0ONE",
  at: NOW,
  expectedVersion: 0,
};

describe("a case", () => {
  it("is read as it was saved", async () => {
    const all = looked({
      markWhy: "owner-ended",
      markAt: NOW + 1,
      unknownSince: NOW + 2,
      escalations: 2,
      warnedEnd: NOW + 3,
      warnTriedAt: NOW + 4,
      warnSaidAt: NOW + 5,
      gapWarnedAt: NOW + 6,
      approvedAt: NOW + 7,
      deletingSince: NOW + 8,
    });
    expect(await store.cases.save([all, looked({ machineId: "b" })])).toEqual(new Set(["a", "b"]));
    expect(await read()).toEqual({ ...all, claimedAt: null, version: 1 });
    expect(await read("b")).toEqual({
      ...looked({ machineId: "b" }),
      claimedAt: null,
      version: 1,
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

describe("a claim", () => {
  beforeEach(() => store.cases.save([looked()]));

  it("is given to one of many at once", async () => {
    const claims = Array.from({ length: 8 }, () => store.cases.claim([mine], NOW));
    expect((await Promise.all(claims)).filter(({ size }) => size === 1)).toHaveLength(1);
    expect(await read()).toMatchObject({ claimedAt: NOW, version: 2 });
  });

  it.each([
    ["the case has changed", { version: 0 }],
    ["the lease was read as moved", { leaseVersion: 1 }],
    ["there is no such case", { machineId: "b" }],
  ])("is not given when %s", async (_, change) => {
    expect(await store.cases.claim([{ ...mine, ...change }], NOW)).toEqual(new Set());
    expect(await read()).toMatchObject({ claimedAt: null });
  });

  it("is not given when the lease was moved meanwhile", async () => {
    await store.leases.move(extension);
    expect(await store.cases.claim([mine], NOW)).toEqual(new Set());
    expect(await store.cases.claim([{ ...mine, leaseVersion: 1 }], NOW)).toEqual(new Set(["a"]));
  });

  it("lasts three minutes", async () => {
    await store.cases.claim([mine], NOW);
    const again = { ...mine, version: 2 };
    expect(await store.cases.claim([again], NOW + CLAIM_MS - 1)).toEqual(new Set());
    expect(await store.cases.claim([again], NOW + CLAIM_MS)).toEqual(new Set(["a"]));
  });

  it("holds off an extension for as long, and no other lease's", async () => {
    await store.cases.claim([mine], NOW);
    expect(await store.leases.move({ ...extension, at: NOW + CLAIM_MS - 1 })).toBe(false);
    expect(await store.leases.move({ ...extension, stem: "other" })).toBe(true);
    expect(await store.leases.move({ ...extension, at: NOW + CLAIM_MS })).toBe(true);
  });

  it("against an extension at the same time: one of the two wins", async () => {
    const [claimed, moved] = await Promise.all([
      store.cases.claim([mine], NOW),
      store.leases.move(extension),
    ]);
    expect([claimed.size === 1, moved].filter(Boolean)).toHaveLength(1);
  });

  it("ends with the delete, once", async () => {
    await store.cases.claim([mine], NOW);
    expect(await store.cases.endClaims(["a"], NOW + 1, true)).toEqual(new Set(["a"]));
    expect(await read()).toMatchObject({ claimedAt: null, deletingSince: NOW + 1, version: 3 });
    expect(await store.cases.endClaims(["a"], NOW + 2, true)).toEqual(new Set());
    expect(await read()).toMatchObject({ deletingSince: NOW + 1 });
  });

  it("is given back when nothing was deleted", async () => {
    await store.cases.claim([mine], NOW);
    await store.cases.endClaims(["a"], NOW + 1, false);
    expect(await read()).toMatchObject({ claimedAt: null, deletingSince: null });
    expect(await store.leases.move(extension)).toBe(true);
  });
});
