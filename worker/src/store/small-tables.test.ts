import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store, StoreError } from "./index.ts";
import { freshStore, looked, NOW, sighting } from "./store.fixture.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

describe("an idempotency key", () => {
  it("is claimed by one of many at once", async () => {
    const claims = Array.from({ length: 8 }, () => store.idempotencyKeys.claim("click", NOW));
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
  });

  it("is settled once", async () => {
    await store.idempotencyKeys.claim("click", NOW);
    expect(await store.idempotencyKeys.outcomeOf("click")).toBeNull();
    expect(await store.idempotencyKeys.settle("click", "deleted")).toBe(true);
    expect(await store.idempotencyKeys.settle("click", "failed")).toBe(false);
    expect(await store.idempotencyKeys.outcomeOf("click")).toBe("deleted");
  });

  it("is settled by one of many at once", async () => {
    await store.idempotencyKeys.claim("click", NOW);
    const settles = ["a", "b", "c"].map((outcome) =>
      store.idempotencyKeys.settle("click", outcome),
    );
    expect((await Promise.all(settles)).filter(Boolean)).toHaveLength(1);
  });

  it("that nobody claimed can't be settled", async () => {
    expect(await store.idempotencyKeys.settle("click", "deleted")).toBe(false);
    expect(await store.idempotencyKeys.outcomeOf("click")).toBeUndefined();
  });
});

describe("evidence", () => {
  const seen = { at: NOW, machineId: "a", stem: "s", kind: "mark", actor: "sweep", detail: "x" };

  it("is read newest first, of a machine and of its lease", async () => {
    await store.evidence.add([
      { ...seen, detail: "first" },
      { ...seen, at: NOW + 2, machineId: null, detail: "of the lease" },
      { ...seen, at: NOW + 1, detail: "second" },
      { ...seen, machineId: "b", detail: "of another machine of the lease" },
    ]);
    const rows = await store.evidence.ofMachine("a", "s", 9);
    expect(rows.map(({ detail }) => detail)).toEqual(["of the lease", "second", "first"]);
    expect(await store.evidence.ofMachine("a", "s", 1)).toHaveLength(1);
  });

  it("is read as it was written last, of whatever", async () => {
    await store.evidence.add([seen, { ...seen, machineId: "b", at: NOW - 9, detail: "last" }]);
    const rows = await store.evidence.newest(9);
    expect(rows.map(({ detail }) => detail)).toEqual(["last", "x"]);
    expect(await store.evidence.newest(1)).toHaveLength(1);
  });

  it("is one line of bounded length", async () => {
    await store.evidence.add([{ ...seen, detail: `two\nlines ${"x".repeat(9_999)}` }]);
    const [row] = await store.evidence.ofMachine("a", null, 1);
    expect(row?.detail).toMatch(/^two lines x+…$/);
    expect(row?.detail).toHaveLength(500);
  });
});

describe("a repository's name", () => {
  it("is what was learned last, whatever order it comes in", async () => {
    await store.repositories.learn({ id: 1, fullName: "Org/New", at: NOW });
    await store.repositories.learn({ id: 1, fullName: "Org/Old", at: NOW - 1 });
    expect(await store.repositories.names([1, 2])).toEqual(new Map([[1, "Org/New"]]));
  });

  it("leads to its id in any case, and to its newest holder", async () => {
    await store.repositories.learn({ id: 1, fullName: "Org/Name", at: NOW });
    await store.repositories.learn({ id: 2, fullName: "org/name", at: NOW + 1 });
    expect(await store.repositories.idsOf(["ORG/name", "org/x"])).toEqual(
      new Map([["org/name", 2]]),
    );
  });
});

