/** A question to D1, apart from its being asked: several are asked in one round trip. */
import { type Rows, storing } from "./store-error.ts";

export interface Query<T> {
  /** Null: there is nothing to ask, and `read` is given no rows. */
  readonly sql: string | null;
  /** In the statement as JSON. */
  readonly values: readonly (string | number)[];
  /** Throws when a row has another shape than the schema says. */
  readonly read: (answer: Rows) => T;
}

export type Queries = Readonly<Record<string, Query<unknown>>>;

export type Answers<Q> = { [Name in keyof Q]: Q[Name] extends Query<infer T> ? T : never };

/** One query alone. `doing`: as `storing` takes it. Throws StoreError. */
export async function ask<T>(db: D1Database, doing: string, query: Query<T>): Promise<T> {
  const { answer } = await askTogether(db, doing, { answer: query });
  return answer;
}

/** In one transaction, so that the answers fit together. Throws StoreError. */
export function askTogether<Q extends Queries>(
  db: D1Database,
  doing: string,
  queries: Q,
): Promise<Answers<Q>> {
  return storing(doing, async () => {
    const statements = Object.values(queries).flatMap(({ sql, values }) =>
      sql === null ? [] : db.prepare(sql).bind(JSON.stringify(values)),
    );
    const answers = await run(db, statements);
    // No rows may mean that a machine is to end: what was not answered must not read like it.
    if (answers.length !== statements.length) throw new Error("An answer is missing.");
    const read = Object.entries(queries).map(([name, { sql, read }]) => {
      const answer = sql === null ? undefined : answers.shift();
      return [name, read(answer ?? { results: [] })];
    });
    return Object.fromEntries(read);
  });
}

async function run(db: D1Database, [first, ...others]: D1PreparedStatement[]): Promise<D1Result[]> {
  if (!first) return [];
  return others.length === 0 ? [await first.all()] : db.batch([first, ...others]);
}
