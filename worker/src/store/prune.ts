/**
 * What is too old to be asked for goes, a little with each sweep. Rows age in the order in which they were first
 * written, so only the head of a table is looked at: a step reads no more of a table that has grown, and needs no
 * index by age, which would be one more row to write with each row. See SCHEMA.md.
 */
import { DAY_MS } from "@sesterce-gpu/shared";
import { storing } from "./store-error.ts";

/** What `/gpu cost` looks back at, at most. */
export const KEPT_MS = 90 * DAY_MS;
/** Rows that one step deletes, at most: each counts as written, and so do its entries in indexes. */
export const MOST_PRUNED = 50;
/** Rows that one step looks at: so many that live on may stand before those that are old. */
const LOOKED_AT = 500;

/** ?1: when what is older goes (ms). */
const oldAtHead = (table: string, isOld: string) => `DELETE FROM ${table} WHERE rowid IN (
  SELECT nr FROM (SELECT rowid AS nr, * FROM ${table} ORDER BY rowid LIMIT ${LOOKED_AT})
  WHERE ${isOld} LIMIT ${MOST_PRUNED})`;

/** Foreign machines may run for ever, so the head of their table may be all of those: it has an index by end. */
const OLD_MACHINES = `DELETE FROM machines WHERE id IN (
  SELECT id FROM machines WHERE ended_at < ?1 ORDER BY ended_at LIMIT ${MOST_PRUNED})`;

const STEPS = [
  oldAtHead("evidence", "at < ?1"),
  OLD_MACHINES,
  oldAtHead(
    "cases",
    `claimed_at IS NULL AND NOT EXISTS (SELECT 1 FROM machines
      WHERE id = machine_id AND (ended_at IS NULL OR ended_at >= ?1))`,
  ),
  oldAtHead("leases", "ends_at < ?1"),
  oldAtHead("idempotency_keys", "claimed_at < ?1"),
  oldAtHead("approvals", "asked_at < ?1"),
  oldAtHead("launches", "quoted_at < ?1"),
];

export class Pruning {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /**
   * One statement: deletes rows of one table that are older than 90 days at `now` (ms). `tick`: a whole number
   * that grows by one with each sweep; it says which table. Returns how many rows went. Throws StoreError.
   */
  step(now: number, tick: number): Promise<number> {
    return storing("deleting old rows", async () => {
      const sql = STEPS.at(tick % STEPS.length);
      if (sql === undefined) return 0;
      const statement = this.#db.prepare(sql).bind(now - KEPT_MS);
      return (await statement.run()).meta.changes;
    });
  }
}
