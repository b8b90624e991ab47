/** The whole Worker on a real D1, with Sesterce simulated and Slack's answers caught, in virtual time. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { teamHashOf } from "@sesterce-gpu/shared";
import { vi } from "vitest";
import { createApp, runCron } from "../../worker/src/app.ts";
import { createDeps, type Deps, type LaunchBinding, type World } from "../../worker/src/deps.ts";
import type { LogEvent } from "../../worker/src/log.ts";
import { completeEnv } from "../../worker/src/settings/env.fixture.ts";
import type { RawEnv } from "../../worker/src/settings/index.ts";
import { signedAction, signedCommand } from "../../worker/src/slack/signed-request.fixture.ts";
import { freshStore } from "../../worker/src/store/store.fixture.ts";
import { type SeedMachine, seedFleet } from "../helpers/seed-fleet.ts";
import { VirtualClock } from "../helpers/virtual-clock.ts";
import { createGitHubEnd, type GitHubEndOptions } from "../simulator/github/index.ts";
import { requestOf } from "../simulator/in-process.ts";
import { createSimulator, type SimulatorOptions } from "../simulator/index.ts";
import { createSlackEnd, type Reply } from "../simulator/slack/index.ts";
import { d1UnderWay } from "./d1-under-way.ts";

export interface WorkerOptions {
  readonly env?: RawEnv;
  readonly db?: D1Database;
  /** By default the Workflow itself. */
  readonly launches?: LaunchBinding;
  readonly cloud?: Partial<SimulatorOptions>;
  readonly github?: Partial<GitHubEndOptions>;
  /** Numbers in [0, 1); always the same one unless told. */
  readonly random?: () => number;
}

type Row = Record<string, unknown>;

export type SimulatedWorker = Awaited<ReturnType<typeof simulatedWorker>>;

export async function simulatedWorker(options: WorkerOptions = {}) {
  await freshStore();
  const clock = new VirtualClock(undefined, { isInProcess: true, elsewhere: d1UnderWay });
  const cloud = createSimulator({ clock, ...options.cloud });
  const slack = createSlackEnd({ clock });
  const github = createGitHubEnd({ clock, ...options.github });
  const events: LogEvent[] = [];
  const ends = {
    SESTERCE_API_URL: cloud.options.baseUrl,
    GITHUB_API_URL: github.options.baseUrl,
    SLACK_API_URL: slack.options.apiBaseUrl,
    SLACK_RESPONSE_ORIGIN: slack.options.responseOrigin,
    SLACK_BOT_TOKEN: slack.options.botToken,
  };
  const bindings = { DB: options.db ?? env.DB, LAUNCH: options.launches ?? env.LAUNCH };
  const raw = { ...completeEnv, ...ends, ...options.env, ...bindings };
  let mangled: ((rows: Row[]) => unknown[]) | undefined;
  const fetchAny: typeof fetch = async (input, init) => {
    const request = requestOf(input, init);
    const { responseOrigin, apiBaseUrl } = slack.options;
    const isForSlack = [responseOrigin, apiBaseUrl].some((base) => request.url.startsWith(base));
    if (isForSlack) return slack.fetch(request);
    if (request.url.startsWith(github.options.baseUrl)) return github.fetch(request);
    const answer = await cloud.fetch(request);
    const isList = request.url.endsWith("/gpu-cloud/instances");
    return isList && mangled ? Response.json(mangled(await answer.json())) : answer;
  };
  const { random = () => 0.5 } = options;
  const world: World = { fetch: fetchAny, clock, random };
  const made = createDeps(raw, world);
  const deps: Deps = { ...made, log: (event) => void events.push(event) };
  const app = createApp(deps);

  /** Sends a request; resolves when all that it set off is done. */
  const send = async (request: Request): Promise<Response> => {
    const work: Promise<unknown>[] = [];
    const context = executionContext(work);
    const answer = await app.fetch(request, undefined, context);
    await clock.run(Promise.all(work));
    return answer;
  };
  /** Sends what `signed` makes of a new response_url, and waits for what is said there. */
  const converse = async (signed: (responseUrl: string) => Promise<Request>): Promise<Reply> => {
    const responseUrl = slack.mintResponseUrl();
    await send(await signed(responseUrl));
    const reply = slack.replies(responseUrl).at(-1);
    if (!reply) throw new Error("Nothing was answered in Slack.");
    return reply;
  };
  return {
    clock,
    cloud,
    deps,
    slack,
    /** The list's rows, from now on, are what this makes of them. */
    mangle: (change: (rows: Row[]) => unknown[]) => {
      mangled = change;
    },
    /** What the Worker's own log makes of a text. */
    writeLog: (text: string): string => {
      const write = vi.spyOn(console, "info").mockImplementation(() => {});
      made.log({ level: "info", event: "test", text });
      const line = String(write.mock.calls[0]?.[0]);
      write.mockRestore();
      return line;
    },
    events,
    send,
    /** What a person reads who types `/gpu <text>`. */
    ask: (text: string, userId = "U0ONE") =>
      converse((responseUrl) => signedCommand({ text, userId, responseUrl, nowMs: clock.now() })),
    click: (value: string, actionId = "run:next") =>
      converse((responseUrl) => signedAction({ value, actionId, responseUrl, nowMs: clock.now() })),
    github,
    /** What a new Worker in the same world stands on, with another way to it or to D1. */
    anew: (through: Partial<World> & { readonly db?: D1Database } = {}): Deps => {
      const { db = raw.DB, ...ways } = through;
      return { ...createDeps({ ...raw, DB: db }, { ...world, ...ways }), log: deps.log };
    },
    sweep: () => clock.run(runCron(deps, clock.now())),
    seed: (machines: readonly SeedMachine[]) => seed(clock, cloud, machines),
  };
}

/** Time moves on until the youngest is as old as it is said to be. */
async function seed(
  clock: VirtualClock,
  cloud: ReturnType<typeof createSimulator>,
  machines: readonly SeedMachine[],
): Promise<string[]> {
  const oldest = Math.max(0, ...machines.map(({ ageMs }) => ageMs));
  const endsAt = clock.now() + oldest;
  let current = clock.now();
  const settable = {
    now: () => current,
    setBack: (ms: number) => {
      current = endsAt - ms;
    },
  };
  return seedFleet(cloud, settable, machines, async () => {
    if (current > clock.now()) await clock.advance(current - clock.now());
  });
}

/** Collects what is to be done after the answer. */
function executionContext(work: Promise<unknown>[]): ExecutionContext {
  const waitUntil = (promise: Promise<unknown>) => void work.push(promise);
  return Object.assign(createExecutionContext(), { waitUntil });
}

/** Of the workspace that `completeEnv` names. */
export const ourTeamHash = (): Promise<string> => teamHashOf(completeEnv.SLACK_TEAM_ID);
