/**
 * What `/gpu list` costs the Worker itself, from the command to the message as JSON: CPU of this process
 * without SQLite's, with the list as Sesterce would send it. Node and workerd run the same engine.
 */
import { encodeName, encodeStem, HOUR_MS } from "@sesterce-gpu/shared";
import { callsTo, orderOf } from "../helpers/sesterce-calls.ts";
import { createSimulator, SIMULATOR_API_KEY } from "../simulator/index.ts";
import { SqliteD1 } from "./sqlite-d1.ts";

const WARM_UP = 20;
const LISTS = 50;
export const REPOSITORY_ID = 1_001;

type Answer = (call: { text: string; userId: string }) => Promise<{ text: string }>;

/** The Worker's sources are typed for Workers, this file for Node: they meet at run time alone. */
export const source = (path: string): Promise<Record<string, (...given: unknown[]) => unknown>> =>
  import(new URL(`../../worker/src/${path}`, import.meta.url).href);

/** CPU ms of one list. */
export async function measureListCpu(machines: number): Promise<number> {
  const db = new SqliteD1();
  const answer = await answerWith(db, await listOf(machines));
  const list = async () => JSON.stringify(await answer({ text: "list", userId: "U0BENCH" }));
  for (let run = 0; run < WARM_UP; run++) await list();
  const [before, sqliteMs] = [process.cpuUsage(), db.spentMs];
  for (let run = 0; run < LISTS; run++) await list();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1_000 - (db.spentMs - sqliteMs)) / LISTS;
}

async function answerWith(db: SqliteD1, list: string): Promise<Answer> {
  const { createDeps } = await source("deps.ts");
  const { answerCommand } = await source("slack/commands/answer.ts");
  const env = {
    DB: db,
    SESTERCE_API_KEY: SIMULATOR_API_KEY,
    SLACK_SIGNING_SECRET: "simulated-signing-secret",
    SLACK_TEAM_ID: "T0BENCH",
    REAPER_REPOSITORIES: String(REPOSITORY_ID),
  };
  const fetch = async () => new Response(list, { headers: { "content-type": "application/json" } });
  const clock = { now: () => Date.now(), sleep: untilAborted };
  const deps = createDeps?.(env, { fetch, clock, random: Math.random });
  const answer = answerCommand?.({ ...Object(deps), log: () => {} });
  if (typeof answer !== "function")
    throw new Error("The Worker's sources are not where they were.");
  return async (call) => answer(call);
}

/** Deadlines that never come. */
export const untilAborted = (_ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/** Sesterce's list: each machine of a run of its own, whose only job is numbered as the run. */
export async function listOf(machines: number, leaseMs = HOUR_MS): Promise<string> {
  const simulator = createSimulator({ bootMs: 0 });
  const { rent, list } = callsTo(simulator);
  const expiresAt = Date.now() + leaseMs;
  for (let runId = 1; runId <= machines; runId++) {
    const owner = {
      kind: "workflow",
      repositoryId: REPOSITORY_ID,
      runId,
      attempt: 1,
      jobId: runId,
    } as const;
    const name = encodeName(encodeStem(owner, "bench0"), expiresAt);
    await rent({ ...orderOf("H100_sxm5", "dallas-usa-3"), name });
  }
  return (await list()).text;
}
