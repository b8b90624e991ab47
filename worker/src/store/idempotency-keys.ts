/** Acts that must happen once, however often Slack or GitHub delivers them. */
import * as z from "zod/mini";
import { readRows, storing } from "./store-error.ts";

const KeyRow = z.object({ outcome: z.nullable(z.string()) });

export class IdempotencyKeys {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /** True for exactly one caller: the one who is to act. */
  claim(key: string, at: number): Promise<boolean> {
    return this.#write(
      "INSERT INTO idempotency_keys (key, claimed_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
      key,
      at,
    );
  }

  /** What the act came to, told once; false when it was told already or nobody claimed the key. */
  settle(key: string, outcome: string): Promise<boolean> {
    return this.#write(
      "UPDATE idempotency_keys SET outcome = ?2 WHERE key = ?1 AND outcome IS NULL",
      key,
      outcome,
    );
  }

  /** Undefined: nobody has claimed the key; null: claimed, and not settled. */
  outcomeOf(key: string): Promise<string | null | undefined> {
    return storing("reading an idempotency key", async () => {
      const sql = "SELECT outcome FROM idempotency_keys WHERE key = ?";
      const [row] = readRows(await this.#db.prepare(sql).bind(key).all(), KeyRow);
      return row?.outcome;
    });
  }

  #write(sql: string, ...values: (string | number)[]): Promise<boolean> {
    return storing("writing an idempotency key", async () => {
      const { meta } = await this.#db
        .prepare(sql)
        .bind(...values)
        .run();
      return meta.changes === 1;
    });
  }
}
