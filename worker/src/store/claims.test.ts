import { MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import { CLAIM_MS } from "./claims.ts";
import type { Store } from "./index.ts";
import { freshStore, looked, NOW, STEM } from "./store.fixture.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

const read = async (id = "a") => (await store.cases.byIds([id]))[0];
const mine = { machineId: "a", version: 1, leaseVersion: 0, actor: "sweep" };
const extension = {
  stem: STEM,
  endsAt: NOW + 90 * MINUTE_MS,
  movedBy: "U0ONE",
  at: NOW,
  expectedVersion: 0,
};
const row = { kind: "deleted", actor: "sweep", detail: "Deleted. Its lease ended." };

/** The claim that is there, unless another is named. */
async function endClaim(at: number, isDeleted: boolean, claimedAt?: number): Promise<Set<string>> {
  const claim = claimedAt ?? (await read())?.claimedAt ?? NOW;
  return store.claims.end([{ machineId: "a", claimedAt: claim, isDeleted, ...row }], at);
}

describe("a claim", () => {
  beforeEach(() => store.cases.save([looked()]));

  it("is given to one of many at once", async () => {
    const claims = Array.from({ length: 8 }, () => store.claims.take([mine], NOW));
    expect((await Promise.all(claims)).filter(({ size }) => size === 1)).toHaveLength(1);
    expect(await read()).toMatchObject({ claimedAt: NOW, version: 2 });
  });

  it.each([
    ["the case has changed", { version: 0 }],
    ["the lease was read as moved", { leaseVersion: 1 }],
    ["there is no such case", { machineId: "b" }],
  ])("is not given when %s", async (_, change) => {
    expect(await store.claims.take([{ ...mine, ...change }], NOW)).toEqual(new Set());
    expect(await read()).toMatchObject({ claimedAt: null });
  });

  it("is not given when the lease was moved meanwhile", async () => {
    await store.leases.move(extension);
    expect(await store.claims.take([mine], NOW)).toEqual(new Set());
    expect(await store.claims.take([{ ...mine, leaseVersion: 1 }], NOW)).toEqual(new Set(["a"]));
  });

  it("lasts three minutes", async () => {
    await store.claims.take([mine], NOW);
    const again = { ...mine, version: 2 };
    expect(await store.claims.take([again], NOW + CLAIM_MS - 1)).toEqual(new Set());
    expect(await store.claims.take([again], NOW + CLAIM_MS)).toEqual(new Set(["a"]));
  });

  it("holds off an extension for as long, and no other lease's", async () => {
    await store.claims.take([mine], NOW);
    expect(await store.leases.move({ ...extension, at: NOW + CLAIM_MS - 1 })).toBe(false);
    expect(await store.leases.move({ ...extension, stem: "other" })).toBe(true);
    expect(await store.leases.move({ ...extension, at: NOW + CLAIM_MS })).toBe(true);
  });

  it("against an extension at the same time: one of the two wins", async () => {
    const [claimed, moved] = await Promise.all([
      store.claims.take([mine], NOW),
      store.leases.move(extension),
    ]);
    expect([claimed.size === 1, moved].filter(Boolean)).toHaveLength(1);
  });

  it("ends with the delete, once", async () => {
    await store.claims.take([mine], NOW);
    expect(await endClaim(NOW + 1, true)).toEqual(new Set(["a"]));
    expect(await read()).toMatchObject({ claimedAt: null, deletingSince: NOW + 1, version: 3 });
    expect(await endClaim(NOW + 2, true)).toEqual(new Set());
    expect(await read()).toMatchObject({ deletingSince: NOW + 1 });
  });

  it("that is held anew notes when the delete was last asked for", async () => {
    await store.claims.take([mine], NOW);
    await endClaim(NOW + 1, true);
    await store.claims.take([{ ...mine, version: 3 }], NOW + 2);
    await endClaim(NOW + 3, true);
    expect(await read()).toMatchObject({ deletingSince: NOW + 3, version: 5 });
    await store.claims.take([{ ...mine, version: 5 }], NOW + 4);
    await endClaim(NOW + 5, false);
    expect(await read()).toMatchObject({ claimedAt: null, deletingSince: NOW + 3 });
  });

  it("is given back when nothing was deleted, and that is remembered", async () => {
    await store.claims.take([mine], NOW);
    await endClaim(NOW + 1, false);
    const failed = { claimedAt: null, deletingSince: null, failedAt: NOW + 1 };
    expect(await read()).toMatchObject(failed);
    expect(await store.leases.move(extension)).toBe(true);
  });

  it("is ended by whoever holds it, not by one whose claim has lapsed", async () => {
    await store.claims.take([mine], NOW);
    await store.claims.take([{ ...mine, version: 2 }], NOW + CLAIM_MS);
    expect(await endClaim(NOW + CLAIM_MS + 1, true, NOW)).toEqual(new Set());
    expect(await read()).toMatchObject({ claimedAt: NOW + CLAIM_MS, deletingSince: null });
    expect(await endClaim(NOW + CLAIM_MS + 2, true)).toEqual(new Set(["a"]));
  });

  it("ends together with its row of evidence: each delete is told once", async () => {
    await store.claims.take([mine], NOW);
    await Promise.all([endClaim(NOW + 1, true, NOW), endClaim(NOW + 2, true, NOW)]);
    await endClaim(NOW + 3, true, NOW);
    const evidence = await store.evidence.ofMachine("a", STEM, 9);
    expect(evidence).toMatchObject([{ ...row, machineId: "a", stem: STEM }]);
  });
});
