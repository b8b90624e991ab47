/** That each day's digest is posted once, and what the sweep has ended. See SCHEMA.md, *sweep*. */
import { MINUTE_MS } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { CLAIM_MS } from "./claims.ts";
import { readRows, storing } from "./store-error.ts";

/** `owner`: of workflows, or of people in Slack. */
export const EndedBySweep = z.pipe(
  z.object({
    owner_kind: z.literal(["workflow", "person"]),
    machines: z.number(),
    cost_usd: z.number(),
    hourly_usd: z.number(),
    without_price: z.number(),
  }),
  z.transform((row) => ({
    owner: row.owner_kind,
    machines: row.machines,
    /** Each machine's time, from its first minute, rounded up to whole ones. */
    costUsd: row.cost_usd,
    /** Of all of them together. */
    hourlyUsd: row.hourly_usd,
    withoutPrice: row.without_price,
  })),
);
export type EndedBySweep = z.infer<typeof EndedBySweep>;

/** ?1 is the day, ?2 now (ms). */
const CLAIM = `
  UPDATE sweep SET digest_claimed_at = ?2 WHERE coalesce(digest_for, 0) < ?1
    AND (digest_claimed_at IS NULL OR digest_claimed_at <= ?2 - ${CLAIM_MS})`;

const POSTED = `
  UPDATE sweep SET digest_for = max(coalesce(digest_for, 0), ?1), digest_claimed_at = NULL`;

const RELEASE = "UPDATE sweep SET digest_claimed_at = NULL WHERE digest_claimed_at = ?1";

/**
 * Without the machines that belonged to a whole run (job 0 in the stem): those are the sweep's to end.
 * By the evidence from ?1 until ?2 (ms). Found by the machines' ends, which have an index; a list shows an end at the
 * delete or after it. The cast: D1 binds every number as a REAL.
 */
const ENDED = `
  SELECT owner_kind, count(*) AS machines,
    sum(coalesce((CAST(max(0, coalesce(ended_at, ?2) - billed_from) AS INTEGER) + ${MINUTE_MS - 1})
      / ${MINUTE_MS} * hourly_usd / 60, 0)) AS cost_usd,
    sum(coalesce(hourly_usd, 0)) AS hourly_usd, sum(hourly_usd IS NULL) AS without_price
  FROM machines WHERE (ended_at IS NULL OR ended_at >= ?1) AND owner_kind <> 'foreign'
    AND (owner_kind <> 'workflow' OR stem NOT LIKE 'sgpu-gh-%-%-%-0-______')
    AND EXISTS (SELECT 1 FROM evidence WHERE machine_id = machines.id AND kind = 'deleted'
      AND actor = 'sweep' AND at >= ?1 AND at < ?2)
  GROUP BY owner_kind`;

export class Digests {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /**
   * True for one caller, who is to post the digest of the day that ended at `day` (ms), unless it was posted. Who is
   * stopped in between holds it for three minutes. False before the first good sweep. Throws StoreError.
   */
  claim(day: number, at: number): Promise<boolean> {
    return this.#write("claiming the digest", CLAIM, day, at);
  }

  /** Throws StoreError. */
  async posted(day: number): Promise<void> {
    await this.#write("noting the digest", POSTED, day);
  }

  /** It was not posted: the next sweep may try. `at`: of the claim (ms). Throws StoreError. */
  async release(at: number): Promise<void> {
    await this.#write("giving the digest back", RELEASE, at);
  }

  /** What the sweeps have deleted between two times (ms); those of whom there is none are left out. Throws StoreError. */
  endedBySweep(from: number, until: number): Promise<EndedBySweep[]> {
    return storing("adding up what was ended", async () =>
      readRows(await this.#db.prepare(ENDED).bind(from, until).all(), EndedBySweep),
    );
  }

  #write(doing: string, sql: string, ...values: number[]): Promise<boolean> {
    return storing(doing, async () => {
      const statement = this.#db.prepare(sql).bind(...values);
      return (await statement.run()).meta.changes === 1;
    });
  }
}
