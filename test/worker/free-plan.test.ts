/** What README.md says of the Free plan's days: rows of D1, as D1 itself counts them, and requests. */
import { env } from "cloudflare:workers";
import { HOUR_MS, MINUTE_MS, type WorkflowOwner } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { meteredDb } from "./github-webhooks/metered-db.ts";
import { simulatedWorker } from "./simulated-worker.ts";

const REPOSITORY = 1_001;
const TICK_MS = 2 * MINUTE_MS;
const TICKS_A_DAY = 720;
/** Cloudflare's, a day. */
const FREE = { rowsRead: 5_000_000, rowsWritten: 100_000 };

async function fleetOf(machines: number) {
  const { db, spent } = meteredDb();
  const ours = { REAPER_MODE: "enforce", REAPER_REPOSITORIES: String(REPOSITORY) };
  const worker = await simulatedWorker({ db, env: ours, cloud: { bootMs: 0 } });
  const { github, clock, seed, sweep } = worker;
  github.world.addRepository({ id: REPOSITORY, owner: "acme", name: "models" });
  const rent = async () => {
    const run = github.world.startRun({ repository: REPOSITORY });
    const jobId = run.attempts[0]?.jobs[0]?.id ?? 0;
    const about = { kind: "workflow", repositoryId: REPOSITORY, attempt: 1 } as const;
    const who: WorkflowOwner = { ...about, runId: run.id, jobId };
    await seed([{ who, ageMs: 0, leaseMs: 240 * HOUR_MS }]);
    return run.id;
  };
  for (let rented = 0; rented < machines; rented++) await rent();
  /** Rows of that many sweeps. */
  const ticks = async (count: number) => {
    const before = { ...spent };
    for (let done = 0; done < count; done++) {
      await clock.advance(TICK_MS);
      await sweep();
    }
    return {
      rowsRead: spent.rowsRead - before.rowsRead,
      rowsWritten: spent.rowsWritten - before.rowsWritten,
    };
  };
  return { ...worker, rent, ticks };
}

describe("a quiet day of sweeps, in rows of D1", () => {
  it.each([
    [0, { rowsRead: 10_000, rowsWritten: 1_500 }],
    [10, { rowsRead: 250_000, rowsWritten: 13_000 }],
    [30, { rowsRead: 700_000, rowsWritten: 31_000 }],
    [60, { rowsRead: 1_300_000, rowsWritten: 42_000 }],
  ])("with %i machines", async (machines, most) => {
    const { ticks } = await fleetOf(machines);
    await ticks(10);
    const hour = await ticks(TICKS_A_DAY / 24);
    expect(hour.rowsRead * 24).toBeLessThanOrEqual(most.rowsRead);
    expect(hour.rowsWritten * 24).toBeLessThanOrEqual(most.rowsWritten);
    expect(most.rowsRead).toBeLessThan(FREE.rowsRead / 2);
    expect(most.rowsWritten).toBeLessThan(FREE.rowsWritten / 2);
  });
});

/** As many rows as 20 machines a day leave behind in the 90 days that rows are kept. */
async function addHistory(atMs: number): Promise<void> {
  const count = (rows: number) =>
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`;
  const statements = [
    `INSERT INTO machines (id, name, owner_kind, status, first_seen_at, last_seen_at, billed_from, ended_at)
     ${count(1_800)} SELECT 'old' || i, 'old' || i, 'foreign', 'deleted', ?1, ?1, ?1, ?1 FROM n`,
    `INSERT INTO cases (machine_id, stem, escalations, version)
     ${count(1_800)} SELECT 'old' || i, 'stem' || i, 0, 1 FROM n`,
    `INSERT INTO leases (stem, ends_at, moved_by, moved_at)
     ${count(1_800)} SELECT 'stem' || i, ?1, 'U0ONE', ?1 FROM n`,
    `INSERT INTO evidence (at, machine_id, kind, actor, detail)
     ${count(27_000)} SELECT ?1, 'old' || (i % 1800), 'status', 'sweep', 'It was so.' FROM n`,
  ];
  for (const sql of statements) {
    const statement = env.DB.prepare(sql);
    await (sql.includes("?1") ? statement.bind(atMs) : statement).run();
  }
}

/** Ten minutes, thrice: so often the register writes that a machine is still there. */
const SOME = 15;

describe("90 days of history", () => {
  it("cost a sweep a few hundred rows read more, and none written", async () => {
    const { ticks, clock } = await fleetOf(10);
    await ticks(10);
    const young = await ticks(SOME);
    await addHistory(clock.now() - 24 * HOUR_MS);
    const old = await ticks(SOME);
    const more = ((old.rowsRead - young.rowsRead) / SOME) * TICKS_A_DAY;
    expect(more).toBeGreaterThan(0);
    expect(more).toBeLessThanOrEqual(250_000);
    expect(old.rowsWritten).toBeLessThanOrEqual(young.rowsWritten);
  });
});

describe("a machine that is rented, seen for ten minutes, and left behind", () => {
  it("is at most 50 rows written until it is gone", async () => {
    const { rent, ticks, github, cloud } = await fleetOf(0);
    await ticks(2);
    const quiet = await ticks(10);
    const run = await rent();
    const seen = await ticks(5);
    github.world.completeRun(run);
    const ended = await ticks(5);
    expect(cloud.billedNow()).toEqual([]);
    const written = seen.rowsWritten + ended.rowsWritten - quiet.rowsWritten;
    expect(written).toBeGreaterThan(10);
    expect(written).toBeLessThanOrEqual(50);
  });
});
