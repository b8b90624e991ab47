/** The whole Worker on a real D1, with Sesterce simulated and Slack's answers caught, in virtual time. */
import { env } from "cloudflare:workers";
import { teamHashOf } from "@sesterce-gpu/shared";
import { createApp } from "../../worker/src/app.ts";
import { createDeps, type Deps } from "../../worker/src/deps.ts";
import type { LogEvent } from "../../worker/src/log.ts";
import { completeEnv } from "../../worker/src/settings/env.fixture.ts";
import type { RawEnv } from "../../worker/src/settings/index.ts";
import type { Message } from "../../worker/src/slack/message.ts";
import { signedAction, signedCommand } from "../../worker/src/slack/signed-request.fixture.ts";
import { freshStore } from "../../worker/src/store/store.fixture.ts";
import { sweep } from "../../worker/src/sweep.ts";
import { type SeedMachine, seedFleet } from "../helpers/seed-fleet.ts";
import { VirtualClock } from "../helpers/virtual-clock.ts";
import { createSimulator, type SimulatorOptions } from "../simulator/index.ts";

export interface Reply extends Message {
  readonly response_type: string;
  readonly replace_original: boolean;
}

export interface WorkerOptions {
  readonly env?: RawEnv;
  readonly db?: D1Database;
  readonly cloud?: Partial<SimulatorOptions>;
  /** What Slack answers to each post at a response_url; "ok" by default. */
  readonly slack?: () => Response;
}

export type SimulatedWorker = Awaited<ReturnType<typeof simulatedWorker>>;

export async function simulatedWorker(options: WorkerOptions = {}) {
  await freshStore();
  const clock = new VirtualClock();
  const cloud = createSimulator({ clock, ...options.cloud });
  const replies: Reply[] = [];
  const events: LogEvent[] = [];
  const SESTERCE_API_URL = cloud.options.baseUrl;
  const raw = { ...completeEnv, SESTERCE_API_URL, ...options.env, DB: options.db ?? env.DB };
  const slackFetch = async (request: Request): Promise<Response> => {
    replies.push(await request.json());
    return options.slack?.() ?? new Response("ok");
  };
  const fetchAny: typeof fetch = (input, init) => {
    const request = new Request(input, init);
    return request.url.startsWith("https://hooks.slack.com/")
      ? slackFetch(request)
      : cloud.fetch(request);
  };
  const made = createDeps(raw, { fetch: fetchAny, clock, random: () => 0.5 });
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
  const lastReply = (): Reply => {
    const reply = replies.at(-1);
    if (!reply) throw new Error("Nothing was answered in Slack.");
    return reply;
  };
  return {
    clock,
    cloud,
    deps,
    replies,
    events,
    send,
    /** What a person reads who types `/gpu <text>`. */
    ask: async (text: string, userId = "U0ONE"): Promise<Reply> => {
      await send(await signedCommand({ text, userId, nowMs: clock.now() }));
      return lastReply();
    },
    click: async (value: string, actionId = "run:next"): Promise<Reply> => {
      await send(await signedAction({ value, actionId, nowMs: clock.now() }));
      return lastReply();
    },
    sweep: () => clock.run(sweep(deps)),
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
    await clock.advance(Math.max(0, current - clock.now()));
  });
}

function executionContext(work: Promise<unknown>[]): ExecutionContext {
  return {
    waitUntil: (promise: Promise<unknown>) => void work.push(promise),
    passThroughOnException: () => {},
    props: {},
  } as unknown as ExecutionContext;
}

/** Of the workspace that `completeEnv` names. */
export const ourTeamHash = (): Promise<string> => teamHashOf(completeEnv.SLACK_TEAM_ID);
