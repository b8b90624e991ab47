import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeAll, describe, expect, it } from "vitest";
import { GITHUB_TOKEN } from "../../simulator/github/index.ts";
import { type AppKeys, makeAppKeys } from "../github/app-key.ts";
import { type Crowd, type CrowdOptions, crowd } from "./crowd.ts";

const FREE_PLAN = 45;
const MACHINES = 500;
/** Within so many ticks each machine is looked at. */
const ROUND = Math.ceil(MACHINES / 20) + 1;
const ALWAYS = { times: Number.POSITIVE_INFINITY } as const;

const most = (figures: readonly number[]): number => Math.max(...figures);

/** Ticks until it is so; at most so many. */
async function ticksUntil(world: Crowd, isSo: () => boolean, atMost: number): Promise<number> {
  for (let ticks = 1; ticks <= atMost; ticks++) {
    await world.tick();
    if (isSo()) return ticks;
  }
  return Number.POSITIVE_INFINITY;
}

let keys: AppKeys;
beforeAll(async () => {
  keys = await makeAppKeys();
});

const appOptions = (): CrowdOptions => ({
  github: { token: undefined, app: { appId: 1234, installationId: 77, publicKey: keys.publicKey } },
  env: {
    GITHUB_TOKEN: undefined,
    GITHUB_APP_ID: "1234",
    GITHUB_APP_INSTALLATION_ID: "77",
    GITHUB_APP_PRIVATE_KEY: keys.pkcs1,
  },
});

describe("a tick on the Free plan, with 500 machines of 500 runs, spends at most 45", () => {
  it.each<[string, () => CrowdOptions]>([
    ["with a token", () => ({ github: { token: GITHUB_TOKEN } })],
    ["with an App", appOptions],
    [
      "with repositories that are told by name",
      () => ({ env: { REAPER_REPOSITORIES: "acme/r2001" } }),
    ],
    ["with a repository of its own for each machine", () => ({ isSpread: true })],
  ])("and each is looked at within 26 ticks, %s", async (_, options) => {
    const world = await crowd(() => ({ alive: { count: MACHINES } }), options());
    const ticks = await ticksUntil(world, () => world.lookedAt() === MACHINES, ROUND + 4);
    expect(ticks).toBeLessThanOrEqual(ROUND);
    expect(most(world.spending)).toBeLessThanOrEqual(FREE_PLAN);
    expect(world.running()).toEqual({ alive: MACHINES });
  });

  it("with ends of every kind among them: all that is due ends", async () => {
    const world = await crowd(({ world: hub, faults }) => ({
      alive: { count: 420 },
      leases: { count: 30, endsInMs: 20 * MINUTE_MS },
      ended: { count: 30, fate: (run) => hub.completeRun(run) },
      missing: { count: 10, fate: (run) => hub.deleteRun(run) },
      unknown: { count: 10, fate: (run) => faults.add({ fault: "forbidden", run, ...ALWAYS }) },
    }));
    const isLeft = (group: string) => (world.running()[group] ?? 0) > 0;
    const leases = await ticksUntil(world, () => !isLeft("leases"), 40);
    const ended = await ticksUntil(world, () => !isLeft("ended"), 140);
    expect([leases, ended]).not.toContain(Number.POSITIVE_INFINITY);
    expect(most(world.spending)).toBeLessThanOrEqual(FREE_PLAN);
    expect(world.running()).toEqual({ alive: 420, missing: 10, unknown: 10 });
  });
});

describe("nothing starves", () => {
  it("one end that is due, while there is more to look at than a tick can", async () => {
    const world = await crowd(() => ({
      alive: { count: 60 },
      lease: { count: 1, endsInMs: 10 * MINUTE_MS },
    }));
    expect(await ticksUntil(world, () => !world.running().lease, 10)).toBe(6);
  });

  it("runs that can't be found, which take five requests each: all are asked for", async () => {
    const world = await crowd(({ world: hub }) => ({
      missing: { count: 8, fate: (run) => hub.deleteRun(run) },
      alive: { count: 12 },
    }));
    const asked = () => new Set(world.slackText().match(/[0-9a-f]{24}/g) ?? []).size;
    const ticks = await ticksUntil(world, () => asked() === 8, 25);
    expect(ticks).toBeLessThan(25);
    expect(world.lookedAt()).toBe(20);
  });

  it("deletes that the API keeps failing cost no more than the tick has", async () => {
    const world = await crowd(() => ({
      alive: { count: 40 },
      leases: { count: 12, endsInMs: 10 * MINUTE_MS },
    }));
    await ticksUntil(world, () => false, 5);
    world.cloud.faults.add({ fault: "server-error", on: ["delete"], ...ALWAYS });
    await ticksUntil(world, () => false, 5);
    expect(most(world.spending)).toBeLessThanOrEqual(FREE_PLAN);
  });
});

describe("with more than the Free plan", () => {
  it("a tick looks at all, and ends all that is due", async () => {
    const world = await crowd(
      () => ({ alive: { count: 150 }, leases: { count: 30, endsInMs: 10 * MINUTE_MS } }),
      { env: { REAPER_SUBREQUESTS: "10000" } },
    );
    await world.tick();
    expect(world.lookedAt()).toBe(180);
    expect(await ticksUntil(world, () => !world.running().leases, 8)).toBe(5);
    expect(world.clock.now()).toBeLessThan(Date.UTC(2026, 0, 1, 12) + HOUR_MS);
  });
});
