/** The store on a real, local D1, emptied; and what tests put into it. */
import { env } from "cloudflare:workers";
import {
  decodeName,
  encodeName,
  encodeStem,
  MINUTE_MS,
  type Owner,
  type WorkflowOwner,
} from "@sesterce-gpu/shared";
import { type CaseChange, openStore, type Sighting, type Store } from "./index.ts";

export const NOW = Date.UTC(2026, 0, 1, 12);

const OWN_TABLES = `SELECT name FROM sqlite_master WHERE type = 'table'
  AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name <> 'd1_migrations'`;

let tables: readonly string[] | undefined;

/** Storage lasts as long as its workerd does; each test begins with nothing in it. */
export async function freshStore(db: D1Database = env.DB): Promise<Store> {
  tables ??= await ownTables();
  await env.DB.batch(tables.map((name) => env.DB.prepare(`DELETE FROM ${name}`)));
  return openStore(db);
}

/** The migrations' tables, which are the same in every file. */
async function ownTables(): Promise<string[]> {
  const { results } = await env.DB.prepare(OWN_TABLES).all<{ name: string }>();
  return results.map(({ name }) => name);
}

export const WORKFLOW: WorkflowOwner = {
  kind: "workflow",
  repositoryId: 1_001,
  runId: 70_001,
  attempt: 1,
  jobId: 42,
};
export const PERSON: Owner = { kind: "person", teamHash: "0f3z", userId: "U0ONE" };

/** The name of a lease's machine that ends two hours after `NOW`. */
export const nameOf = (owner: Owner, nonce = "abc123"): string =>
  encodeName(encodeStem(owner, nonce), NOW + 120 * MINUTE_MS);

/** A machine that runs since `NOW`, to change one thing of. */
export function sighting(change: Partial<Sighting> = {}): Sighting {
  const name = change.name ?? nameOf(WORKFLOW);
  const owned = decodeName(name);
  return {
    id: "machine-1",
    name,
    stem: owned?.stem ?? null,
    owner: owned?.owner ?? null,
    gpu: "H100",
    gpuCount: 1,
    region: "Dallas",
    hourlyUsd: 3,
    status: "active",
    createdAt: NOW,
    ...change,
  };
}

export const STEM = encodeStem(PERSON, "abc123");

/** A machine that was looked at once, with nothing found, to change one thing of. */
export const looked = (change: Partial<CaseChange> = {}): CaseChange => ({
  machineId: "a",
  stem: STEM,
  lookedAt: NOW,
  lookKind: null,
  lookDetail: null,
  markWhy: null,
  markAt: null,
  markBy: null,
  unknownSince: null,
  escalations: 0,
  warnedEnd: null,
  warnTriedAt: null,
  warnSaidAt: null,
  gapTriedAt: null,
  gapSaidAt: null,
  approvedAt: null,
  approvedBy: null,
  deletingSince: null,
  version: 0,
  ...change,
});

/** The database, and what the last statement that was run through it costs, as D1 counts it. */
export function meteredDb(): { db: D1Database; meta: () => D1Meta } {
  let last: D1Meta | undefined;
  const all = async (sql: string, values: unknown[]) => {
    const answer = await env.DB.prepare(sql)
      .bind(...values)
      .all();
    last = answer.meta;
    return answer;
  };
  const prepare = (sql: string) => ({
    bind: (...values: unknown[]) => ({
      all: () => all(sql, values),
      run: () => all(sql, values),
    }),
  });
  const meta = () => {
    if (last === undefined) throw new Error("Nothing was asked of the database.");
    return last;
  };
  return { db: new Proxy(env.DB, { get: () => prepare }), meta };
}
