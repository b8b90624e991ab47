/** Ends of leases that differ from the names': moved by a person, or written when we rented. See SCHEMA.md. */
import * as z from "zod/mini";
import { CLAIM_MS } from "./claims.ts";
import { ask, type Query } from "./query.ts";
import { readRows, storing } from "./store-error.ts";

const LeaseColumns = z.object({
  stem: z.string(),
  ends_at: z.number(),
  moved_by: z.string(),
  moved_at: z.number(),
  version: z.number(),
});

/** Times in milliseconds since the epoch. */
export const LeaseRow = z.pipe(
  LeaseColumns,
  z.transform((row) => ({
    stem: row.stem,
    endsAt: row.ends_at,
    /** A Slack user id. */
    movedBy: row.moved_by,
    movedAt: row.moved_at,
    /** Grows by one with each move. */
    version: row.version,
  })),
);
export type LeaseRow = z.infer<typeof LeaseRow>;

export interface LeaseMove {
  readonly stem: string;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
  readonly movedBy: string;
  readonly at: number;
  /** The version that was read before deciding; 0: there was no row. */
  readonly expectedVersion: number;
}

/** The version that is there, 0 for none, is the one that was read, and no machine of it is being ended. */
const IS_EXPECTED = `coalesce((SELECT version FROM leases WHERE stem = ?1), 0) = ?2
  AND NOT EXISTS (SELECT 1 FROM cases WHERE stem = ?1 AND claimed_at > ?3 - ${CLAIM_MS})`;

/** Written before the move, in its transaction: it asks the same question and so gets the same answer. */
const EVIDENCE = `
  INSERT INTO evidence (at, machine_id, stem, kind, actor, detail)
  SELECT ?3, NULL, ?1, 'lease-moved', ?4, 'The lease now ends at ' ||
    strftime('%Y-%m-%d %H:%M', ?5 / 1000, 'unixepoch') || ' UTC.'
  WHERE ${IS_EXPECTED}`;

const MOVE = `
  INSERT INTO leases (stem, ends_at, moved_by, moved_at, version)
  SELECT ?1, ?5, ?4, ?3, 1 WHERE ${IS_EXPECTED}
  ON CONFLICT (stem) DO UPDATE SET ends_at = excluded.ends_at, moved_by = excluded.moved_by,
    moved_at = excluded.moved_at, version = version + 1`;

export class LeaseBook {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /** Of stems that nobody wrote down there is no row. Throws StoreError. */
  find(stems: readonly string[]): Promise<LeaseRow[]> {
    return ask(this.#db, "reading leases", this.queryOf(stems));
  }

  queryOf(stems: readonly string[]): Query<LeaseRow[]> {
    const sql = "SELECT * FROM leases WHERE stem IN (SELECT value FROM json_each(?))";
    return { sql, values: stems, read: (answer) => readRows(answer, LeaseRow) };
  }

  /** The first row of a stem. False: there is one already, and it stays as it is. Throws StoreError. */
  put(first: Omit<LeaseMove, "expectedVersion">): Promise<boolean> {
    return this.move({ ...first, expectedVersion: 0 });
  }

  /**
   * Whether it was moved: false when somebody else moved it since `expectedVersion` was read, or while a
   * machine of it is claimed to be ended. Throws StoreError.
   */
  move({ stem, endsAt, movedBy, at, expectedVersion }: LeaseMove): Promise<boolean> {
    return storing("moving a lease", async () => {
      const values = [stem, expectedVersion, at, movedBy, endsAt];
      const [, moved] = await this.#db.batch([
        this.#db.prepare(EVIDENCE).bind(...values),
        this.#db.prepare(MOVE).bind(...values),
      ]);
      return moved?.meta.changes === 1;
    });
  }
}
