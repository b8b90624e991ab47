import { env } from "cloudflare:workers";
import { DAY_MS, HOUR_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import type { Store } from "./index.ts";
import { KEPT_MS, MOST_PRUNED, Pruning } from "./prune.ts";
import { freshStore, looked, meteredDb, NOW, sighting } from "./store.fixture.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

const [EVIDENCE, MACHINES, CASES, LEASES, KEYS, APPROVALS, LAUNCHES] = [0, 1, 2, 3, 4, 5, 6];
const CUT = NOW - KEPT_MS;
const ages = { old: CUT - 1, kept: CUT, fresh: NOW };

const allIn = async (table: string, column: string) => {
  const sql = `SELECT ${column} AS it FROM ${table} ORDER BY 1`;
  const { results } = await env.DB.prepare(sql).all<{ it: string }>();
  return results.map(({ it }) => it);
};
async function rowsReadBy(tick: number): Promise<number> {
  const metered = meteredDb();
  await new Pruning(metered.db).step(NOW, tick);
  return metered.meta().rows_read;
}

/** Machines that were there for an hour, until `ages`, or are there. */
const putMachine = (id: string, endedAt: number | null) =>
  env.DB.prepare(
    `INSERT INTO machines (id, name, owner_kind, status, hourly_usd, first_seen_at, last_seen_at,
      billed_from, ended_at) VALUES (?1, ?1, 'foreign', 'active', 3, ?2, ?2, ?2, ?3)`,
  )
    .bind(id, (endedAt ?? CUT) - HOUR_MS, endedAt)
    .run();

describe("a step of pruning", () => {
  it("of evidence deletes what is older than 90 days", async () => {
    const row = { machineId: "a", stem: null, kind: "status", actor: "sweep" };
    await store.evidence.add(Object.entries(ages).map(([detail, at]) => ({ ...row, at, detail })));
    expect(await store.pruning.step(NOW, EVIDENCE)).toBe(1);
    expect(await allIn("evidence", "detail")).toEqual(["fresh", "kept"]);
  });

  it("of machines deletes those that ended so long ago", async () => {
    for (const [id, at] of Object.entries(ages)) await putMachine(id, at);
    await putMachine("alive", null);
    expect(await store.pruning.step(NOW, MACHINES)).toBe(1);
    expect(await allIn("machines", "id")).toEqual(["alive", "fresh", "kept"]);
  });

  it("of cases deletes those of machines that are forgotten or ended so long ago", async () => {
    for (const [id, at] of Object.entries(ages)) await putMachine(id, at);
    await putMachine("alive", null);
    const ids = ["alive", "claimed", "forgotten", "fresh", "kept", "old"];
    await store.cases.save(ids.map((machineId) => looked({ machineId, lookedAt: 1 })));
    await store.claims.take(
      [{ machineId: "claimed", version: 1, leaseVersion: 0, actor: "sweep" }],
      1,
    );
    expect(await store.pruning.step(NOW, CASES)).toBe(2);
    expect(await allIn("cases", "machine_id")).toEqual(["alive", "claimed", "fresh", "kept"]);
  });

  it("of leases deletes those that ended so long ago, whenever they were moved", async () => {
    for (const [stem, endsAt] of Object.entries(ages)) {
      await store.leases.put({ stem, endsAt, movedBy: "U0ONE", at: 1 });
    }
    expect(await store.pruning.step(NOW, LEASES)).toBe(1);
    expect(await allIn("leases", "stem")).toEqual(["fresh", "kept"]);
  });

  it("of idempotency keys deletes those that were claimed so long ago", async () => {
    for (const [key, at] of Object.entries(ages)) await store.idempotencyKeys.claim(key, at);
    expect(await store.pruning.step(NOW, KEYS)).toBe(1);
    expect(await allIn("idempotency_keys", "key")).toEqual(["fresh", "kept"]);
  });

  it("of approvals deletes those that were asked for so long ago", async () => {
    for (const [id, askedAt] of Object.entries(ages)) {
      await store.approvals.put({ id, askedAt, machines: [] });
    }
    expect(await store.pruning.step(NOW, APPROVALS)).toBe(1);
    expect(await allIn("approvals", "id")).toEqual(["fresh", "kept"]);
  });

  it("of launches deletes those that were quoted so long ago", async () => {
    const request = { gpu: "any", count: null, region: null, lifetimeMs: 1, hourlyUsd: 1 };
    for (const [id, quotedAt] of Object.entries(ages)) {
      const quote = { id, stem: id, userId: "U0ONE", quotedAt };
      await store.launches.quote({ ...quote, request: { ...request, candidates: [] } });
    }
    expect(await store.pruning.step(NOW, LAUNCHES)).toBe(1);
    expect(await allIn("launches", "id")).toEqual(["fresh", "kept"]);
  });

  it.each([
    ["evidence", EVIDENCE],
    ["keys", KEYS],
  ])("deletes fifty rows at most, the oldest first: %s", async (_, tick) => {
    const at = Array.from({ length: 2 * MOST_PRUNED + 10 }, (_, index) => 1_000 + index);
    const row = { machineId: "a", stem: null, kind: "status", actor: "sweep", detail: "x" };
    await store.evidence.add(at.map((time) => ({ ...row, at: time })));
    await env.DB.prepare("INSERT INTO idempotency_keys SELECT at, at, NULL FROM evidence").run();
    expect(await store.pruning.step(NOW, tick)).toBe(50);
    const [table, column] = tick === KEYS ? ["idempotency_keys", "key"] : ["evidence", "at"];
    expect(Number((await allIn(table, `min(${column})`))[0])).toBe(1_050);
    expect(await store.pruning.step(NOW, tick + 7)).toBe(50);
    expect(await store.pruning.step(NOW, tick + 14)).toBe(10);
    expect(await store.pruning.step(NOW, tick + 21)).toBe(0);
  });

  it("of machines deletes fifty at most", async () => {
    for (let index = 0; index < 60; index += 1) await putMachine(`m${index}`, 1_000 + index);
    expect(await store.pruning.step(NOW, MACHINES)).toBe(50);
    expect(await store.pruning.step(NOW, MACHINES)).toBe(10);
  });

  it("finds what is old behind rows that stay", async () => {
    for (let index = 0; index < 60; index += 1) await putMachine(`m${index}`, null);
    const ids = await allIn("machines", "id");
    await store.cases.save([...ids, "forgotten"].map((machineId) => looked({ machineId })));
    expect(await store.pruning.step(NOW, CASES)).toBe(1);
    expect(await allIn("cases", "machine_id")).toEqual(ids);
  });

  it("reads a bounded part of what is kept", async () => {
    const sql = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
      INSERT INTO evidence (at, kind, actor, detail) SELECT ?, 'x', 'x', 'x' FROM n`;
    await env.DB.prepare(sql).bind(NOW).run();
    expect(await rowsReadBy(EVIDENCE)).toBeLessThan(1_100);
    await env.DB.prepare(
      `INSERT INTO machines (id, name, owner_kind, status, first_seen_at, last_seen_at, ended_at)
        SELECT seq, seq, 'foreign', 'x', 1, 1, iif(seq % 2, NULL, ?) FROM evidence`,
    )
      .bind(NOW)
      .run();
    expect(await rowsReadBy(MACHINES)).toBeLessThan(10);
  });

  it("leaves what the costs of 90 days are made of", async () => {
    await store.machines.record([sighting({ createdAt: CUT - HOUR_MS })], CUT - HOUR_MS);
    await store.machines.record([sighting()], CUT);
    await store.machines.record([], CUT + 60_000);
    await putMachine("alive", null);
    const costs = () => store.machines.costsBetween(NOW - 90 * DAY_MS, NOW);
    const before = await costs();
    expect(before).toHaveLength(2);
    for (let tick = 0; tick < 12; tick += 1) await store.pruning.step(NOW, tick);
    expect(await costs()).toEqual(before);
  });
});
