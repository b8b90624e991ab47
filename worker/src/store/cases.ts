/** What the reaper remembers of each machine of ours. See SCHEMA.md; the claims in it: `claims.ts`. */
import * as z from "zod/mini";
import { ask, type Query } from "./query.ts";
import { type Rows, readRows, storing } from "./store-error.ts";

const time = z.nullable(z.number());

const CaseColumns = z.object({
  machine_id: z.string(),
  stem: z.string(),
  looked_at: time,
  look_kind: z.nullable(z.string()),
  look_detail: z.nullable(z.string()),
  mark_why: z.nullable(z.string()),
  mark_at: time,
  mark_by: z.nullable(z.string()),
  unknown_since: time,
  escalations: z.number(),
  warned_end: time,
  warn_tried_at: time,
  warn_said_at: time,
  gap_tried_at: time,
  gap_said_at: time,
  approved_at: time,
  approved_by: z.nullable(z.string()),
  deleting_since: time,
  failed_at: time,
  claimed_at: time,
  claimed_by: z.nullable(z.string()),
  version: z.number(),
});

/** Times in milliseconds since the epoch. */
export const CaseRow = z.pipe(
  CaseColumns,
  z.transform((row) => ({
    machineId: row.machine_id,
    stem: row.stem,
    /** When its owner was last asked about; null: never. */
    lookedAt: row.looked_at,
    /** What was found then, and in one line how. */
    lookKind: row.look_kind,
    lookDetail: row.look_detail,
    /** The first look that found an inferred end. */
    markWhy: row.mark_why,
    markAt: row.mark_at,
    /** `webhook`; null: the sweep itself has looked. */
    markBy: row.mark_by,
    unknownSince: row.unknown_since,
    escalations: row.escalations,
    /** The lease's end that somebody was, or could not be, warned of. */
    warnedEnd: row.warned_end,
    /** When that was first tried, and when Slack took it. */
    warnTriedAt: row.warn_tried_at,
    warnSaidAt: row.warn_said_at,
    /** The same of the warning after a gap between sweeps. */
    gapTriedAt: row.gap_tried_at,
    gapSaidAt: row.gap_said_at,
    approvedAt: row.approved_at,
    /** A Slack user id. */
    approvedBy: row.approved_by,
    /** When a delete was last asked for. */
    deletingSince: row.deleting_since,
    /** When a delete last failed; null: none has since the last one that did not. */
    failedAt: row.failed_at,
    claimedAt: row.claimed_at,
    /** For whom: `sweep`, or a Slack user id. Stays when the claim has ended. */
    claimedBy: row.claimed_by,
    version: row.version,
  })),
);
export type CaseRow = z.infer<typeof CaseRow>;

/** A case as it is to be; `version` is the one that was read, 0: there was none. */
export type CaseChange = Omit<CaseRow, "claimedAt" | "claimedBy" | "failedAt">;

/** What Slack has taken of what there was to say about a machine. */
export interface Telling {
  readonly machineId: string;
  /** The lease's end that was warned of (ms since the epoch); null: none was. */
  readonly warnedEnd: number | null;
  /** That it is to end after a gap between sweeps. */
  readonly isGap: boolean;
  /** Which escalation, from 1; null: none. */
  readonly escalation: number | null;
}

const READ = `
  SELECT * FROM cases WHERE machine_id IN (SELECT value FROM json_each(?)
    UNION ALL SELECT machine_id FROM cases WHERE claimed_at IS NOT NULL)`;

