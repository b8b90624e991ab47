/**
 * What one tick of the sweep costs the Worker itself, from the cron to the last statement: CPU of this process
 * without SQLite's, with Sesterce's list as it would be sent and every owner alive; and what `plan` takes of it.
 */
import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { SIMULATOR_API_KEY } from "../simulator/index.ts";
import { listOf, REPOSITORY_ID, source, untilAborted } from "./list-cpu.ts";
import { SqliteD1 } from "./sqlite-d1.ts";

const WARM_UP = 15;
const TICKS = 40;
const TICK_MS = 2 * MINUTE_MS;
/** No lease ends, or is warned of, while it is measured. */
const LEASE_MS = 24 * HOUR_MS;

/** CPU ms of one tick on the Free plan. */
export async function measureSweepCpu(machines: number): Promise<number> {
  const db = new SqliteD1();
  let now = Date.now();
  const tick = await tickOf(db, await listOf(machines, LEASE_MS), () => now);
  const sweep = async () => {
    now += TICK_MS;
    await tick(now);
  };
  for (let run = 0; run < WARM_UP; run++) await sweep();
  const [before, sqliteMs] = [process.cpuUsage(), db.spentMs];
  for (let run = 0; run < TICKS; run++) await sweep();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1_000 - (db.spentMs - sqliteMs)) / TICKS;
}

async function tickOf(db: SqliteD1, list: string, now: () => number) {
  const { createDeps } = await source("deps.ts");
  const { runCron } = await source("app.ts");
  const env = {
    DB: db,
    SESTERCE_API_KEY: SIMULATOR_API_KEY,
    SLACK_TEAM_ID: "T0BENCH",
    SLACK_BOT_TOKEN: "simulated-bot-token",
    SLACK_CHANNEL_ID: "C0BENCH",
    GITHUB_TOKEN: "simulated-github-token",
    REAPER_MODE: "enforce",
    REAPER_REPOSITORIES: String(REPOSITORY_ID),
  };
  const answers = answersWith(list);
  const fetch = async (input: string | URL | Request) => answers(new Request(input).url);
  const deps = createDeps?.(env, { fetch, clock: { now, sleep: untilAborted }, random: () => 0.5 });
  const faults: unknown[] = [];
  const log = (event: { level: string }) => void (event.level === "info" || faults.push(event));
  const watched = { ...Object(deps), log };
  return async (at: number) => {
    await runCron?.(watched, at);
    if (faults.length > 0) throw new Error(`The sweep is in trouble: ${JSON.stringify(faults[0])}`);
  };
}

/** Each run's only job, of the run's own number, is in progress. */
const answersWith = (list: string) => (url: string) => {
  const { pathname } = new URL(url);
  if (pathname.startsWith("/gpu-cloud")) return json(list);
  if (pathname.includes("/actions/jobs/")) return json(jobAt(pathname));
  if (pathname.startsWith("/repositories/")) return json(REPOSITORY);
  return json(JSON.stringify({ ok: true, channel: "C0BENCH", ts: "1.000100" }));
};

const REPOSITORY = JSON.stringify({ id: REPOSITORY_ID, full_name: "acme/models" });

function jobAt(pathname: string): string {
  const id = Number(pathname.split("/").at(-1));
  const check_run_url = `https://api.github.com/repos/acme/models/check-runs/${id}`;
  const rest = { run_attempt: 1, status: "in_progress", conclusion: null, check_run_url };
  return JSON.stringify({ id, run_id: id, ...rest });
}

const json = (body: string) =>
  new Response(body, { headers: { "content-type": "application/json" } });

const PLANS = 50;

/** CPU ms of one plan for so many machines, of every kind and in every state. */
export async function measurePlan(machines: number): Promise<number> {
  const { plan } = await source("reaper/plan.ts");
  const facts = factsOf(machines);
  for (let run = 0; run < PLANS; run++) plan?.(facts);
  const before = process.cpuUsage();
  for (let run = 0; run < PLANS; run++) plan?.(facts);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / PLANS;
}

/** A third marked and due, a third alive, the rest unknown, stopped, failed, foreign. */
function factsOf(machines: number) {
  const now = Date.now();
  const ids = Array.from({ length: machines }, (_, index) => index.toString(16).padStart(24, "0"));
  const kinds = ["ended", "alive", "ended", "alive", "unknown", "missing"];
  const looks = ids.map((id, index) => {
    const look = { kind: kinds[index % kinds.length], evidence: `GitHub: job ${index}.` };
    return [id, look] as const;
  });
  const subjects = ids.map((id, index) => subjectOf(id, index, now));
  return {
    now,
    mode: "enforce",
    recheckMs: MINUTE_MS,
    maxLifetimeMs: 120 * HOUR_MS,
    subjects,
    looks: new Map(looks),
    sight: { kind: "clear" },
    list: { is: machines, was: machines, wasShrunk: false },
    gap: { endedAt: now - HOUR_MS, lengthMs: HOUR_MS },
  };
}

function subjectOf(id: string, index: number, now: number) {
  const workflow = {
    kind: "workflow",
    repositoryId: 1,
    repository: null,
    runId: index,
    attempt: 1,
  };
  const isMarked = index % 3 === 0;
  return {
    id,
    name: `sgpu-gh-${id}`,
    status: index % 17 === 0 ? "error" : "active",
    hourlyUsd: index % 8,
    firstSeenAt: now - 2 * HOUR_MS,
    holder: index % 11 === 0 ? { kind: "foreign", why: "name" } : { ...workflow, jobId: 1 },
    leaseEndsAt: index % 7 === 0 ? now - MINUTE_MS : now + HOUR_MS,
    file: {
      mark: isMarked ? { why: "owner-ended", at: now - 2 * MINUTE_MS } : null,
      unknownSince: null,
      escalations: 0,
      warning: null,
      gapWarning: null,
      isApproved: false,
      deletingSince: null,
    },
  };
}
