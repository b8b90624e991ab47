/** Every observation and every act, so that somebody can ask why a machine is alive or why it is not. */
import { oneLine } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { readRows, storing } from "./store-error.ts";

const EvidenceColumns = z.object({
  at: z.number(),
  machine_id: z.nullable(z.string()),
  stem: z.nullable(z.string()),
  kind: z.string(),
  actor: z.string(),
  detail: z.string(),
});

/** `kind`: kebab-case, to branch on. `detail`: a sentence for people, one line. `at`: ms since the epoch. */
export const Evidence = z.pipe(
  EvidenceColumns,
  z.transform(({ machine_id, ...rest }) => ({ ...rest, machineId: machine_id })),
);
export type Evidence = z.infer<typeof Evidence>;

export const LONGEST_DETAIL = 500;

export class EvidenceLog {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /** All rows in one statement. Throws StoreError. */
  add(rows: readonly Evidence[]): Promise<void> {
    return storing("writing evidence", async () => {
      if (rows.length === 0) return;
      const lines = rows.map((row) => ({ ...row, detail: oneLine(row.detail, LONGEST_DETAIL) }));
      const sql = `INSERT INTO evidence (at, machine_id, stem, kind, actor, detail)
        SELECT value ->> 'at', value ->> 'machineId', value ->> 'stem', value ->> 'kind',
          value ->> 'actor', value ->> 'detail' FROM json_each(?)`;
      await this.#db.prepare(sql).bind(JSON.stringify(lines)).run();
    });
  }

  /** Of a machine, and of its lease (`stem`; null: foreign) as a whole; the newest first. Throws StoreError. */
  ofMachine(machineId: string, stem: string | null, limit: number): Promise<Evidence[]> {
    return storing("reading evidence", async () => {
      const sql = `SELECT * FROM evidence WHERE machine_id = ?1 OR (machine_id IS NULL AND stem = ?2)
        ORDER BY at DESC, seq DESC LIMIT ?3`;
      return readRows(await this.#db.prepare(sql).bind(machineId, stem, limit).all(), Evidence);
    });
  }

  /** Those that were written last, of whatever, the newest first. Throws StoreError. */
  newest(limit: number): Promise<Evidence[]> {
    return storing("reading evidence", async () => {
      const sql = "SELECT * FROM evidence ORDER BY seq DESC LIMIT ?";
      return readRows(await this.#db.prepare(sql).bind(limit).all(), Evidence);
    });
  }
}
