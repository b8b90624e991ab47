/** The Worker as the week meets it: on Node with SQLite, or in workerd with D1. */
export interface WorkerPort {
  /** One tick of the cron. */
  sweep(at: number): Promise<void>;
  /** A webhook, and all that it leads to. */
  deliver(request: Request): Promise<void>;
  /** Takes its database down; what is returned puts it back as it was. */
  snapshot(): Promise<() => Promise<void>>;
  /** What it has written down of a machine, for people. */
  evidenceOf(machineId: string): Promise<readonly string[]>;
}

interface Statement {
  bind(...values: (string | number | null)[]): Statement;
  all(): Promise<{ readonly results: readonly unknown[] }>;
}

interface Database<S extends Statement> {
  prepare(sql: string): S;
  batch(statements: S[]): Promise<unknown>;
}

const OWN_TABLES = `SELECT name FROM sqlite_master WHERE type = 'table'
  AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name <> 'd1_migrations'`;

/** All rows of all tables; what is returned puts them back, as D1's time travel does. */
export async function snapshotOf<S extends Statement>(
  db: Database<S>,
): Promise<() => Promise<void>> {
  const { results: tables } = await db.prepare(OWN_TABLES).all();
  const saved: { name: string; rows: readonly unknown[] }[] = [];
  for (const table of tables) {
    const name = String(Object(table).name);
    saved.push({ name, rows: (await db.prepare(`SELECT * FROM ${name}`).all()).results });
  }
  return async () => {
    for (const { name } of saved) await db.prepare(`DELETE FROM ${name}`).all();
    for (const { name, rows } of saved) {
      for (const row of rows) await insert(db, name, row);
    }
  };
}

async function insert(db: Pick<Database<Statement>, "prepare">, table: string, row: unknown) {
  const entries = Object.entries(Object(row));
  const values = entries.map(([, value]) =>
    typeof value === "string" || typeof value === "number" ? value : null,
  );
  const columns = entries.map(([name]) => name).join(", ");
  const places = entries.map(() => "?").join(", ");
  const sql = `INSERT INTO ${table} (${columns}) VALUES (${places})`;
  await db
    .prepare(sql)
    .bind(...values)
    .all();
}

export const EVIDENCE =
  "SELECT at, kind, actor, detail FROM evidence WHERE machine_id = ? ORDER BY at";

export const evidenceLine = (row: unknown): string => {
  const { at, kind, actor, detail } = Object(row);
  return `${new Date(Number(at)).toISOString()} ${kind} (${actor}): ${detail}`;
};
