/** When the sweep last worked, and since when it has: one row. */
import * as z from "zod/mini";
import { readRows, storing } from "./store-error.ts";

const SweepRow = z.object({ watched_since: z.number(), last_good_at: z.number() });

export interface SweepTimes {
  /** Milliseconds since the epoch; null: no sweep has worked yet. */
  readonly watchedSince: number | null;
  readonly lastGoodAt: number | null;
}

export class SweepState {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /** An older sweep that ends later changes nothing. */
  recordGood(at: number): Promise<void> {
    return storing("recording a sweep", async () => {
      const sql = `INSERT INTO sweep (one, watched_since, last_good_at) VALUES (1, ?1, ?1)
        ON CONFLICT (one) DO UPDATE SET last_good_at = excluded.last_good_at
        WHERE excluded.last_good_at > last_good_at`;
      await this.#db.prepare(sql).bind(at).run();
    });
  }

  read(): Promise<SweepTimes> {
    return storing("reading the last sweep", async () => {
      const [row] = readRows(await this.#db.prepare("SELECT * FROM sweep").all(), SweepRow);
      return { watchedSince: row?.watched_since ?? null, lastGoodAt: row?.last_good_at ?? null };
    });
  }
}
