/** D1 as far as the Worker uses it, on Node's SQLite, with a stopwatch: what the database takes is not the Worker's. */
import { readdirSync, readFileSync } from "node:fs";
// biome-ignore lint/correctness/noUnresolvedImports: Node has it since 22.5, Biome does not know yet
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

const MIGRATIONS = new URL("../../worker/migrations/", import.meta.url);

interface Answer {
  readonly success: true;
  readonly results: readonly unknown[];
  readonly meta: { readonly changes: number };
}

interface Statement {
  bind(...values: SQLInputValue[]): Statement;
  all(): Promise<Answer>;
  run(): Promise<Answer>;
  answer(): Answer;
}

export class SqliteD1 {
  /** CPU of this process that went to SQLite so far. */
  spentMs = 0;
  readonly #db = new DatabaseSync(":memory:");

  constructor() {
    for (const file of readdirSync(MIGRATIONS).sort()) {
      this.#db.exec(readFileSync(new URL(file, MIGRATIONS), "utf8"));
    }
  }

  prepare(sql: string, values: readonly SQLInputValue[] = []): Statement {
    const answer = () => this.#answer(sql, values);
    return {
      bind: (...bound) => this.prepare(sql, bound),
      all: async () => answer(),
      run: async () => answer(),
      answer,
    };
  }

  async batch(statements: readonly Statement[]): Promise<Answer[]> {
    return statements.map((statement) => statement.answer());
  }

  #answer(sql: string, values: readonly SQLInputValue[]): Answer {
    const before = process.cpuUsage();
    const statement = this.#db.prepare(sql);
    const named = Object.fromEntries(values.map((value, index) => [`?${index + 1}`, value]));
    const results = /\?\d/.test(sql) ? statement.all(named) : statement.all(...values);
    const changes = Number(this.#db.prepare("SELECT changes() AS made").get()?.made);
    const { user, system } = process.cpuUsage(before);
    this.spentMs += (user + system) / 1_000;
    return { success: true, results, meta: { changes } };
  }
}
