/**
 * What one tick spends: requests to the world outside and statements of D1 alike, since the Free plan counts
 * both. It refuses nothing: who can do without asks what is left first.
 */
export class Budget {
  readonly total: number;
  #spent = 0;

  constructor(total: number) {
    this.total = total;
  }

  get spent(): number {
    return this.#spent;
  }

  /** Never below 0. */
  get left(): number {
    return Math.max(0, this.total - this.#spent);
  }

  spend(): void {
    this.#spent += 1;
  }
}

export function meteredFetch(send: typeof fetch, budget: Budget): typeof fetch {
  return (input, init) => {
    budget.spend();
    return send(input, init);
  };
}

/** Our store runs each statement that it prepares exactly once, in a batch or alone. */
export function meteredDatabase(db: D1Database, budget: Budget): D1Database {
  return new Proxy(db, {
    get: (target, key) => {
      if (key !== "prepare") {
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      }
      return (sql: string) => {
        budget.spend();
        return target.prepare(sql);
      };
    },
  });
}