const SAVE = `
  INSERT INTO cases (machine_id, stem, looked_at, look_kind, look_detail, mark_why, mark_at,
    mark_by, unknown_since, escalations, warned_end, warn_tried_at, warn_said_at, gap_tried_at, gap_said_at,
    approved_at, approved_by, deleting_since, version)
  SELECT value ->> 'machineId', value ->> 'stem', value ->> 'lookedAt', value ->> 'lookKind',
    value ->> 'lookDetail', value ->> 'markWhy', value ->> 'markAt', value ->> 'markBy',
    value ->> 'unknownSince', value ->> 'escalations', value ->> 'warnedEnd', value ->> 'warnTriedAt',
    value ->> 'warnSaidAt', value ->> 'gapTriedAt', value ->> 'gapSaidAt',
    value ->> 'approvedAt', value ->> 'approvedBy', value ->> 'deletingSince', 1
  FROM json_each(?1) WHERE value ->> 'version' = coalesce(
    (SELECT version FROM cases WHERE machine_id = value ->> 'machineId'), 0)
  ON CONFLICT (machine_id) DO UPDATE SET stem = excluded.stem, looked_at = excluded.looked_at,
    look_kind = excluded.look_kind, look_detail = excluded.look_detail,
    mark_why = excluded.mark_why, mark_at = excluded.mark_at, mark_by = excluded.mark_by,
    unknown_since = excluded.unknown_since, escalations = excluded.escalations,
    warned_end = excluded.warned_end, warn_tried_at = excluded.warn_tried_at,
    warn_said_at = excluded.warn_said_at, gap_tried_at = excluded.gap_tried_at,
    gap_said_at = excluded.gap_said_at, approved_at = excluded.approved_at,
    approved_by = excluded.approved_by, deleting_since = excluded.deleting_since,
    version = version + 1
  RETURNING machine_id`;

/** A warning of an end that is not the case's any more says nothing of the end that is. */
const TOLD = `
  UPDATE cases SET version = version + 1,
    warn_said_at = iif(telling.is_warned, ?2, warn_said_at),
    gap_said_at = iif(telling.is_gap, ?2, gap_said_at),
    escalations = max(escalations, telling.escalation)
  FROM (
    SELECT machine_id AS id, max(coalesce(value ->> 'warnedEnd' = warned_end, 0)) AS is_warned,
      max(value ->> 'isGap') AS is_gap, max(coalesce(value ->> 'escalation', 0)) AS escalation
    FROM json_each(?1) JOIN cases ON machine_id = value ->> 'machineId' GROUP BY machine_id
  ) AS telling
  WHERE machine_id = telling.id
  RETURNING machine_id`;

const readCases = (answer: Rows): CaseRow[] => readRows(answer, CaseRow);

const Id = z.object({ machine_id: z.string() });

export class CaseFiles {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /**
   * Cases of these machines, and every case with a claim: of a machine that is not listed any more, too. Of
   * machines that were never looked at there is none.
   */
  queryOf(ids: readonly string[]): Query<CaseRow[]> {
    return { sql: READ, values: ids, read: readCases };
  }

  /** Cases of these machines only. Throws StoreError. */
  async byIds(ids: readonly string[]): Promise<CaseRow[]> {
    if (ids.length === 0) return [];
    const sql = "SELECT * FROM cases WHERE machine_id IN (SELECT value FROM json_each(?))";
    return ask(this.#db, "reading cases", { sql, values: ids, read: readCases });
  }

  /** Returns the ids of those that were saved: the others have changed since they were read. Throws StoreError. */
  save(changes: readonly CaseChange[]): Promise<Set<string>> {
    return this.#write("saving cases", SAVE, changes);
  }

  /** Notes that Slack has taken it, at `at` (ms). Returns the ids of those that have a case. Throws StoreError. */
  told(tellings: readonly Telling[], at: number): Promise<Set<string>> {
    return this.#write("noting what was told", TOLD, tellings, at);
  }

  async #write(
    doing: string,
    sql: string,
    items: readonly unknown[],
    ...values: number[]
  ): Promise<Set<string>> {
    if (items.length === 0) return new Set();
    return storing(doing, async () => {
      const statement = this.#db.prepare(sql).bind(JSON.stringify(items), ...values);
      return new Set(readRows(await statement.all(), Id).map(({ machine_id }) => machine_id));
    });
  }
}
