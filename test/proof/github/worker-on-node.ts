/** The whole Worker on Node, as the door of GitHub's webhooks: SQLite for D1, Sesterce simulated, its log in hand. */
import { createHmac } from "node:crypto";
import { source } from "../../bench/list-cpu.ts";
import { SqliteD1 } from "../../bench/sqlite-d1.ts";
import { VirtualClock } from "../../helpers/virtual-clock.ts";
import { createSimulator, type Simulator } from "../../simulator/index.ts";

const SECRET = "simulated-webhook-secret";

export interface Taken {
  readonly status: number;
  /** What the Worker has logged of it, its work after the answer included. */
  readonly logged: readonly Record<string, unknown>[];
}

export interface HookedWorker {
  readonly simulator: Simulator;
  readonly clock: VirtualClock;
  deliver(event: string, payload: object): Promise<Taken>;
  /** By id. */
  names(): Promise<Record<string, string>>;
}

export async function startHookedWorker(repositories: readonly number[]): Promise<HookedWorker> {
  const { createDeps } = await source("deps.ts");
  const { createApp } = await source("app.ts");
  const clock = new VirtualClock();
  const simulator = createSimulator({ clock });
  const db = new SqliteD1({ hasStopwatch: false });
  const env = {
    DB: db,
    SESTERCE_API_KEY: simulator.options.apiKey,
    SESTERCE_API_URL: simulator.options.baseUrl,
    SLACK_TEAM_ID: "T0PROOF",
    GITHUB_WEBHOOK_SECRET: SECRET,
    REAPER_MODE: "enforce",
    REAPER_REPOSITORIES: repositories.join(",") || "1",
  };
  const logged: Record<string, unknown>[] = [];
  const world = { fetch: simulator.fetch, clock, random: () => 0.5 };
  const log = (event: Record<string, unknown>) => void logged.push(event);
  const deps = { ...Object(createDeps?.(env, world)), log };
  const app: { fetch(...given: unknown[]): Promise<Response> } = Object(createApp?.(deps));
  return {
    simulator,
    clock,
    async deliver(event, payload) {
      logged.length = 0;
      const work: Promise<unknown>[] = [];
      const waitUntil = (promise: Promise<unknown>) => void work.push(promise);
      const { status } = await app.fetch(requestOf(event, payload), undefined, { waitUntil });
      if (work.length > 0) {
        await nextTurn();
        await clock.run(Promise.all(work));
      }
      return { status, logged: [...logged] };
    },
    async names() {
      const { results } = await db.prepare("SELECT id, full_name FROM repositories").all();
      return Object.fromEntries(results.map((row) => [Object(row).id, Object(row).full_name]));
    },
  };
}

function requestOf(event: string, payload: object): Request {
  const body = JSON.stringify(payload);
  const headers = {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/51ab7ed",
    "x-github-event": event,
    "x-github-delivery": "51ab7ed0-0000-11f0-8000-000000000001",
    "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
  };
  return new Request("https://worker.test/github/webhooks", { method: "POST", headers, body });
}

/** The Worker lets its answer leave first. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
