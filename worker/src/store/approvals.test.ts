import { env } from "cloudflare:workers";
import { HOUR_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import { CLAIM_MS } from "./claims.ts";
import { type CaseChange, type Store, StoreError } from "./index.ts";
import { freshStore, looked, NOW } from "./store.fixture.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

const machines = ["a", "b"].map((machineId) => ({ machineId, markAt: NOW - 1 }));
const list = { id: "list", askedAt: NOW, machines };
const open = { approvedAt: null, approvedBy: null };
const click = { id: "list", by: "U0ONE", at: NOW + 5, validMs: HOUR_MS };
const missing = (change: Partial<CaseChange> = {}) =>
  looked({ markWhy: "owner-missing", markAt: NOW - 1, ...change });
const claim = (machineId: string, at: number) =>
  store.claims.take([{ machineId, version: 1, leaseVersion: 0, actor: "sweep" }], at);
const caseOf = async (id: string) => (await store.cases.byIds([id]))[0];
const approvalsOf = async (id: string) =>
  (await store.evidence.ofMachine(id, null, 9)).filter(({ kind }) => kind === "approved");

describe("a list to approve", () => {
  it("is read as it was put", async () => {
    expect(await store.approvals.put(list)).toBe(true);
    expect(await store.approvals.find("list")).toEqual({ ...list, ...open });
    expect(await store.approvals.find("other")).toBeUndefined();
  });

  it("is the newest when it was asked for last", async () => {
    expect(await store.approvals.newest()).toBeUndefined();
    await store.approvals.put(list);
    await store.approvals.put({ ...list, id: "newer", askedAt: NOW + 1 });
    await store.approvals.put({ ...list, id: "older", askedAt: NOW - 1 });
    expect(await store.approvals.newest()).toMatchObject({ id: "newer" });
  });

  it("is asked for anew under its id, and never back", async () => {
    await store.approvals.put(list);
    expect(await store.approvals.put({ ...list, askedAt: NOW + 9 })).toBe(true);
    await store.approvals.put({ ...list, askedAt: NOW + 8 });
    expect(await store.approvals.find("list")).toMatchObject({ askedAt: NOW + 9 });
  });

  it("stays what was asked about: another one of its id is refused", async () => {
    await store.approvals.put(list);
    const other = { ...list, askedAt: NOW + 1, machines: machines.slice(1) };
    expect(await store.approvals.put(other)).toBe(false);
    expect(await store.approvals.find("list")).toEqual({ ...list, ...open });
  });

  it("that can't be read is a fault", async () => {
    await store.approvals.put(list);
    await env.DB.prepare("UPDATE approvals SET machines = '{'").run();
    await expect(store.approvals.find("list")).rejects.toBeInstanceOf(StoreError);
  });
});

describe("a click", () => {
  beforeEach(async () => {
    await store.cases.save([missing(), missing({ machineId: "b" }), missing({ machineId: "c" })]);
    await store.approvals.put(list);
  });

  it("approves exactly the machines of the list, and it is written down who did", async () => {
    const approved = { kind: "approved", machineIds: ["a", "b"], changedIds: [] };
    expect(await store.approvals.approve(click)).toEqual(approved);
    const by = { approvedAt: NOW + 5, approvedBy: "U0ONE" };
    expect(await store.approvals.find("list")).toEqual({ ...list, ...by });
    expect(await caseOf("a")).toEqual({
      ...missing(),
      ...by,
      claimedAt: null,
      claimedBy: null,
      failedAt: null,
      version: 2,
    });
    expect(await caseOf("c")).toMatchObject({ ...open, version: 1 });
    expect(await approvalsOf("c")).toEqual([]);
    expect(await approvalsOf("b")).toEqual([
      {
        at: NOW + 5,
        machineId: "b",
        stem: missing().stem,
        kind: "approved",
        actor: "U0ONE",
        detail: "Its end was approved: its run has not been found since 2026-01-01 11:59 UTC.",
      },
    ]);
  });

  it("by one of many at once approves, and the others are told who", async () => {
    const clicks = ["U0ONE", "U0TWO", "U0ONE", "U0SIX"].map((by) =>
      store.approvals.approve({ ...click, by }),
    );
    const answers = await Promise.all(clicks);
    expect(answers.filter(({ kind }) => kind === "approved")).toHaveLength(1);
    const by = (await store.approvals.find("list"))?.approvedBy;
    const others = answers.filter(({ kind }) => kind !== "approved");
    expect(others).toEqual(Array(3).fill({ kind: "already", by, at: NOW + 5 }));
    expect(await caseOf("a")).toMatchObject({ approvedBy: by, version: 2 });
    expect(await approvalsOf("a")).toHaveLength(1);
  });

  it("on a list that was approved is told so, even when that has expired", async () => {
    await store.approvals.approve(click);
    const late = { ...click, by: "U0TWO", at: NOW + 9 * HOUR_MS };
    const already = { kind: "already", by: "U0ONE", at: NOW + 5 };
    expect(await store.approvals.approve(late)).toEqual(already);
    expect(await store.approvals.put({ ...list, askedAt: NOW + 9 * HOUR_MS })).toBe(false);
  });

  it.each([
    ["too late", { at: NOW + HOUR_MS }, "expired"],
    ["just in time", { at: NOW + HOUR_MS - 1 }, "approved"],
    ["on a list that nobody put", { id: "other" }, "unknown"],
  ])("%s", async (_, change, kind) => {
    expect(await store.approvals.approve({ ...click, ...change })).toMatchObject({ kind });
    const isApproved = kind === "approved";
    expect(await caseOf("a")).toMatchObject({ version: isApproved ? 2 : 1 });
    expect(await approvalsOf("a")).toHaveLength(isApproved ? 1 : 0);
    expect((await store.approvals.find("list"))?.approvedAt === null).toBe(!isApproved);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["marked anew", () => store.cases.save([missing({ markAt: NOW, version: 1 })])],
    [
      "marked for something else",
      () => store.cases.save([missing({ markWhy: "failed", version: 1 })]),
    ],
    ["not marked any more", () => store.cases.save([looked({ version: 1 })])],
    ["being ended", () => claim("a", NOW + 5 - CLAIM_MS + 1)],
    ["without a case", () => env.DB.prepare("DELETE FROM cases WHERE machine_id = 'a'").run()],
  ])("leaves out a machine that is %s", async (_, change) => {
    await change();
    const before = await caseOf("a");
    const approved = { kind: "approved", machineIds: ["b"], changedIds: ["a"] };
    expect(await store.approvals.approve(click)).toEqual(approved);
    expect(await caseOf("a")).toEqual(before);
    expect(await approvalsOf("a")).toEqual([]);
  });

  it("approves a machine whose claim has lapsed", async () => {
    await claim("a", NOW + 5 - CLAIM_MS);
    expect(await store.approvals.approve(click)).toMatchObject({ machineIds: ["a", "b"] });
  });

  it("wins over a save that has read the case before", async () => {
    await store.approvals.approve(click);
    expect(await store.cases.save([missing({ version: 1 })])).toEqual(new Set());
    expect(await caseOf("a")).toMatchObject({ approvedBy: "U0ONE" });
  });
});