describe("a database that fails", () => {
  const broken = () => {
    throw new Error("D1_ERROR: no such table: secrets");
  };
  const failing = openStore(
    new Proxy(env.DB, { get: (_, key) => (key === "then" ? undefined : broken) }),
  );
  const move = { stem: "s", endsAt: 1, movedBy: "U", at: 1, expectedVersion: 0 };
  const claim = { machineId: "a", version: 1, leaseVersion: 0, actor: "sweep" };
  const telling = { machineId: "a", warnedEnd: null, isGap: true, escalation: null };
  const list = { id: "l", askedAt: 1, machines: [] };
  const good = {
    at: 1,
    gapEndedAt: null,
    listSize: 1,
    isListShrunk: false,
    gapMs: null,
    mode: "observe",
    posted: null,
  };
  const row = { at: 1, machineId: "a", stem: null, kind: "k", actor: "a", detail: "d" };

  it.each<[string, () => Promise<unknown>]>([
    ["recording a list", () => failing.machines.record([sighting()], NOW)],
    ["machines that are there", () => failing.machines.alive()],
    ["machines", () => failing.machines.byIds(["a"])],
    ["a reference", () => failing.machines.find("abcd")],
    ["costs", () => failing.machines.costsBetween(0, 1)],
    ["cases", () => failing.cases.byIds(["a"])],
    ["cases and claims", () => failing.ask("reading cases", { cases: failing.cases.queryOf([]) })],
    ["saving cases", () => failing.cases.save([looked()])],
    ["claiming machines", () => failing.claims.take([claim], 1)],
    [
      "ending claims",
      () =>
        failing.claims.end(
          [
            {
              machineId: "a",
              claimedAt: 1,
              isDeleted: true,
              kind: "deleted",
              actor: "sweep",
              detail: "",
            },
          ],
          1,
        ),
    ],
    ["noting what was told", () => failing.cases.told([telling], 1)],
    ["putting a list to approve", () => failing.approvals.put(list)],
    ["the newest list", () => failing.approvals.newest()],
    ["a list", () => failing.approvals.find("l")],
    ["approving", () => failing.approvals.approve({ id: "l", by: "U", at: 1, validMs: 1 })],
    ["leases", () => failing.leases.find(["s"])],
    ["putting a lease", () => failing.leases.put(move)],
    ["moving a lease", () => failing.leases.move(move)],
    ["writing evidence", () => failing.evidence.add([row])],
    ["evidence", () => failing.evidence.ofMachine("a", null, 1)],
    ["claiming", () => failing.idempotencyKeys.claim("k", 1)],
    ["settling", () => failing.idempotencyKeys.settle("k", "o")],
    ["an outcome", () => failing.idempotencyKeys.outcomeOf("k")],
    ["names", () => failing.repositories.names([1])],
    ["learning", () => failing.repositories.learn({ id: 1, fullName: "a/b", at: 1 })],
    ["sweeps", () => failing.sweep.read()],
    ["recording a sweep", () => failing.sweep.recordGood(good)],
    ["forgetting machines", () => failing.sweep.forget(1)],
    ["deleting old rows", () => failing.pruning.step(1, 1)],
  ])("is a StoreError: %s", async (_, ask) => {
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toHaveProperty("cause.message", "D1_ERROR: no such table: secrets");
    expect(error).toMatchObject({ code: "store-failed" });
    expect(error).toMatchObject({ message: expect.not.stringContaining("secrets") });
  });

  it("gives no rows of a shape that it does not know", async () => {
    const strange = { all: () => Promise.resolve({ results: [{ watched_since: "today" }] }) };
    const db = new Proxy(env.DB, { get: () => () => strange });
    await expect(openStore(db).sweep.read()).rejects.toBeInstanceOf(StoreError);
  });

  it("midway leaves nothing of the transaction", async () => {
    await env.DB.prepare("ALTER TABLE evidence RENAME TO evidence_away").run();
    const failed = await store.machines.record([sighting()], NOW).catch((error: unknown) => error);
    await env.DB.prepare("ALTER TABLE evidence_away RENAME TO evidence").run();
    expect(failed).toBeInstanceOf(StoreError);
    expect(await store.machines.byIds(["machine-1"])).toEqual([]);
  });
});
