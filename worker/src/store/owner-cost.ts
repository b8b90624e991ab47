/** What the machines of one owner cost within a time: a row of `/gpu cost`, added up by the database. */
import { MINUTE_MS } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { LONGEST_GAP_MS } from "./record-sql.ts";

interface Cost {
  readonly machines: number;
  /** Not rounded; the cost is of each machine's time rounded up to whole minutes. */
  readonly billedMs: number;
  readonly costUsd: number;
  /** Machines whose price was never told: the cost is at least this much. */
  readonly withoutPrice: number;
}

export type OwnerCost = Cost &
  (
    | { readonly kind: "workflow"; readonly repositoryId: number }
    | { readonly kind: "person"; readonly teamHash: string; readonly userId: string }
    | { readonly kind: "foreign" }
  );

const CostColumns = z.object({
  repository_id: z.nullable(z.number()),
  team_hash: z.nullable(z.string()),
  user_id: z.nullable(z.string()),
  machines: z.number(),
  billed_ms: z.number(),
  cost_usd: z.number(),
  without_price: z.number(),
});

export const OwnerCost = z.pipe(
  CostColumns,
  z.transform((row): OwnerCost => {
    const cost = {
      machines: row.machines,
      billedMs: row.billed_ms,
      costUsd: row.cost_usd,
      withoutPrice: row.without_price,
    };
    if (row.repository_id !== null) {
      return { kind: "workflow", repositoryId: row.repository_id, ...cost };
    }
    return row.user_id === null || row.team_hash === null
      ? { kind: "foreign", ...cost }
      : { kind: "person", teamHash: row.team_hash, userId: row.user_id, ...cost };
  }),
);

/** While nobody looks, what was there is not counted for ever. */
const SEEN_UNTIL = `max(machines.last_seen_at, coalesce((SELECT newest_at FROM lists), 0)) + ${LONGEST_GAP_MS}`;

/**
 * From ?1 until ?2 (ms). Billing is by the minute, so each machine's time is rounded up to whole ones: by
 * a division of integers. The casts are for it, because D1 binds every number as a REAL.
 */
export const COSTS = `
  WITH billed AS (
    SELECT repository_id, team_hash, user_id, hourly_usd,
      CAST(min(coalesce(ended_at, ${SEEN_UNTIL}), ?2) - max(billed_from, ?1) AS INTEGER) AS ms
    FROM machines
    WHERE billed_from < ?2 AND (ended_at IS NULL OR ended_at > ?1)
  )
  SELECT repository_id, team_hash, user_id,
    count(*) AS machines,
    sum(ms) AS billed_ms,
    sum((ms + ${MINUTE_MS - 1}) / ${MINUTE_MS} * coalesce(hourly_usd, 0) / 60) AS cost_usd,
    sum(hourly_usd IS NULL) AS without_price
  FROM billed WHERE ms > 0
  GROUP BY repository_id, team_hash, user_id
  ORDER BY cost_usd DESC, machines DESC, repository_id, team_hash, user_id`;
