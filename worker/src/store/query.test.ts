import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openStore, StoreError } from "./index.ts";
import { freshStore, NOW, sighting } from "./store.fixture.ts";

/** The real D1, and how it was asked, in order: a batch is asked once. */
function heard() {
  const asked: string[] = [];
  const listening = <T extends object>(target: T, names: readonly string[]): T =>
    new Proxy(target, {
      get: (_, key) => {
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== "function") return method;
        return (...given: unknown[]) => {
          if (names.includes(String(key))) asked.push(String(key));
          const answer: unknown = method.apply(target, given);
          const isStatement = key === "prepare" || key === "bind";
          return isStatement ? listening(Object(answer), ["all", "run"]) : answer;
        };
      },
    });
  return { asked, store: openStore(listening(env.DB, ["batch"])) };
}

describe("asking D1", () => {
  it("several questions are one batch, and each gets its own answer", async () => {
    const seeded = await freshStore();
    await seeded.machines.record([sighting({ id: "a" })], NOW);
    await seeded.repositories.learn({ id: 7, fullName: "org/seven", at: NOW });
    const { asked, store } = heard();
    const known = await store.ask("reading all", {
      leases: store.leases.queryOf(["none"]),
      none: store.repositories.queryOfNames([]),
      rows: store.machines.queryOf(["a", "b"]),
      names: store.repositories.queryOfNames([7, 8]),
    });
    expect(known).toMatchObject({
      leases: [],
      none: new Map(),
      names: new Map([[7, "org/seven"]]),
    });
    expect(known.rows.map(({ id }) => id)).toEqual(["a"]);
    expect(asked).toEqual(["batch"]);
  });

  it("one question is no batch", async () => {
    await freshStore();
    const { asked, store } = heard();
    expect(await store.machines.byIds(["a"])).toEqual([]);
    expect(asked).toEqual(["all"]);
  });

  it("what needs no answer is not asked", async () => {
    const { asked, store } = heard();
    const { repositories, launches } = store;
    const known = await store.ask("reading nothing", {
      names: repositories.queryOfNames([]),
      settled: launches.queryOfSettled([]),
    });
    expect(known).toEqual({ names: new Map(), settled: new Map() });
    expect(asked).toEqual([]);
  });

  it("an answer that is missing is a fault, and not no rows", async () => {
    const short = new Proxy(env.DB, {
      get: (db, key) => (key === "batch" ? async () => [] : db.prepare.bind(db)),
    });
    const { ask, leases, machines } = openStore(short);
    const asking = ask("reading all", {
      leases: leases.queryOf(["s"]),
      rows: machines.queryOf([]),
    });
    await expect(asking).rejects.toThrow(StoreError);
  });

  it("a fault of one is the fault of all, and says what was being done", async () => {
    const store = await freshStore();
    const broken = { sql: "SELECT * FROM nowhere", values: [], read: () => 1 };
    const asking = store.ask("reading all", { broken, rows: store.machines.queryOf(["a"]) });
    await expect(asking).rejects.toThrow(StoreError);
    await expect(asking).rejects.toThrow("The database failed: reading all.");
  });
});
