/**
 * What was offered to a person, the one click that it takes, and what the launch did: the row is what a Workflow
 * that is run again asks before it sends a create. See SCHEMA.md.
 */
import * as z from "zod/mini";
import { JsonText } from "./json-text.ts";
import type { Query } from "./query.ts";
import { readRows, storing } from "./store-error.ts";

const Shown = z.object({
  gpu: z.string(),
  count: z.number(),
  /** The region's slug. */
  region: z.string(),
  cloud: z.string(),
  hourlyUsd: z.number(),
});

/** What was asked for, and what was shown for it. */
export const LaunchRequest = z.object({
  /** A GPU's name in any case, or "any". */
  gpu: z.string(),
  /** Exactly so many; null: at least one. */
  count: z.nullable(z.number()),
  /** As it was asked for: slug, name or country code; null: anywhere. */
  region: z.nullable(z.string()),
  lifetimeMs: z.number(),
  /** USD for the whole machine; nothing dearer is rented. */
  hourlyUsd: z.number(),
  /** The best first. */
  candidates: z.array(Shown),
});
export type LaunchRequest = z.infer<typeof LaunchRequest>;

const time = z.nullable(z.number());

const LaunchColumns = z.object({
  id: z.string(),
  stem: z.string(),
  user_id: z.string(),
  request: z.pipe(JsonText, LaunchRequest),
  quoted_at: z.number(),
  state: z.literal(["quoted", "launched", "cancelled"]),
  clicked_at: time,
  create_number: z.number(),
  create_sent_at: time,
  creates_claimed: z.number(),
  machine_id: z.nullable(z.string()),
  channel: z.nullable(z.string()),
  message_ts: z.nullable(z.string()),
  outcome: z.nullable(JsonText),
});

/** Times in milliseconds since the epoch. */
export const LaunchRow = z.pipe(
  LaunchColumns,
  z.transform((row) => ({
    id: row.id,
    stem: row.stem,
    /** A Slack user id. */
    userId: row.user_id,
    request: row.request,
    quotedAt: row.quoted_at,
    state: row.state,
    /** When it was launched or cancelled. */
    clickedAt: row.clicked_at,
    /** The POST that was begun last, from 1, and when; 0: none. */
    createNumber: row.create_number,
    createSentAt: row.create_sent_at,
    /** The last that somebody was allowed to send. */
    createsClaimed: row.creates_claimed,
    machineId: row.machine_id,
    /** Where it is told of. */
    message:
      row.channel === null || row.message_ts === null
        ? null
        : { channel: row.channel, ts: row.message_ts },
    /** Null: it is not over. */
    outcome: row.outcome,
  })),
);
export type LaunchRow = z.infer<typeof LaunchRow>;

export type Quote = Pick<LaunchRow, "id" | "stem" | "userId" | "request" | "quotedAt">;

export interface LaunchClick {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A machine that is ready and not named would be taken for a leftover: such an outcome tells nothing. */
const SETTLED = `
  SELECT stem, outcome ->> 'machineId' AS machine_id FROM launches
  WHERE stem IN (SELECT value FROM json_each(?))
    AND (outcome ->> 'kind' = 'failed'
      OR (outcome ->> 'kind' = 'ready' AND outcome ->> 'machineId' IS NOT NULL))`;

const Settled = z.object({ stem: z.string(), machine_id: z.nullable(z.string()) });

export class Launches {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /** Before its button is shown. Throws StoreError, also when the id or the stem is taken. */
  async quote({ id, stem, userId, request, quotedAt }: Quote): Promise<void> {
    const sql = `INSERT INTO launches (id, stem, user_id, request, quoted_at)
      VALUES (?1, ?2, ?3, ?4, ?5)`;
    await this.#change("writing a quote", sql, id, stem, userId, JSON.stringify(request), quotedAt);
  }

  /** Throws StoreError. */
  find(id: string): Promise<LaunchRow | undefined> {
    return storing("reading a launch", async () => {
      const statement = this.#db.prepare("SELECT * FROM launches WHERE id = ?").bind(id);
      return readRows(await statement.all(), LaunchRow)[0];
    });
  }

  /** Of leases whose launch is over: the machine that was handed over, null: none was. */
  queryOfSettled(stems: readonly string[]): Query<Map<string, string | null>> {
    return {
      sql: stems.length > 0 ? SETTLED : null,
      values: stems,
      read: (answer) => {
        const rows = readRows(answer, Settled);
        return new Map(rows.map(({ stem, machine_id }) => [stem, machine_id]));
      },
    };
  }

  /** True for one click: a quote is launched or cancelled, once. Throws StoreError. */
  launch(click: LaunchClick): Promise<boolean> {
    return this.#decide(click, "launched");
  }

  /** As `launch`. Throws StoreError. */
  cancel(click: LaunchClick): Promise<boolean> {
    return this.#decide(click, "cancelled");
  }

  /**
   * A POST is about to be sent, the `number`th of this launch, from 1. False: it was sent already, or the
   * launch is over. Throws StoreError.
   */
  beginCreate(id: string, number: number, at: number): Promise<boolean> {
    const sql = `UPDATE launches SET create_number = ?2, create_sent_at = ?3
      WHERE id = ?1 AND outcome IS NULL AND creates_claimed < ?2`;
    return this.#change("writing that a create is sent", sql, id, number, at);
  }

  /** True for one caller, once: the one who is to send it. Throws StoreError. */
  claimCreate(id: string, number: number): Promise<boolean> {
    const sql = `UPDATE launches SET creates_claimed = ?2
      WHERE id = ?1 AND outcome IS NULL AND create_number = ?2 AND creates_claimed < ?2`;
    return this.#change("claiming a create", sql, id, number);
  }

  /** The machine that is waited for; null: none. Throws StoreError. */
  async setMachine(id: string, machineId: string | null): Promise<void> {
    const sql = "UPDATE launches SET machine_id = ?2 WHERE id = ?1";
    await this.#change("writing a launch's machine", sql, id, machineId);
  }

  /** Throws StoreError. */
  async setMessage(id: string, { channel, ts }: NonNullable<LaunchRow["message"]>): Promise<void> {
    const sql = "UPDATE launches SET channel = ?2, message_ts = ?3 WHERE id = ?1";
    await this.#change("writing a launch's message", sql, id, channel, ts);
  }

  /** What it came to: once. False: that was written already. Throws StoreError. */
  settle(id: string, outcome: object): Promise<boolean> {
    const sql = "UPDATE launches SET outcome = ?2 WHERE id = ?1 AND outcome IS NULL";
    return this.#change("writing a launch's outcome", sql, id, JSON.stringify(outcome));
  }

  #decide({ id, at }: LaunchClick, state: "launched" | "cancelled"): Promise<boolean> {
    const sql = `UPDATE launches SET state = ?2, clicked_at = ?3
      WHERE id = ?1 AND state = 'quoted'`;
    return this.#change("taking a click on a quote", sql, id, state, at);
  }

  #change(doing: string, sql: string, ...values: (string | number | null)[]): Promise<boolean> {
    return storing(doing, async () => {
      const { meta } = await this.#db
        .prepare(sql)
        .bind(...values)
        .run();
      return meta.changes === 1;
    });
  }
}
