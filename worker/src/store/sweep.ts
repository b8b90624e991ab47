/** What one sweep leaves to the next: one row. See SCHEMA.md. */
import { orElse } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import type { PostedReport } from "../fleet/report.ts";
import { JsonText } from "./json-text.ts";
import { readRows, storing } from "./store-error.ts";

const time = z.nullable(z.number());

const Posted: z.ZodMiniType<PostedReport, unknown> = z.object({
  channel: z.string(),
  ts: z.string(),
  postedAt: z.number(),
  saidAt: z.number(),
  items: z.array(
    z.object({
      key: z.string(),
      machineId: z.nullable(z.string()),
      line: z.string(),
      isFinal: z.boolean(),
    }),
  ),
});

const SweepColumns = z.object({
  watched_since: z.number(),
  last_good_at: z.number(),
  gap_ended_at: time,
  list_size: z.nullable(z.number()),
  is_list_shrunk: z.number(),
  gap_ms: time,
  mode: z.nullable(z.string()),
  digest_for: time,
  /** A message that can't be read is left as it is, and a new one posted: that stops no sweep. */
  posted: orElse(z.nullable(z.pipe(JsonText, Posted)), null),
});

/** Times in milliseconds since the epoch; null: it has not happened yet. */
export interface SweepMemory {
  /** The first good sweep. */
  readonly watchedSince: number | null;
  /** The newest good sweep. */
  readonly lastGoodAt: number | null;
  /** The first good sweep after the latest gap between sweeps. */
  readonly gapEndedAt: number | null;
  /** Machines that the next list should have about; null: not known. */
  readonly listSize: number | null;
  /** The last list was held for suspicious. */
  readonly isListShrunk: boolean;
  /** How long that gap was, in milliseconds. */
  readonly gapMs: number | null;
  /** The reaper's mode in that sweep. */
  readonly mode: string | null;
  /** The newest message of the sweeps; null: there is none, or it can't be read. */
  readonly posted: PostedReport | null;
  /** The end of the newest day whose digest was posted. */
  readonly digestFor: number | null;
}

/** What is not in here has other writers, or is worked out. */
export interface GoodSweep extends Omit<SweepMemory, "watchedSince" | "lastGoodAt" | "digestFor"> {
  /** When it was due. */
  readonly at: number;
}

const NOTHING: SweepMemory = {
  watchedSince: null,
  lastGoodAt: null,
  gapEndedAt: null,
  listSize: null,
  isListShrunk: false,
  gapMs: null,
  mode: null,
  posted: null,
  digestFor: null,
};

const RECORD = `
  INSERT INTO sweep (one, watched_since, last_good_at, gap_ended_at, list_size, is_list_shrunk,
    gap_ms, posted, mode)
  VALUES (1, ?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
  ON CONFLICT (one) DO UPDATE SET last_good_at = excluded.last_good_at,
    gap_ended_at = excluded.gap_ended_at, list_size = excluded.list_size,
    is_list_shrunk = excluded.is_list_shrunk, gap_ms = excluded.gap_ms,
    posted = excluded.posted, mode = excluded.mode
  WHERE excluded.last_good_at > last_good_at`;

export class SweepState {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /** Throws StoreError. */
  read(): Promise<SweepMemory> {
    return storing("reading the last sweep", async () => {
      const [row] = readRows(await this.#db.prepare("SELECT * FROM sweep").all(), SweepColumns);
      return row ? memoryOf(row) : NOTHING;
    });
  }

  /** An older sweep that ends later changes nothing. Throws StoreError. */
  recordGood(good: GoodSweep): Promise<void> {
    return storing("recording a sweep", async () => {
      const { at, gapEndedAt, listSize, isListShrunk, gapMs, mode } = good;
      const posted = good.posted && JSON.stringify(good.posted);
      await this.#db
        .prepare(RECORD)
        .bind(at, gapEndedAt, listSize, Number(isListShrunk), gapMs, posted, mode)
        .run();
    });
  }

  /** So many machines were deleted by hand: the next list is the shorter for it. Throws StoreError. */
  async forget(count: number): Promise<void> {
    if (count === 0) return;
    await storing("forgetting machines", () =>
      this.#db.prepare("UPDATE sweep SET list_size = max(0, list_size - ?)").bind(count).run(),
    );
  }
}

const memoryOf = (row: z.infer<typeof SweepColumns>): SweepMemory => ({
  watchedSince: row.watched_since,
  lastGoodAt: row.last_good_at,
  gapEndedAt: row.gap_ended_at,
  listSize: row.list_size,
  isListShrunk: row.is_list_shrunk === 1,
  gapMs: row.gap_ms,
  mode: row.mode,
  posted: row.posted,
  digestFor: row.digest_for,
});
