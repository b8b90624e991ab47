/** The Worker's routes, where its areas meet, and its one error door. */
import { Hono } from "hono";
import type { Deps } from "./deps.ts";
import { healthReport, sweepHealth } from "./health.ts";
import { answerAction, answerCommand } from "./slack/commands/answer.ts";
import { slackRoutes } from "./slack/routes.ts";
import { StoreError } from "./store/index.ts";

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
    return c.text(`Something went wrong here. The log knows more: incident ${incident}.\n`, 500);
  });
  return app;
}

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
