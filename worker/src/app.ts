/** The Worker's routes, where its areas meet, and its one error door. */
import { isSesterceError } from "@sesterce-gpu/shared";
import { Hono } from "hono";
import type { Deps } from "./deps.ts";
import { createGitHubMemory, GitHubClient, type GitHubMemory } from "./github/client.ts";
import { learnNames } from "./github/learn-names.ts";
import { healthReport, sweepHealth } from "./health.ts";
import { answerAction, answerCommand } from "./slack/commands/answer.ts";
import { slackRoutes } from "./slack/routes.ts";
import { StoreError } from "./store/index.ts";
import { sweep } from "./sweep.ts";

export function createApp(deps: Deps): Hono {
  const app = new Hono();
  app.get("/healthz", async (c) => {
    const { report, isFresh } = await health(deps);
    return c.json(report, isFresh ? 200 : 503, { "cache-control": "no-store" });
  });
  app.route("/", slackRoutes(slackPorts(deps)));
  app.notFound((c) => c.text("Not found\n", 404));
  app.onError((error, c) => {
    const incident = crypto.randomUUID().slice(0, 8);
    const { method, path } = c.req;
    deps.log({ level: "error", event: "request-failed", incident, method, path, error });
    if (isKnown(error)) return c.text(`${error.message}\n`, 503);
    return c.text(`Something went wrong here. The log knows more: incident ${incident}.\n`, 500);
  });
  return app;
}

/** Their texts are written for people, and redacted. */
const isKnown = (error: Error): boolean => error instanceof StoreError || isSesterceError(error);

function slackPorts(deps: Deps) {
  const { settings, clock, fetch, log } = deps;
  return {
    edge: settings.slackEdge.ok ? settings.slackEdge.value : undefined,
    onCommand: answerCommand(deps),
    onAction: answerAction(deps),
    clock,
    fetch,
    log,
  };
}

async function health({ settings, store, clock, log }: Deps) {
  const sweep = await store.sweep.read().then(
    ({ lastGoodAt }) => sweepHealth(lastGoodAt, clock.now()),
    (error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
      log({ level: "error", event: "health-unknown", error });
      return { state: "unknown" } as const;
    },
  );
  return { report: healthReport(sweep, settings), isFresh: sweep.state === "fresh" };
}

/** One tick of the cron. Never throws. */
export const runCron = (deps: Deps): Promise<void> =>
  sweep(deps, { learnNames: (ids) => learn(deps, ids) });

/** Names are a courtesy: a tick spends little on them. */
const NAME_REQUESTS = 5;

/** Of an isolate: its token and its quota. */
const memories = new WeakMap<Deps, GitHubMemory>();

async function learn(deps: Deps, repositoryIds: readonly number[]): Promise<void> {
  const { settings, store, clock, fetch, log } = deps;
  const { github, reaper } = settings;
  if (!github.ok || !reaper.ok) return;
  const memory = memories.get(deps) ?? createGitHubMemory();
  memories.set(deps, memory);
  let left = NAME_REQUESTS;
  const spend = () => left-- > 0;
  const client = new GitHubClient(github.value, { fetch, clock, spend, memory });
  const fullNames = reaper.value.repositories.flatMap((one) =>
    "fullName" in one ? one.fullName : [],
  );
  const wanted = { fullNames, ids: repositoryIds };
  const faults = await learnNames(wanted, { names: store.repositories, client, clock });
  for (const fault of faults) log({ level: "warn", event: "name-not-learned", ...fault });
}
