/** The SSH public key that a person's machines let in: one a person. See SCHEMA.md. */
import * as z from "zod/mini";
import { readRows, storing } from "./store-error.ts";

const KeyColumns = z.object({ user_id: z.string(), key: z.string(), added_at: z.number() });

export const PublicKey = z.pipe(
  KeyColumns,
  z.transform(({ user_id, key, added_at }) => ({
    /** A Slack user id. */
    userId: user_id,
    /** One line, as it stands in an authorized_keys file. */
    key,
    /** Milliseconds since the epoch. */
    addedAt: added_at,
  })),
);
export type PublicKey = z.infer<typeof PublicKey>;

export class PublicKeys {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /** In place of the one that the person had. Throws StoreError. */
  put({ userId, key, addedAt }: PublicKey): Promise<void> {
    return storing("writing a public key", async () => {
      const sql = `INSERT INTO public_keys (user_id, key, added_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (user_id) DO UPDATE SET key = excluded.key, added_at = excluded.added_at`;
      await this.#db.prepare(sql).bind(userId, key, addedAt).run();
    });
  }

  /** Throws StoreError. */
  of(userId: string): Promise<PublicKey | undefined> {
    return storing("reading a public key", async () => {
      const sql = "SELECT * FROM public_keys WHERE user_id = ?";
      return readRows(await this.#db.prepare(sql).bind(userId).all(), PublicKey)[0];
    });
  }
}
