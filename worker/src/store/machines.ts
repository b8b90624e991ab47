/** Every machine that was ever listed, with its price: Sesterce forgets, `/gpu cost` must not. See SCHEMA.md. */
import { MachineRow, type Sighting } from "./machine-row.ts";
import { COSTS, OwnerCost } from "./owner-cost.ts";
import { ask, type Query } from "./query.ts";
import { type GoodList, recordStatements } from "./record-sql.ts";
import { readRows, storing } from "./store-error.ts";

/** What a person's reference to a machine leads to. */
export type Found =
  | { readonly kind: "one"; readonly row: MachineRow }
  | { readonly kind: "none" }
  /** The beginning of several ids: of the newest machines, at most five. */
  | { readonly kind: "several"; readonly ids: readonly string[] };

const SHORTEST_PREFIX = 4;
const MOST_NAMED = 5;

export class MachineRegister {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /**
   * Writes down one good list of the whole account, asked for at `listedAt` (ms), in one transaction of a
   * fixed number of statements: facts, ends, and evidence of each change. Returns whether it is the newest
   * list so far; an older one changes nothing that is known. Throws StoreError.
   */
  record(
    sightings: readonly Sighting[],
    listedAt: number,
    { actor = "sweep", isWhole = true }: Partial<Pick<GoodList, "actor" | "isWhole">> = {},
  ): Promise<boolean> {
    return storing("recording a list of machines", async () => {
      const list = { sightings, listedAt, actor, isWhole };
      const done = await this.#db.batch(recordStatements(this.#db, list));
      return done.at(-1)?.meta.changes === 1;
    });
  }

  /** Those that are there as far as we know, the longest known first. Throws StoreError. */
  alive(): Promise<MachineRow[]> {
    return this.#read("SELECT * FROM machines WHERE ended_at IS NULL ORDER BY first_seen_at, id");
  }

  /** Of ids that are unknown there is no row. Throws StoreError. */
  byIds(ids: readonly string[]): Promise<MachineRow[]> {
    return ask(this.#db, "reading machines", this.queryOf(ids));
  }

  queryOf(ids: readonly string[]): Query<MachineRow[]> {
    const sql = "SELECT * FROM machines WHERE id IN (SELECT value FROM json_each(?))";
    return { sql, values: ids, read: (answer) => readRows(answer, MachineRow) };
  }

  /** By id, by name (the newest of that name), or by the beginning of one id. Throws StoreError. */
  async find(reference: string): Promise<Found> {
    const sql = `SELECT * FROM machines
      WHERE id = ?1 OR name = ?1
        OR (length(?1) >= ${SHORTEST_PREFIX} AND id >= ?1 AND id < ?1 || char(1114111))
      ORDER BY id = ?1 DESC, name = ?1 DESC, first_seen_at DESC, id LIMIT ${MOST_NAMED}`;
    return foundIn(await this.#read(sql, reference), reference);
  }

  /** What each owner's machines cost between two times (ms), the dearest owner first. Throws StoreError. */
  costsBetween(from: number, until: number): Promise<OwnerCost[]> {
    return storing("adding up costs", async () =>
      readRows(await this.#db.prepare(COSTS).bind(from, until).all(), OwnerCost),
    );
  }

  #read(sql: string, ...values: string[]): Promise<MachineRow[]> {
    return storing("reading machines", async () => {
      const statement = this.#db.prepare(sql).bind(...values);
      return readRows(await statement.all(), MachineRow);
    });
  }
}

function foundIn(rows: readonly MachineRow[], reference: string): Found {
  const [first] = rows;
  if (!first) return { kind: "none" };
  const isExact = first.id === reference || first.name === reference;
  if (isExact || rows.length === 1) return { kind: "one", row: first };
  return { kind: "several", ids: rows.map(({ id }) => id) };
}
