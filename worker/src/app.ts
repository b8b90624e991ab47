/** The Worker's routes, where its areas meet, and its one error door. */
import { isSesterceError, type WorkflowOwner } from "@sesterce-gpu/shared";
import { Hono } from "hono";
import { type Deps, forTick, type TickDeps } from "./deps.ts";
import type { Completion } from "./fleet/completion.ts";
import { createGitHubMemory, GitHubClient, type GitHubMemory } from "./github/client.ts";
import { learnNames } from "./github/learn-names.ts";
import { type Looks, lookAtOwners } from "./github/owner-looks.ts";
import { ownerKey } from "./github/owner-state.ts";
import { webhookRoutes } from "./github/routes.ts";
import { healthReport, sweepHealth } from "./health.ts";
import { firstLook } from "./reaper/first-look.ts";
import type { AskOwners, OwnerAsk } from "./reaper/observe.ts";
import { type SweepPorts, sweep } from "./reaper/sweep.ts";
import type { Fault } from "./settings/index.ts";
import { answerAction, answerCommand } from "./slack/commands/answer.ts";
import { createPostDigest } from "./slack/digest.ts";
import { createTell } from "./slack/report.ts";
import { slackRoutes } from "./slack/routes.ts";
import { SlackWebApi } from "./slack/web-api.ts";
import { StoreError } from "./store/index.ts";

export function createApp(deps: Deps): Hono {
  const app = new Hono();
  app.get("/healthz", async (c) => {
    const { report, isFresh } = await health(deps);
    return c.json(report, isFresh ? 200 : 503, { "cache-control": "no-store" });
  });
  app.route("/", slackRoutes(slackPorts(deps)));
  app.route("/", webhookRoutes(webhookPorts(deps)));
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

function webhookPorts(deps: Deps) {
  const { settings, sesterce, clock, log } = deps;
  return {
    secret: settings.githubWebhook.ok ? settings.githubWebhook.value.secret : undefined,
    onCompleted: async (completion: Completion, signal: AbortSignal) =>
      sesterce.ok
        ? firstLook(completion, { ...deps, sesterce }, signal)
        : { outcome: "not-configured", faults: sesterce.reason },
    clock,
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

/** One tick of the cron, which was due at `now` (ms since the epoch). Never throws. */
export async function runCron(deps: Deps, now: number): Promise<void> {
  const tick = forTick(deps);
  const memory = memories.get(deps) ?? createGitHubMemory();
  memories.set(deps, memory);
  await sweep(tick, { ...githubPorts(tick, memory), ...slackReportPorts(tick) }, now);
}

/** Of an isolate: its token and its quota. */
const memories = new WeakMap<Deps, GitHubMemory>();

function githubPorts(
  deps: TickDeps,
  memory: GitHubMemory,
): Pick<SweepPorts, "askOwners" | "learnNames"> {
  const { settings, clock, fetch, budget } = deps;
  const access = settings.github;
  if (!access.ok) return notConfigured(access.reason);
  const clientWith = (spend: () => boolean) =>
    new GitHubClient(access.value, { fetch, clock, spend, memory });
  return {
    askOwners: (asks, kept) => {
      // The request itself is counted where it is sent.
      const hasRoom = () => budget.left > kept;
      return lookAt(asks, (owners) => lookAtOwners(owners, clientWith(hasRoom), hasRoom));
    },
    learnNames: (ids) => {
      let left = NAME_REQUESTS;
      return learn(
        deps,
        clientWith(() => left-- > 0 && budget.left > 0),
        ids,
      );
    },
  };
}

/** Leases still end; of the owners nothing is known, and that is told as any other trouble. */
function notConfigured(faults: readonly Fault[]): Pick<SweepPorts, "askOwners" | "learnNames"> {
  const names = faults.map(({ variable, problem }) => `${variable} is ${problem}`).join(", ");
  const look = { kind: "unknown", evidence: `GitHub was not asked: ${names}` } as const;
  return {
    askOwners: async (asks) => ({
      looks: new Map(asks.map(({ machineId }) => [machineId, look])),
      sight: { kind: "clear" },
    }),
    learnNames: async () => {},
  };
}

async function lookAt(
  asks: readonly OwnerAsk[],
  look: (owners: readonly WorkflowOwner[]) => Promise<Looks>,
): ReturnType<AskOwners> {
  const { states, sight } = await look(asks.map(({ owner }) => owner));
  const looks = asks.flatMap(({ machineId, owner }) => {
    const state = states.get(ownerKey(owner));
    return state ? [[machineId, state] as const] : [];
  });
  return { looks: new Map(looks), sight };
}

function slackReportPorts({
  settings: { slackReports },
  fetch,
  clock,
}: TickDeps): Pick<SweepPorts, "tell" | "postDigest"> {
  if (slackReports.ok) {
    const { channelId, ...config } = slackReports.value;
    const to = { api: new SlackWebApi(config, { fetch, clock }), channelId };
    return { tell: createTell(to), postDigest: createPostDigest(to) };
  }
  const names = slackReports.reason.map(({ variable }) => variable).join(", ");
  const refuse = async () => ({ ok: false, detail: `Not configured: ${names}.` }) as const;
  return { tell: refuse, postDigest: refuse };
}

/** Names are a courtesy: a tick spends little on them. */
const NAME_REQUESTS = 5;

async function learn(
  { settings: { reaper }, store, clock, log }: TickDeps,
  client: GitHubClient,
  ids: readonly number[],
): Promise<void> {
  if (!reaper.ok) return;
  const fullNames = reaper.value.repositories.flatMap((one) =>
    "fullName" in one ? one.fullName : [],
  );
  const faults = await learnNames({ fullNames, ids }, { names: store.repositories, client, clock });
  for (const fault of faults) log({ level: "warn", event: "name-not-learned", ...fault });
}
