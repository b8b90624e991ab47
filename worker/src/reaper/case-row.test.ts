import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freshStore, looked } from "../store/store.fixture.ts";
import { changeOf, type Finding, fileOf } from "./case-file.ts";
import { anyFile, anyLook, ENDED, minutes, NOW } from "./facts.fixture.ts";
import { NEW_CASE, type OwnerLook, type Verdict } from "./facts.ts";

const BEFORE = NOW - minutes(5);
const ENDS = NOW + minutes(8);
const KEEP: Verdict = { machineId: "a", evidence: [], kind: "keep" };

describe("a case in the store", () => {
  const finding = (look?: OwnerLook): Finding => ({ verdict: KEEP, look, now: NOW, lookedAt: NOW });
  const row = {
    ...looked({ version: 3, approvedAt: BEFORE, approvedBy: "U0ONE" }),
    claimedAt: null,
    claimedBy: null,
    failedAt: null,
  };

  it("comes back as it was saved", async () => {
    const store = await freshStore(env.DB);
    let version = 0;
    await fc.assert(
      fc.asyncProperty(anyFile, anyLook, async (any, look) => {
        // A save leaves the click as it is, it comes with the row; and a failed delete, that is the claim's.
        const file = { ...any, isApproved: false, failedAt: null };
        const [before] = await store.cases.byIds(["a"]);
        const change = changeOf({ id: "a", stem: "s", row: before }, file, finding(look));
        expect(change.version).toBe(version);
        expect(await store.cases.save([change])).toEqual(new Set(["a"]));
        version += 1;
        expect(fileOf((await store.cases.byIds(["a"]))[0])).toEqual(file);
      }),
      { numRuns: 40 },
    );
  });

  it("that is not there yet has nothing to remember", () => {
    expect(fileOf(undefined)).toEqual(NEW_CASE);
    const change = changeOf({ id: "a", stem: "s", row: undefined }, NEW_CASE, finding());
    expect(change).toEqual(looked({ stem: "s", lookedAt: null, version: 0 }));
  });

  it("keeps when and what was seen last, until somebody looks again", () => {
    const seen = { ...row, lookedAt: BEFORE, lookKind: "alive", lookDetail: "It lives." };
    const before = { id: "a", stem: "s", row: seen };
    expect(changeOf(before, NEW_CASE, finding())).toMatchObject({
      lookedAt: BEFORE,
      lookKind: "alive",
      lookDetail: "It lives.",
      version: 3,
    });
    expect(changeOf(before, NEW_CASE, finding(ENDED))).toMatchObject({
      lookedAt: NOW,
      lookKind: "ended",
      lookDetail: ENDED.evidence,
    });
  });

  it("keeps who approved it for as long as the approval stands", () => {
    const before = { id: "a", stem: "s", row };
    const kept = changeOf(before, { ...NEW_CASE, isApproved: true }, finding());
    expect(kept).toMatchObject({ approvedAt: BEFORE, approvedBy: "U0ONE" });
    const gone = changeOf(before, NEW_CASE, finding());
    expect(gone).toMatchObject({ approvedAt: null, approvedBy: null });
  });

  it("is marked by no reason that we do not know", () => {
    expect(fileOf({ ...row, markWhy: "bad-weather", markAt: NOW }).mark).toBeNull();
    expect(fileOf({ ...row, markWhy: "failed", markAt: NOW }).mark).toEqual({
      why: "failed",
      at: NOW,
    });
    expect(fileOf({ ...row, markWhy: "failed", markAt: null }).mark).toBeNull();
  });

  it("has no half a warning", () => {
    expect(fileOf({ ...row, warnedEnd: ENDS, warnTriedAt: null }).warning).toBeNull();
    expect(fileOf({ ...row, warnedEnd: null, warnTriedAt: NOW }).warning).toBeNull();
  });
});
