/** Names of repositories by id, as GitHub or its webhooks told them: ids last, names change. */
import * as z from "zod/mini";
import { ask, type Query } from "./query.ts";
import { type Rows, readRows, storing } from "./store-error.ts";

const NameRow = z.object({ id: z.number(), full_name: z.string() });

export interface RepositoryName {
  readonly id: number;
  /** owner/name, as GitHub writes it. */
  readonly fullName: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const READING = "reading repositories' names";

export class RepositoryNames {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /** What was learned later wins. */
  learn({ id, fullName, at }: RepositoryName): Promise<void> {
    return storing("learning a repository's name", async () => {
      const sql = `INSERT INTO repositories (id, full_name, learned_at) VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET full_name = excluded.full_name, learned_at = excluded.learned_at
        WHERE excluded.learned_at > learned_at`;
      await this.#db.prepare(sql).bind(id, fullName, at).run();
    });
  }

  names(ids: readonly number[]): Promise<Map<number, string>> {
    return ask(this.#db, READING, this.queryOfNames(ids));
  }

  queryOfNames(ids: readonly number[]): Query<Map<number, string>> {
    const sql = "SELECT * FROM repositories WHERE id IN (SELECT value FROM json_each(?))";
    const read = (answer: Rows) =>
      new Map(readRows(answer, NameRow).map(({ id, full_name }) => [id, full_name]));
    return { sql: ids.length > 0 ? sql : null, values: ids, read };
  }

  /** Of names in any case; the keys of the answer are in lower case. A name that moved on leads to its newest holder. */
  idsOf(fullNames: readonly string[]): Promise<Map<string, number>> {
    return ask(this.#db, READING, this.queryOfIds(fullNames));
  }

  queryOfIds(fullNames: readonly string[]): Query<Map<string, number>> {
    const sql = `SELECT * FROM repositories
      WHERE lower(full_name) IN (SELECT lower(value) FROM json_each(?)) ORDER BY learned_at`;
    const read = (answer: Rows) =>
      new Map(readRows(answer, NameRow).map(({ id, full_name }) => [full_name.toLowerCase(), id]));
    return { sql: fullNames.length > 0 ? sql : null, values: fullNames, read };
  }
}
