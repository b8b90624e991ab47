/** What the Worker stands on, made once for each environment: the world outside, and its own memory. */
import { type Clock, createRedact, SesterceClient, systemClock } from "@sesterce-gpu/shared";
import { Budget, meteredDatabase, meteredFetch } from "./budget.ts";
import type { LaunchParams } from "./fleet/launch.ts";
import { createLog, type Log } from "./log.ts";
import { type Fault, type RawEnv, readSettings, type Settings } from "./settings/index.ts";
import { secretsOf } from "./settings/secrets.ts";
import { openStore, type Store } from "./store/index.ts";
import { USER_AGENT } from "./user-agent.ts";

export interface World {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
}

export interface Deps extends World {
  readonly settings: Settings;
  readonly store: Store;
  /** Or the variables without which there is none. */
  readonly sesterce: SesterceAccess;
  readonly log: Log;
  /** What the store stands on. */
  readonly db: D1Database;
  /** Undefined: the binding is missing. */
  readonly launches: LaunchBinding | undefined;
}

export type LaunchBinding = Pick<Workflow<LaunchParams>, "create" | "get">;

/** For one tick of the cron: whatever it asks, of D1 too, is counted. */
export interface TickDeps extends Deps {
  readonly budget: Budget;
}

export type SesterceAccess =
  | { readonly ok: true; readonly value: SesterceClient }
  | { readonly ok: false; readonly reason: readonly Fault[] };

export const WORLD: World = {
  // Looked up at each call, not bound once: tests replace the global one.
  fetch: (input, init) => fetch(input, init),
  clock: systemClock,
  random: () => Math.random(),
};

/** A person waits, and `waitUntil` ends 30 s after the answer: two tries must fit in well before. */
const TIMEOUT_MS = 8_000;
const RETRY_BUDGET_MS = 10_000;

export interface Bindings {
  readonly DB: D1Database;
  readonly LAUNCH?: LaunchBinding;
}

export function createDeps(env: RawEnv & Bindings, world: World = WORLD): Deps {
  const settings = readSettings(env);
  const log = createLog({ clock: world.clock, redact: createRedact(secretsOf(env)) });
  const sesterce = connect(settings, world);
  const { DB: db, LAUNCH: launches } = env;
  return { ...world, settings, log, db, store: openStore(db), sesterce, launches };
}

export interface TickOptions {
  /** What others spend in the same invocation. */
  readonly kept?: number;
  /** 0 for the cron, whose next tick is the repetition; whoever waits in Slack may have more. */
  readonly retryBudgetMs?: number;
}

export function forTick(deps: Deps, { kept = 0, retryBudgetMs = 0 }: TickOptions = {}): TickDeps {
  const { settings } = deps;
  const most = settings.reaper.ok ? settings.reaper.value.subrequests : FREE_PLAN;
  const budget = new Budget(Math.max(LEAST_OF_A_SWEEP, most - kept));
  const db = meteredDatabase(deps.db, budget);
  const counted = { ...deps, fetch: meteredFetch(deps.fetch, budget), db, store: openStore(db) };
  return { ...counted, sesterce: connect(settings, counted, retryBudgetMs), budget };
}

/** Subrequests of an invocation, with a few to spare. */
const FREE_PLAN = 45;
/** As for REAPER_SUBREQUESTS: with less it gets nowhere. */
const LEAST_OF_A_SWEEP = 35;

function connect(
  { sesterce }: Settings,
  world: World,
  retryBudgetMs = RETRY_BUDGET_MS,
): SesterceAccess {
  if (!sesterce.ok) return sesterce;
  const config = {
    ...sesterce.value,
    userAgent: USER_AGENT,
    timeoutMs: TIMEOUT_MS,
    retryBudgetMs,
  };
  return { ok: true, value: new SesterceClient(config, world) };
}
