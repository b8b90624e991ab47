/**
 * How one good list changes the register, as statements of one transaction. Evidence is written first: it
 * compares the list with what was known before. The swap: what is known changes only if no list that was
 * asked for later, or at the same time, has been written down; the last statement sets that mark. Rows are
 * written only where there is something to change: the Free plan writes 100,000 of them a day.
 */
import { isActive, isGone, MINUTE_MS } from "@sesterce-gpu/shared";
import type { Sighting } from "./machine-row.ts";

/** A sighting that changes nothing else is written down only this often. */
const REFRESH_MS = 10 * MINUTE_MS;
/** If nobody looked for longer than this, we do not know when in the gap a machine ended: it counts so long. */
export const LONGEST_GAP_MS = 15 * MINUTE_MS;
const LONGEST_DETAIL = 500;

/** ?1 is the list as JSON, ?2 when it was asked for. */
const LISTED = `listed AS (
  SELECT
    value ->> 'id' AS id, value ->> 'name' AS name, value ->> 'stem' AS stem,
    value ->> 'ownerKind' AS owner_kind, value ->> 'repositoryId' AS repository_id,
    value ->> 'runId' AS run_id, value ->> 'teamHash' AS team_hash, value ->> 'userId' AS user_id,
    value ->> 'gpu' AS gpu,
    CAST(value ->> 'gpuCount' AS INTEGER) AS gpu_count, value ->> 'region' AS region,
    CAST(value ->> 'hourlyUsd' AS REAL) AS hourly_usd, value ->> 'status' AS status,
    value ->> 'createdAt' AS created_at,
    value ->> 'isActive' AS is_active, value ->> 'isGone' AS is_gone
  FROM json_each(?1))`;

const IS_NEWEST = "NOT EXISTS (SELECT 1 FROM lists WHERE newest_at >= ?2)";

/** What is there was in the newest list before this one too, even where that was not written into its row. */
const ENDED_AT = `min(?2,
  max(machines.last_seen_at, coalesce((SELECT newest_at FROM lists), 0)) + ${LONGEST_GAP_MS})`;

/** Machines listed for the first time, and what has changed of the others. */
const CHANGES = `WITH ${LISTED}, compared AS (
    SELECT listed.*, was.id IS NULL AS is_new, was.ended_at IS NOT NULL AS was_gone,
      was.status AS old_status, was.name AS old_name, was.hourly_usd AS old_usd,
      coalesce(was.gpu_count, '?') || ' × ' || coalesce(was.gpu, '?') || ' in '
        || coalesce(was.region, '?') AS old_build,
      coalesce(listed.gpu_count, was.gpu_count, '?') || ' × ' || coalesce(listed.gpu, was.gpu, '?')
        || ' in ' || coalesce(listed.region, was.region, '?') AS build
    FROM listed LEFT JOIN machines AS was ON was.id = listed.id
    WHERE iif(was.id IS NULL, NOT is_gone, ${IS_NEWEST}))
  INSERT INTO evidence (at, machine_id, stem, kind, actor, detail)
  SELECT ?2, id, stem, kind, ?3, substr(detail, 1, ${LONGEST_DETAIL}) FROM (
    SELECT id, stem,
      CASE WHEN is_new THEN 'first-seen' WHEN is_gone = was_gone THEN 'status'
        WHEN is_gone THEN 'gone' ELSE 'back' END AS kind,
      CASE WHEN is_new THEN 'First seen, ' || status || '.'
        WHEN was_gone AND NOT is_gone THEN 'Listed again, ' || status || '.'
        ELSE 'From ' || old_status || ' to ' || status || '.' END AS detail
    FROM compared WHERE is_new OR status <> old_status OR is_gone <> was_gone
    UNION ALL SELECT id, stem, 'renamed', 'From ' || old_name || ' to ' || name || '.'
    FROM compared WHERE name <> old_name
    UNION ALL SELECT id, stem, 'price',
      'From ' || coalesce('$' || old_usd, 'unknown') || ' to $' || hourly_usd || ' an hour.'
    FROM compared WHERE NOT is_new AND hourly_usd IS NOT NULL AND hourly_usd IS NOT old_usd
    UNION ALL SELECT id, stem, 'build', 'From ' || old_build || ' to ' || build || '.'
    FROM compared WHERE NOT is_new AND build <> old_build)`;

const IS_ABSENT = `ended_at IS NULL AND id NOT IN (SELECT value ->> 'id' FROM json_each(?1))
  AND ${IS_NEWEST}`;

