/** The Worker's routes, where its areas meet, and its one error door. */
import {
  HOUR_MS,
  isSesterceError,
  ok,
  type Result,
  SECOND_MS,
  type WorkflowOwner,
} from "@sesterce-gpu/shared";
import { Hono } from "hono/tiny";
import * as z from "zod/mini";
import { type Deps, forTick, type TickDeps } from "./deps.ts";
import type { Completion } from "./fleet/completion.ts";
import type { Hand } from "./fleet/hand.ts";
import { LaunchParams, type TellLaunch } from "./fleet/launch.ts";
import type { Blindness } from "./fleet/report.ts";
import { createGitHubMemory, GitHubClient, type GitHubMemory } from "./github/client.ts";
import { learnNames } from "./github/learn-names.ts";
import { type Looks, lookAtOwners } from "./github/owner-looks.ts";
import { ownerKey } from "./github/owner-state.ts";
import { webhookRoutes } from "./github/routes.ts";
import { healthReport, sweepHealth } from "./health.ts";
import type { OwnerAsk } from "./reaper/ask-order.ts";
import { endByHand, extendByHand, quoteExtension } from "./reaper/by-hand.ts";
import { firstLook } from "./reaper/first-look.ts";
import type { AskOwners } from "./reaper/observe.ts";
import { type SweepPorts, sweep } from "./reaper/sweep.ts";
import type { Fault } from "./settings/index.ts";
import { answerAction, answerCommand } from "./slack/commands/answer.ts";
import type { CommandPorts } from "./slack/commands/context.ts";
import { createPostDigest } from "./slack/digest.ts";
import { createTellLaunch } from "./slack/launch-message.ts";
import { createTell } from "./slack/report.ts";
import { slackRoutes } from "./slack/routes.ts";
import { blindnessView } from "./slack/views/blindness.ts";
import { SlackWebApi } from "./slack/web-api.ts";
import { StoreError } from "./store/index.ts";
import { type LaunchPorts, launch, stepsOf } from "./workflows/launch.ts";
import { startLaunch } from "./workflows/start-launch.ts";

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
  const ports = commandPorts(deps);
  return {
    edge: settings.slackEdge.ok ? settings.slackEdge.value : undefined,
    onCommand: answerCommand(deps, ports),
    onAction: answerAction(deps, ports),
    clock,
    fetch,
    log,
  };
}

/** What people set going in Slack: each does what the sweep or a Workflow does, by their rules. */
const commandPorts = (deps: Deps): CommandPorts => ({
  openHand: () => openHand(deps),
  sweep: () => runCron(deps, deps.clock.now(), KEPT_FOR_THE_ANSWER),
  startLaunch: (id) => startLaunch(deps, id),
});

/** What a request spends around a sweep: reading, answering. Together they are what an invocation may spend. */
const KEPT_FOR_THE_ANSWER = 15;
/** A person waits, and `waitUntil` ends 30 s after the acknowledgement. */
const HAND_RETRIES_MS = 4 * SECOND_MS;

function openHand(deps: Deps): Result<Hand, readonly Fault[]> {
  const tick = forTick(deps, { retryBudgetMs: HAND_RETRIES_MS });
  const { sesterce } = tick;
  if (!sesterce.ok) return sesterce;
  const by = { ...tick, sesterce };
  return ok({
    end: (request) => endByHand(request, by),
    quote: (request) => quoteExtension(request, by),
    extend: (request) => extendByHand(request, by),
  });
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

/** One tick of the cron, which was due at `now` (ms since the epoch); `kept`: not to be spent. Never throws. */
export async function runCron(deps: Deps, now: number, kept = 0): Promise<void> {
  const tick = forTick(deps, { kept });
  const memory = memories.get(deps) ?? { github: createGitHubMemory(), blindAt: null };
  memories.set(deps, memory);
  const tellBlindness = async (blindness: Blindness) => {
    if (memory.blindAt !== null && now - memory.blindAt < HOUR_MS) return;
    if (await cry(tick, blindness)) memory.blindAt = now;
  };
  const ports = { ...githubPorts(tick, memory.github), ...slackReportPorts(tick), tellBlindness };
  await sweep(tick, ports, now);
}

/** What an isolate remembers: GitHub's token and quota, and when it last said that it could not see. */
interface IsolateMemory {
  readonly github: GitHubMemory;
  blindAt: number | null;
}

const memories = new WeakMap<Deps, IsolateMemory>();

/** Whether it was taken. */
async function cry(
  { settings: { slackReports }, fetch, clock }: TickDeps,
  blindness: Blindness,
): Promise<boolean> {
  if (!slackReports.ok) return false;
  const { channelId: channel, ...config } = slackReports.value;
  const api = new SlackWebApi(config, { fetch, clock });
  return (await api.postMessage({ channel }, blindnessView(blindness))).ok;
}

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
      const hasRoom = (requests = 1) => budget.left - kept >= requests;
      return lookAt(asks, (owners) => lookAtOwners(owners, clientWith(hasRoom), hasRoom));
    },
    learnNames: (ids) => {
      let left = NAME_REQUESTS;
      return learn(
        deps,
        // What is learned is written down, too.
        clientWith(() => left-- > 0 && budget.left > 1),
        ids,
      );
    },
  };
}

/** Leases still end; of the owners nothing is known, and that is told as any other trouble. */
function notConfigured(faults: readonly Fault[]): Pick<SweepPorts, "askOwners" | "learnNames"> {
  const names = faults.map(({ variable, problem }) => `${variable} is ${problem}`).join(", ");
  const evidence = `GitHub was not asked: ${names}.`;
  const look = { kind: "unknown", evidence, isUnasked: true } as const;
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

/** One run of the Workflow LAUNCH. Throws, for good, what its parameters or the configuration lack. */
export async function runLaunch(
  deps: Deps,
  payload: unknown,
  step: Parameters<typeof stepsOf>[0],
): Promise<unknown> {
  const ports = launchPorts(deps);
  return launch(z.parse(LaunchParams, payload), { ...ports, steps: stepsOf(step) });
}

/** Throws when the API key is missing: `startLaunch` starts nothing then. */
export function launchPorts(deps: Deps): Omit<LaunchPorts, "steps"> {
  const { sesterce, store, clock, random, log } = deps;
  if (!sesterce.ok) {
    const names = sesterce.reason.map(({ variable }) => variable).join(", ");
    throw new Error(`Not configured: ${names}.`);
  }
  return { store, clock, random, log, client: sesterce.value, tell: tellLaunchWith(deps) };
}

function tellLaunchWith({ settings: { slackReports }, fetch, clock, log }: Deps): TellLaunch {
  if (!slackReports.ok) return async (_report, message) => ({ isTold: false, message });
  return createTellLaunch({ api: new SlackWebApi(slackReports.value, { fetch, clock }), log });
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
