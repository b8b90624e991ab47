/**
 * Claims of machines: what a delete stands on. One is given only if neither the case nor the lease has changed
 * since they were read, and while it lasts the lease can't be moved (`leases.ts`). It is known by its time: only
 * whoever holds it, or has read it, can give it back. See SCHEMA.md.
 */
import { MINUTE_MS, oneLine } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { LONGEST_DETAIL } from "./evidence.ts";
import { readRows, storing } from "./store-error.ts";

/** Whoever claimed it and has not ended it by then was stopped in between. */
export const CLAIM_MS = 3 * MINUTE_MS;

export interface Claim {
  readonly machineId: string;
  /** Of the case, as it was read. */
  readonly version: number;
  /** Of the lease, as it was read; 0: there was no row. */
  readonly leaseVersion: number;
  /** For whom it is ended: `sweep`, or a Slack user id. */
  readonly actor: string;
}

/** What became of a claimed machine. */
export interface ClaimEnd {
  readonly machineId: string;
  /** When it was claimed: another claim is somebody else's. */
  readonly claimedAt: number;
  /** The API was asked for the delete, and it is seen to be gone. False: it failed. */
  readonly isDeleted: boolean;
  /** The row of evidence. */
  readonly kind: string;
  readonly actor: string;
  readonly detail: string;
}

const CLAIM = `
  UPDATE cases SET claimed_at = ?2, version = version + 1, claimed_by = (
    SELECT value ->> 'actor' FROM json_each(?1) WHERE value ->> 'machineId' = cases.machine_id)
  WHERE (claimed_at IS NULL OR claimed_at <= ?2 - ${CLAIM_MS}) AND EXISTS (
    SELECT 1 FROM json_each(?1) WHERE value ->> 'machineId' = cases.machine_id
      AND value ->> 'version' = cases.version
      AND value ->> 'leaseVersion' = coalesce(
        (SELECT version FROM leases WHERE leases.stem = cases.stem), 0))
  RETURNING machine_id`;

/** Written before the claims end, in their transaction: it asks the same question and so gets the same answer. */
const EVIDENCE = `
  INSERT INTO evidence (at, machine_id, stem, kind, actor, detail)
  SELECT ?2, machine_id, stem, value ->> 'kind', value ->> 'actor', value ->> 'detail'
  FROM json_each(?1) JOIN cases
    ON machine_id = value ->> 'machineId' AND claimed_at = value ->> 'claimedAt'`;

const END = `
  UPDATE cases SET claimed_at = NULL, version = version + 1,
    deleting_since = iif(ended.is_deleted, ?2, deleting_since),
    failed_at = iif(ended.is_deleted, NULL, ?2)
  FROM (
    SELECT value ->> 'machineId' AS id, value ->> 'claimedAt' AS claim,
      value ->> 'isDeleted' AS is_deleted
    FROM json_each(?1)
  ) AS ended
  WHERE machine_id = ended.id AND claimed_at = ended.claim
  RETURNING machine_id`;

const Id = z.object({ machine_id: z.string() });

export class Claims {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /** Returns the ids of those that may be ended from `at` (ms) on, by this caller alone. Throws StoreError. */
  async take(claims: readonly Claim[], at: number): Promise<Set<string>> {
    if (claims.length === 0) return new Set();
    return storing("claiming machines", async () =>
      idsOf(await this.#db.prepare(CLAIM).bind(JSON.stringify(claims), at).all()),
    );
  }

  /**
   * Gives claims back and writes down what became of the machines, in one transaction, at `at` (ms). Returns
   * the ids of those whose claim was still there: of the others somebody else has told. Throws StoreError.
   */
  async end(ends: readonly ClaimEnd[], at: number): Promise<Set<string>> {
    if (ends.length === 0) return new Set();
    return storing("ending claims", async () => {
      const lines = ends.map((end) => ({ ...end, detail: oneLine(end.detail, LONGEST_DETAIL) }));
      const json = JSON.stringify(lines);
      const [, ended] = await this.#db.batch([
        this.#db.prepare(EVIDENCE).bind(json, at),
        this.#db.prepare(END).bind(json, at),
      ]);
      return ended ? idsOf(ended) : new Set();
    });
  }
}

const idsOf = (answer: D1Result): Set<string> =>
  new Set(readRows(answer, Id).map(({ machine_id }) => machine_id));
