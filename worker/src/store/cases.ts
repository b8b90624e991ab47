/**
 * What the reaper remembers of each machine of ours, and its claims. A claim is what a delete stands on: it is
 * given only if neither the case nor the lease has changed since they were read, and while it lasts the lease
 * can't be moved (`leases.ts`). See SCHEMA.md.
 */
import { MINUTE_MS } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { readRows, storing } from "./store-error.ts";

/** Whoever claimed it and has not ended it by then was stopped in between. */
export const CLAIM_MS = 3 * MINUTE_MS;

const time = z.nullable(z.number());

const CaseColumns = z.object({
  machine_id: z.string(),
  stem: z.string(),
  looked_at: z.number(),
  mark_why: z.nullable(z.string()),
  mark_at: time,
  unknown_since: time,
  escalations: z.number(),
  warned_end: time,
  warn_tried_at: time,
  warn_said_at: time,
  gap_warned_at: time,
  approved_at: time,
  deleting_since: time,
  claimed_at: time,
  version: z.number(),
});

/** Times in milliseconds since the epoch. */
export const CaseRow = z.pipe(
  CaseColumns,
  z.transform((row) => ({
    machineId: row.machine_id,
    stem: row.stem,
    /** When its owner was last asked about. */
    lookedAt: row.looked_at,
    /** The first look that found an inferred end. */
    markWhy: row.mark_why,
    markAt: row.mark_at,
    unknownSince: row.unknown_since,
    escalations: row.escalations,
    /** The lease's end that somebody was, or could not be, warned of. */
    warnedEnd: row.warned_end,
    warnTriedAt: row.warn_tried_at,
    warnSaidAt: row.warn_said_at,
    gapWarnedAt: row.gap_warned_at,
    approvedAt: row.approved_at,
    deletingSince: row.deleting_since,
    claimedAt: row.claimed_at,
    version: row.version,
  })),
);
export type CaseRow = z.infer<typeof CaseRow>;

/** A case as it is to be; `version` is the one that was read, 0: there was none. */
export type CaseChange = Omit<CaseRow, "claimedAt">;

export interface Claim {
  readonly machineId: string;
  /** Of the case, as it was read. */
  readonly version: number;
  /** Of the lease, as it was read; 0: there was no row. */
  readonly leaseVersion: number;
}

const SAVE = `
  INSERT INTO cases (machine_id, stem, looked_at, mark_why, mark_at, unknown_since, escalations,
    warned_end, warn_tried_at, warn_said_at, gap_warned_at, approved_at, deleting_since, version)
  SELECT value ->> 'machineId', value ->> 'stem', value ->> 'lookedAt', value ->> 'markWhy',
    value ->> 'markAt', value ->> 'unknownSince', value ->> 'escalations', value ->> 'warnedEnd',
    value ->> 'warnTriedAt', value ->> 'warnSaidAt', value ->> 'gapWarnedAt',
    value ->> 'approvedAt', value ->> 'deletingSince', 1
  FROM json_each(?1) WHERE value ->> 'version' = coalesce(
    (SELECT version FROM cases WHERE machine_id = value ->> 'machineId'), 0)
  ON CONFLICT (machine_id) DO UPDATE SET stem = excluded.stem, looked_at = excluded.looked_at,
    mark_why = excluded.mark_why, mark_at = excluded.mark_at,
    unknown_since = excluded.unknown_since, escalations = excluded.escalations,
    warned_end = excluded.warned_end, warn_tried_at = excluded.warn_tried_at,
    warn_said_at = excluded.warn_said_at, gap_warned_at = excluded.gap_warned_at,
    approved_at = excluded.approved_at, deleting_since = excluded.deleting_since,
    version = version + 1
  RETURNING machine_id`;

const CLAIM = `
  UPDATE cases SET claimed_at = ?2, version = version + 1
  WHERE (claimed_at IS NULL OR claimed_at <= ?2 - ${CLAIM_MS}) AND EXISTS (
    SELECT 1 FROM json_each(?1) WHERE value ->> 'machineId' = cases.machine_id
      AND value ->> 'version' = cases.version
      AND value ->> 'leaseVersion' = coalesce(
        (SELECT version FROM leases WHERE leases.stem = cases.stem), 0))
  RETURNING machine_id`;

const END_CLAIMS = `
  UPDATE cases SET claimed_at = NULL, version = version + 1,
    deleting_since = iif(?3, coalesce(deleting_since, ?2), deleting_since)
  WHERE claimed_at IS NOT NULL AND machine_id IN (SELECT value FROM json_each(?1))
  RETURNING machine_id`;

const Id = z.object({ machine_id: z.string() });

export class CaseFiles {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /** Of machines that were never looked at there is no case. Throws StoreError. */
  byIds(ids: readonly string[]): Promise<CaseRow[]> {
    return storing("reading cases", async () => {
      const sql = "SELECT * FROM cases WHERE machine_id IN (SELECT value FROM json_each(?))";
      return readRows(await this.#db.prepare(sql).bind(JSON.stringify(ids)).all(), CaseRow);
    });
  }

  /** Returns the ids of those that were saved: the others have changed since they were read. Throws StoreError. */
  save(changes: readonly CaseChange[]): Promise<Set<string>> {
    return this.#write("saving cases", SAVE, JSON.stringify(changes));
  }

  /** Returns the ids of those that may be ended now, by this caller alone. Throws StoreError. */
  claim(claims: readonly Claim[], at: number): Promise<Set<string>> {
    return this.#write("claiming machines", CLAIM, JSON.stringify(claims), at);
  }

  /** Gives claims back; `isDeleting`: the API has taken the delete. Throws StoreError. */
  endClaims(ids: readonly string[], at: number, isDeleting: boolean): Promise<Set<string>> {
    return this.#write("ending claims", END_CLAIMS, JSON.stringify(ids), at, Number(isDeleting));
  }

  #write(doing: string, sql: string, ...values: (string | number)[]): Promise<Set<string>> {
    return storing(doing, async () => {
      const answer = await this.#db
        .prepare(sql)
        .bind(...values)
        .all();
      return new Set(readRows(answer, Id).map(({ machine_id }) => machine_id));
    });
  }
}
