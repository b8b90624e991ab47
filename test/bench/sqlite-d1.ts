/** D1 as far as the Worker uses it, on Node's SQLite, with a stopwatch: what the database takes is not the Worker's. */
import { readdirSync, readFileSync } from "node:fs";
// biome-ignore lint/correctness/noUnresolvedImports: Node has it since 22.5, Biome does not know yet
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

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

export interface SqliteD1Options {
  /** Costs more than most statements do. */
  readonly hasStopwatch?: boolean;
}

export class SqliteD1 {
  /** CPU of this process that went to SQLite so far. */
  spentMs = 0;
  readonly #db = new DatabaseSync(":memory:");
  readonly #prepared = new Map<string, StatementSync>();
  readonly #hasStopwatch: boolean;

  constructor({ hasStopwatch = true }: SqliteD1Options = {}) {
    this.#hasStopwatch = hasStopwatch;
    for (const file of readdirSync(MIGRATIONS).sort()) {
      this.#db.exec(readFileSync(new URL(file, MIGRATIONS), "utf8"));
    }
  }

  prepare(sql: string, values: readonly SQLInputValue[] = []): Statement {
    const answer = () => this.#timed(() => this.#answer(sql, values));
    return {
      bind: (...bound) => this.prepare(sql, bound),
      all: async () => answer(),
      run: async () => answer(),
      answer,
    };
  }

  /** All of them or, when one fails, none. */
  async batch(statements: readonly Statement[]): Promise<Answer[]> {
    this.#db.exec("BEGIN");
    try {
      const answers = statements.map((statement) => statement.answer());
      this.#db.exec("COMMIT");
      return answers;
    } catch (error) {
      this.#db.exec("ROLLBACK");
      throw error;
    }
  }

  #timed(work: () => Answer): Answer {
    if (!this.#hasStopwatch) return work();
    const before = process.cpuUsage();
    const answer = work();
    const { user, system } = process.cpuUsage(before);
    this.spentMs += (user + system) / 1_000;
    return answer;
  }

  #answer(sql: string, values: readonly SQLInputValue[]): Answer {
    const statement = this.#statement(sql);
    const named = Object.fromEntries(values.map((value, index) => [`?${index + 1}`, value]));
    const results = /\?\d/.test(sql) ? statement.all(named) : statement.all(...values);
    const changes = /^\s*SELECT/.test(sql) ? 0 : this.#changes();
    return { success: true, results, meta: { changes } };
  }

  #changes(): number {
    return Number(this.#statement("SELECT changes() AS made").get()?.made);
  }

  #statement(sql: string): StatementSync {
    const prepared = this.#prepared.get(sql) ?? this.#db.prepare(sql);
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}
