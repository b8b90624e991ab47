/** The Worker's ways to the world and to D1, with somebody at the gate who sees each step and may break it. */
import type { World } from "../../../worker/src/deps.ts";
import { requestOf } from "../../simulator/in-process.ts";

/** Lets a step through, or does not. `what`: method and path, or the beginning of each statement, one a line. */
export type Gate = <T>(what: string, go: () => Promise<T>) => Promise<T>;

const RUNS: ReadonlySet<string | symbol> = new Set(["all", "run", "first", "raw"]);

interface DatabaseGates {
  /** Of each execution; a batch is one. */
  readonly run?: Gate;
  /** Of each statement that is made. */
  readonly prepare?: (what: string) => void;
}

export function databaseThrough(
  db: D1Database,
  { run = (_, go) => go(), prepare = () => {} }: DatabaseGates,
): D1Database {
  const real = new WeakMap<object, { statement: D1PreparedStatement; what: string }>();
  const wrapped = (statement: D1PreparedStatement, what: string): D1PreparedStatement => {
    const proxy = new Proxy(statement, {
      get: (target, key) => {
        if (key === "bind") return (...values: unknown[]) => wrapped(target.bind(...values), what);
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== "function" || !RUNS.has(key)) return method;
        return (...given: unknown[]) => run(what, () => method.apply(target, given));
      },
    });
    real.set(proxy, { statement, what });
    return proxy;
  };
  const realOf = (proxy: D1PreparedStatement) => real.get(proxy) ?? { statement: proxy, what: "?" };
  return new Proxy(db, {
    get: (target, key) => {
      if (key === "prepare") {
        return (sql: string) => {
          prepare(briefly(sql));
          return wrapped(target.prepare(sql), briefly(sql));
        };
      }
      if (key === "batch") {
        return (statements: D1PreparedStatement[]) => {
          const all = statements.map(realOf);
          const what = all.map((one) => one.what).join("\n");
          return run(what, () => target.batch(all.map(({ statement }) => statement)));
        };
      }
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

export const fetchThrough =
  (send: typeof fetch, gate: Gate): typeof fetch =>
  (input, init) => {
    const request = requestOf(input, init);
    const { pathname } = new URL(request.url);
    return gate(`${request.method} ${pathname}`, () => send(request));
  };

/** Verb and table. */
const briefly = (sql: string): string =>
  sql
    .trim()
    .split(/\s+/)
    .slice(0, 60)
    .join(" ")
    .replace(/\(.*?\)/g, "")
    .slice(0, 60);

export const NEVER = new Promise<never>(() => {});

export interface Mortal {
  readonly ways: Pick<World, "fetch" | "clock"> & { readonly db: D1Database };
  /** Resolves when it has died. */
  readonly death: Promise<void>;
  /** What it has done, or tried to, in order. */
  readonly steps: readonly string[];
}

/**
 * An isolate that is stopped at a step of its own, and never does anything again. `isSent`: the world still
 * does what that step asked for.
 */
export function mortal(
  { fetch, clock, db }: Pick<World, "fetch" | "clock"> & { readonly db: D1Database },
  { isLast, isSent }: { isLast: (what: string, step: number) => boolean; isSent: boolean },
): Mortal {
  const steps: string[] = [];
  const { promise: death, resolve: die } = Promise.withResolvers<void>();
  let isDead = false;
  const gate: Gate = async (what, go) => {
    if (isDead) return NEVER;
    steps.push(what);
    isDead = isLast(what, steps.length);
    if (isDead && !isSent) die();
    if (isDead && !isSent) return NEVER;
    const isTheLast = isDead;
    const answer = await go();
    if (isTheLast) die();
    return isDead ? NEVER : answer;
  };
  return {
    steps,
    death,
    ways: {
      fetch: fetchThrough(fetch, gate),
      db: databaseThrough(db, { run: gate }),
      clock: {
        now: () => clock.now(),
        sleep: async (ms, signal) => {
          await clock.sleep(ms, signal);
          if (isDead) await NEVER;
        },
      },
    },
  };
}