const ABSENCES = `INSERT INTO evidence (at, machine_id, stem, kind, actor, detail)
  SELECT ?2, id, stem, 'gone', ?3, 'Not in the list any more.' FROM machines WHERE ${IS_ABSENT}`;

const ENDS = `UPDATE machines SET ended_at = ${ENDED_AT} WHERE ${IS_ABSENT}`;

/**
 * Billing begins when a machine is first seen active; if we have never seen it before, when it was created.
 * `excluded` is the row as if it were new: there, billed_from tells that it is active, ended_at that it is gone.
 */
const SIGHTINGS = `WITH ${LISTED}
  INSERT INTO machines (id, name, stem, owner_kind, repository_id, run_id, team_hash, user_id, gpu,
    gpu_count, region, hourly_usd, status, created_at, first_seen_at, last_seen_at, billed_from, ended_at)
  SELECT id, name, stem, owner_kind, repository_id, run_id, team_hash, user_id, gpu, gpu_count, region,
    hourly_usd, status, created_at, ?2, ?2,
    iif(is_active, min(coalesce(created_at, ?2), ?2), NULL), iif(is_gone, ?2, NULL)
  FROM listed WHERE NOT is_gone OR EXISTS (SELECT 1 FROM machines WHERE machines.id = listed.id)
  ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, stem = excluded.stem, owner_kind = excluded.owner_kind,
    repository_id = excluded.repository_id, run_id = excluded.run_id,
    team_hash = excluded.team_hash, user_id = excluded.user_id,
    gpu = coalesce(excluded.gpu, gpu), gpu_count = coalesce(excluded.gpu_count, gpu_count),
    region = coalesce(excluded.region, region),
    hourly_usd = coalesce(excluded.hourly_usd, hourly_usd),
    status = excluded.status, created_at = coalesce(excluded.created_at, created_at),
    last_seen_at = excluded.last_seen_at,
    billed_from = coalesce(billed_from, iif(excluded.billed_from IS NULL, NULL, ?2)),
    ended_at = iif(excluded.ended_at IS NULL, NULL, coalesce(ended_at, ${ENDED_AT}))
  WHERE ${IS_NEWEST} AND (
    (excluded.status, excluded.name, excluded.ended_at IS NULL) <> (status, name, ended_at IS NULL)
    OR (coalesce(excluded.hourly_usd, hourly_usd), coalesce(excluded.gpu, gpu),
        coalesce(excluded.gpu_count, gpu_count), coalesce(excluded.region, region))
      IS NOT (hourly_usd, gpu, gpu_count, region)
    OR (ended_at IS NULL AND ?2 - last_seen_at > ${REFRESH_MS}))`;

const MARK = `INSERT INTO lists (one, newest_at) VALUES (1, ?)
  ON CONFLICT (one) DO UPDATE SET newest_at = excluded.newest_at
  WHERE excluded.newest_at >= newest_at`;

export interface GoodList {
  readonly sightings: readonly Sighting[];
  /** When it was asked for; milliseconds since the epoch. */
  readonly listedAt: number;
  /** Who looked. */
  readonly actor: string;
  /** False: rows of it could not be read, so what it lacks may be there. */
  readonly isWhole: boolean;
}

export function recordStatements(
  db: D1Database,
  { sightings, listedAt, actor, isWhole }: GoodList,
): D1PreparedStatement[] {
  // A machine that two pages of a list show is one machine.
  const machines = new Map(sightings.map((sighting) => [sighting.id, asJson(sighting)]));
  const list = JSON.stringify([...machines.values()]);
  return [
    db.prepare(CHANGES).bind(list, listedAt, actor),
    ...(isWhole
      ? [db.prepare(ABSENCES).bind(list, listedAt, actor), db.prepare(ENDS).bind(list, listedAt)]
      : []),
    db.prepare(SIGHTINGS).bind(list, listedAt),
    db.prepare(MARK).bind(listedAt),
  ];
}

const asJson = ({ owner, ...facts }: Sighting) => ({
  ...facts,
  isActive: isActive(facts),
  isGone: isGone(facts),
  ownerKind: owner?.kind ?? "foreign",
  repositoryId: owner?.kind === "workflow" ? owner.repositoryId : null,
  runId: owner?.kind === "workflow" ? owner.runId : null,
  teamHash: owner?.kind === "person" ? owner.teamHash : null,
  userId: owner?.kind === "person" ? owner.userId : null,
});
