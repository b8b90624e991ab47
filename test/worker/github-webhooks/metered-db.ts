/** The real D1, with all that goes through it counted, and with faults at will. */
import { env } from "cloudflare:workers";

export function meteredDb() {
  const spent = { statements: 0, rowsRead: 0, rowsWritten: 0 };
  let fault: (() => unknown) | undefined;
  const real = new WeakMap<object, D1PreparedStatement>();
  const count = <T extends { readonly meta: D1Meta }>(answer: T): T => {
    spent.rowsRead += answer.meta.rows_read;
    spent.rowsWritten += answer.meta.rows_written;
    return answer;
  };
  const metered = (statement: D1PreparedStatement): D1PreparedStatement => {
    const proxy = new Proxy(statement, {
      get: (target, key) => {
        if (key === "bind") return (...values: unknown[]) => metered(target.bind(...values));
        if (key === "all") return async () => count(await target.all());
        if (key === "run") return async () => count(await target.run());
        throw new Error(`The store does not use ${String(key)}.`);
      },
    });
    real.set(proxy, statement);
    return proxy;
  };
  const batch = async (statements: readonly D1PreparedStatement[]) => {
    const answers = await env.DB.batch(statements.map((one) => real.get(one) ?? one));
    return answers.map(count);
  };
  const prepare = (sql: string) => {
    spent.statements += 1;
    return metered(env.DB.prepare(sql));
  };
  const db: D1Database = new Proxy(env.DB, {
    get: (_, key) => fault ?? (key === "batch" ? batch : prepare),
  });
  return {
    db,
    spent,
    /** From now on every call does this; undefined: all is well again. */
    setFault: (next: (() => unknown) | undefined) => {
      fault = next;
    },
  };
}
