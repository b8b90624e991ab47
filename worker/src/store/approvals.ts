/** Lists of machines whose end waits for a person's click, and the click. See SCHEMA.md. */
import * as z from "zod/mini";
import { CLAIM_MS } from "./claims.ts";
import { JsonText } from "./json-text.ts";
import { readRows, storing } from "./store-error.ts";

const AskedMachine = z.object({
  machineId: z.string(),
  /** When its end was inferred, ms since the epoch: a mark of another time is not what was asked about. */
  markAt: z.number(),
});

const ListColumns = z.object({
  id: z.string(),
  asked_at: z.number(),
  machines: z.pipe(JsonText, z.array(AskedMachine)),
  approved_at: z.nullable(z.number()),
  approved_by: z.nullable(z.string()),
});

type ListColumns = z.infer<typeof ListColumns>;

const listOf = (row: ListColumns) => ({
  id: row.id,
  askedAt: row.asked_at,
  machines: row.machines,
  approvedAt: row.approved_at,
  /** A Slack user id. */
  approvedBy: row.approved_by,
});

/** Times in milliseconds since the epoch; null: nobody has approved it. */
export const ApprovalList = z.pipe(ListColumns, z.transform(listOf));
export type ApprovalList = z.infer<typeof ApprovalList>;

export interface Click {
  readonly id: string;
  /** A Slack user id. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** For how long a list may be approved once it was asked for. */
  readonly validMs: number;
}

/** What a click came to. */
export type Approval =
  | {
      readonly kind: "approved";
      readonly machineIds: readonly string[];
      /** Listed, and not approved: marked anew or no more, being ended, or without a case. */
      readonly changedIds: readonly string[];
    }
  | { readonly kind: "expired" }
  | { readonly kind: "already"; readonly by: string; readonly at: number }
  | { readonly kind: "unknown" };

/** A list that was put before, and is asked for anew. */
const PUT = `
  INSERT INTO approvals (id, asked_at, machines) VALUES (?1, ?2, ?3)
  ON CONFLICT (id) DO UPDATE SET asked_at = max(asked_at, excluded.asked_at)
  WHERE approved_at IS NULL AND machines = excluded.machines`;

/** ?1 is the list, ?2 when it must have been asked for after (ms). True until the last statement of a click. */
const IS_OPEN = "approvals.id = ?1 AND approvals.approved_at IS NULL AND approvals.asked_at > ?2";

const FIND = `SELECT *, ${IS_OPEN} AS is_open FROM approvals WHERE id = ?1`;

/** ?3 is when the click came (ms). */
const IS_AS_ASKED = `mark_why = 'owner-missing'
  AND (claimed_at IS NULL OR claimed_at <= ?3 - ${CLAIM_MS})
  AND (machine_id, mark_at) IN (SELECT value ->> 'machineId', value ->> 'markAt'
    FROM approvals, json_each(approvals.machines) WHERE ${IS_OPEN})`;

/** Written before the approval, in its transaction: it asks the same question and so gets the same answer. */
const EVIDENCE = `
  INSERT INTO evidence (at, machine_id, stem, kind, actor, detail)
  SELECT ?3, machine_id, stem, 'approved', ?4,
    'Its end was approved: its run has not been found since ' ||
    strftime('%Y-%m-%d %H:%M', mark_at / 1000, 'unixepoch') || ' UTC.'
  FROM cases WHERE ${IS_AS_ASKED}`;

const APPROVE_CASES = `
  UPDATE cases SET approved_at = ?3, approved_by = ?4, version = version + 1
  WHERE ${IS_AS_ASKED} RETURNING machine_id`;

const APPROVE_LIST = `UPDATE approvals SET approved_at = ?3, approved_by = ?4 WHERE ${IS_OPEN}`;

const Opened = z.pipe(
  z.object({ ...ListColumns.shape, is_open: z.number() }),
  z.transform(({ is_open, ...row }) => ({ ...listOf(row), isOpen: is_open === 1 })),
);

const Approved = z.object({ machine_id: z.string() });

export class ApprovalLists {
  readonly #db: D1Database;

  constructor(db: D1Database) {
    this.#db = db;
  }

  /**
   * Asks for these machines' end; the same list under the same id is asked for anew. False, and nothing
   * changes: that id is another list's, or approved already. Throws StoreError.
   */
  put({ id, askedAt, machines }: Pick<ApprovalList, "id" | "askedAt" | "machines">) {
    return storing("writing a list to approve", async (): Promise<boolean> => {
      const asked = machines.map(({ machineId, markAt }) => ({ machineId, markAt }));
      const statement = this.#db.prepare(PUT).bind(id, askedAt, JSON.stringify(asked));
      return (await statement.run()).meta.changes === 1;
    });
  }

  /** The one that was asked for last. Throws StoreError. */
  newest(): Promise<ApprovalList | undefined> {
    return this.#read("SELECT * FROM approvals ORDER BY asked_at DESC, rowid DESC LIMIT 1");
  }

  /** Throws StoreError. */
  find(id: string): Promise<ApprovalList | undefined> {
    return this.#read("SELECT * FROM approvals WHERE id = ?", id);
  }

  /**
   * Approves a list once, and of its machines those that are still as they were when it was asked for: their
   * cases say so, and the evidence. One transaction. Throws StoreError.
   */
  approve({ id, by, at, validMs }: Click): Promise<Approval> {
    return storing("approving machines' ends", async () => {
      const list = [id, at - validMs];
      const values = [...list, at, by];
      const [found, , approved] = await this.#db.batch([
        this.#db.prepare(FIND).bind(...list),
        this.#db.prepare(EVIDENCE).bind(...values),
        this.#db.prepare(APPROVE_CASES).bind(...values),
        this.#db.prepare(APPROVE_LIST).bind(...values),
      ]);
      const [before] = found ? readRows(found, Opened) : [];
      const ids = approved ? readRows(approved, Approved).map((row) => row.machine_id) : [];
      return outcomeOf(before, new Set(ids));
    });
  }

  #read(sql: string, ...values: string[]): Promise<ApprovalList | undefined> {
    return storing("reading lists to approve", async () => {
      const statement = this.#db.prepare(sql).bind(...values);
      return readRows(await statement.all(), ApprovalList)[0];
    });
  }
}

function outcomeOf(
  before: z.infer<typeof Opened> | undefined,
  approved: ReadonlySet<string>,
): Approval {
  if (!before) return { kind: "unknown" };
  const { approvedAt, approvedBy, isOpen, machines } = before;
  if (approvedAt !== null && approvedBy !== null) {
    return { kind: "already", by: approvedBy, at: approvedAt };
  }
  if (!isOpen) return { kind: "expired" };
  const asked = [...new Set(machines.map(({ machineId }) => machineId))];
  return {
    kind: "approved",
    machineIds: asked.filter((machineId) => approved.has(machineId)),
    changedIds: asked.filter((machineId) => !approved.has(machineId)),
  };
}
