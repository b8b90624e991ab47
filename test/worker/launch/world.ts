/** One quote of a person with a key, and all that a launch of it meets: D1, Sesterce and Slack, in virtual time. */
import { env } from "cloudflare:workers";
import {
  type Clock,
  createNonce,
  encodeStem,
  hasStem,
  MINUTE_MS,
  SECOND_MS,
} from "@sesterce-gpu/shared";
import { expect } from "vitest";
import { createDeps } from "../../../worker/src/deps.ts";
import type { LogEvent } from "../../../worker/src/log.ts";
import { completeEnv } from "../../../worker/src/settings/env.fixture.ts";
import type { LaunchRequest } from "../../../worker/src/store/index.ts";
import { freshStore, looked } from "../../../worker/src/store/store.fixture.ts";
import { VirtualClock } from "../../helpers/virtual-clock.ts";
import { requestOf } from "../../simulator/in-process.ts";
import { createSimulator, type SimulatorOptions } from "../../simulator/index.ts";
import { createSlackEnd } from "../../simulator/slack/index.ts";
import { d1UnderWay } from "../d1-under-way.ts";

export const PERSON = "U0ONE";
export const SSH_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== ann";
export const LIFETIME_MS = 120 * MINUTE_MS;

export interface WorldOptions {
  readonly cloud?: Partial<SimulatorOptions>;
  readonly request?: Partial<LaunchRequest>;
  /** The Worker's clock over the virtual one; that itself when it is not given. */
  readonly clockOver?: (clock: VirtualClock) => Clock;
  /** What each machine costs an hour, whatever its offer said: as create tells it, and as a look at it does. */
  readonly priced?: (machine: ToldMachine, by: "create" | "get") => number | null;
}

type ToldMachine = Readonly<Record<string, unknown>>;

export type LaunchWorld = Awaited<ReturnType<typeof launchWorld>>;

const REQUEST: LaunchRequest = {
  gpu: "H100",
  count: 1,
  region: null,
  lifetimeMs: LIFETIME_MS,
  hourlyUsd: 5,
  candidates: [],
};

export async function launchWorld({
  cloud: options,
  request,
  priced,
  clockOver = (clock) => clock,
}: WorldOptions = {}) {
  const store = await freshStore();
  const clock = new VirtualClock(undefined, { isInProcess: true, elsewhere: d1UnderWay });
  const cloud = createSimulator({ clock, ...options });
  const slack = createSlackEnd({ clock });
  const fetchAny: typeof fetch = async (input, init) => {
    const call = requestOf(input, init);
    if (call.url.startsWith(slack.options.apiBaseUrl)) return slack.fetch(call);
    const answer = await cloud.fetch(call);
    const { operation } = cloud.requests.at(-1) ?? {};
    if (!priced || !answer.ok || (operation !== "create" && operation !== "get")) return answer;
    const machine = await answer.json<ToldMachine>();
    const { status } = answer;
    return Response.json({ ...machine, hourlyPrice: priced(machine, operation) }, { status });
  };
  const events: LogEvent[] = [];
  const ends = { SESTERCE_API_URL: cloud.options.baseUrl, SLACK_API_URL: slack.options.apiBaseUrl };
  const bindings = { DB: env.DB, LAUNCH: env.LAUNCH };
  const stem = encodeStem(
    { kind: "person", teamHash: "0f3z", userId: PERSON },
    createNonce(Math.random),
  );
  const watch = watchMachines(cloud, stem);
  const world = { fetch: watch.around(fetchAny), clock: clockOver(clock), random: () => 0.5 };
  const made = createDeps({ ...completeEnv, ...ends, ...bindings }, world);
  const deps = { ...made, log: (event: LogEvent) => void events.push(event) };
  const id = crypto.randomUUID();
  await store.launches.quote({
    ...{ id, stem, userId: PERSON, quotedAt: clock.now() },
    request: { ...REQUEST, ...request },
  });
  await store.publicKeys.put({ userId: PERSON, key: SSH_KEY, addedAt: clock.now() });
  return {
    ...{ id, stem, store, clock, cloud, slack, deps, events, watch },
    /** POSTs that reached the API. */
    posts: () =>
      cloud.requests
        .filter(({ operation }) => operation === "create")
        .map(({ body }) => `${body.instanceId}@${body.region}`),
    /** Ids of what nobody has ended. */
    alive: () => cloud.billedNow().map(({ id }) => id),
    row: async () => {
      const row = await store.launches.find(id);
      if (!row) throw new Error("There is no row of this launch.");
      return row;
    },
    /** What the person reads now. */
    said: () => slack.messages.in(`D${PERSON}`).map(({ text }) => text),
    /** All that they could read on the way. */
    history: () =>
      slack.messages.in(`D${PERSON}`).flatMap((one) => one.history.map(({ text }) => text)),
    looked: (machineId: string) => looked({ machineId, stem }),
    drive: <T>(work: Promise<T>) => drive(clock, work),
  };
}

/** The engine works in threads of its own: that nothing is scheduled here for a while is no fault. */
async function drive<T>(clock: VirtualClock, work: Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await clock.run(work);
    } catch (error) {
      const isIdle = error instanceof Error && error.message.startsWith("Nothing is scheduled");
      if (!isIdle) throw error;
    }
  }
}

/** Looks, at each POST, that the lease is in D1 before, and how many machines ran at once. */
function watchMachines(cloud: ReturnType<typeof createSimulator>, stem: string) {
  const leasesBefore: number[] = [];
  let most = 0;
  const around =
    (send: typeof fetch): typeof fetch =>
    async (input, init) => {
      const request = requestOf(input, init);
      if (request.method === "POST" && request.url.startsWith(cloud.options.baseUrl)) {
        const sql = "SELECT count(*) AS many FROM leases WHERE stem = ?";
        const found = await env.DB.prepare(sql).bind(stem).first<{ many: number }>();
        leasesBefore.push(found?.many ?? 0);
      }
      try {
        return await send(request);
      } finally {
        most = Math.max(most, cloud.billedNow().filter(({ name }) => hasStem(name, stem)).length);
      }
    };
  return {
    around,
    /** Machines of the lease that ran at the same time, at most. */
    most: () => most,
    expectLeases: () => expect(leasesBefore.filter((many) => many !== 1)).toEqual([]),
  };
}

/** A minute or two later, as the sweep would find it. */
export const later = (world: LaunchWorld) => world.clock.advance(90 * SECOND_MS);
