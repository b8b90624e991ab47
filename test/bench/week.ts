/**
 * The simulated week: 5,000 runs, outages and a restore, against the Worker's sources on Node, with SQLite for D1;
 * and the same week with the post step alone, and with nothing. In virtual time: every tick of the cron is swept.
 */
import { type Ends, settingsFor, workersFetch } from "../week/ends.ts";
import type { Ledger } from "../week/ledger.ts";
import { type Size, scenarioOf, WEEK } from "../week/scenario.ts";
import { type Played, playUnder } from "../week/week.ts";
import { EVIDENCE, evidenceLine, snapshotOf, type WorkerPort } from "../week/worker-port.ts";
import { source } from "./list-cpu.ts";
import { SqliteD1 } from "./sqlite-d1.ts";

/** What has ended machines: the post step and the Worker, the post step alone, neither. */
export type WeekNets = "all" | "post only" | "nothing";

/** Plain data: it comes out of a thread. */
export interface PlayedWeek extends Omit<Played, "ends"> {
  /** Milliseconds since the epoch. */
  readonly startAt: number;
}

export interface Weeks {
  readonly allNets: PlayedWeek;
  readonly postOnly: PlayedWeek;
  readonly nothing: PlayedWeek;
}

/** What a tick may spend: 10,000 on the Paid plan, 45 on the Free one. */
const SUBREQUESTS = 10_000;

export async function playWeek(nets: WeekNets, size: Size = WEEK): Promise<PlayedWeek> {
  const hasPost = nets !== "nothing";
  const setting = nets === "all" ? { hasPost, connect: workerOn } : { hasPost };
  const { ends, ...played } = await playUnder(scenarioOf(size), setting);
  return { ...played, startAt: ends.startAt };
}

/** The Worker's sources are typed for Workers, this file for Node: they meet at run time alone. */
async function workerOn(ends: Ends, ledger: Ledger): Promise<WorkerPort> {
  const { createDeps } = await source("deps.ts");
  const { createApp, runCron } = await source("app.ts");
  const db = new SqliteD1({ hasStopwatch: false });
  const env = { ...settingsFor(ends), REAPER_SUBREQUESTS: String(SUBREQUESTS), DB: db };
  const { clock } = ends;
  const world = { fetch: workersFetch(ends, ledger), clock, random: () => 0.5 };
  const deps = { ...Object(createDeps?.(env, world)), log: () => {} };
  const app: { fetch(...given: unknown[]): Promise<Response> } = Object(createApp?.(deps));
  return {
    sweep: (at) => clock.run(async () => void (await runCron?.(deps, at))),
    deliver: async (request) => {
      const work: Promise<unknown>[] = [];
      const waitUntil = (promise: Promise<unknown>) => void work.push(promise);
      const { status } = await app.fetch(request, undefined, { waitUntil });
      if (status !== 202) throw new Error(`The Worker has answered a webhook with ${status}.`);
      await nextTurn();
      await clock.run(Promise.all(work));
    },
    snapshot: () => snapshotOf(db),
    evidenceOf: async (id) => (await db.prepare(EVIDENCE).bind(id).all()).results.map(evidenceLine),
  };
}

/** The Worker lets its answer leave first. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
