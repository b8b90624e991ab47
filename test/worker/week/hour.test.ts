/** An hour of the simulated week (`test/week/`) on the Worker as it is, inside workerd, with D1. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { createApp, runCron } from "../../../worker/src/app.ts";
import { createDeps } from "../../../worker/src/deps.ts";
import { freshStore } from "../../../worker/src/store/store.fixture.ts";
import { type Ends, settingsFor, workersFetch } from "../../week/ends.ts";
import type { Ledger } from "../../week/ledger.ts";
import { HOUR, scenarioOf } from "../../week/scenario.ts";
import { type Played, playUnder } from "../../week/week.ts";
import { EVIDENCE, evidenceLine, snapshotOf, type WorkerPort } from "../../week/worker-port.ts";

async function workerOn(ends: Ends, ledger: Ledger): Promise<WorkerPort> {
  await freshStore();
  const { DB } = env;
  const { clock } = ends;
  const raw = { ...settingsFor(ends), REAPER_SUBREQUESTS: "10000", DB, LAUNCH: env.LAUNCH };
  const world = { fetch: workersFetch(ends, ledger), clock, random: () => 0.5 };
  const deps = { ...createDeps(raw, world), log: () => {} };
  const app = createApp(deps);
  return {
    sweep: (at) => clock.run(runCron(deps, at)),
    deliver: async (request) => {
      const work: Promise<unknown>[] = [];
      const waitUntil = (promise: Promise<unknown>) => void work.push(promise);
      const context = Object.assign(createExecutionContext(), { waitUntil });
      expect((await app.fetch(request, undefined, context)).status).toBe(202);
      await clock.run(Promise.all(work));
    },
    snapshot: () => snapshotOf(DB),
    evidenceOf: async (id) => (await DB.prepare(EVIDENCE).bind(id).all()).results.map(evidenceLine),
  };
}

describe("an hour with outages of GitHub and of Sesterce and a restored database", () => {
  let hour: Played;
  beforeAll(async () => {
    hour = await playUnder(scenarioOf(HOUR), { hasPost: true, connect: workerOn });
  });

  it("leaves no machine for longer than its bound, and touches none that lives", () => {
    expect(hour.complaints).toEqual([]);
    expect(hour.murders).toEqual([]);
  });

  it("has orphans of every kind", () => {
    const kinds = hour.orphans.map(({ bound: { net, isMoved } }) => `${net} ${isMoved}`);
    expect(new Set(kinds)).toEqual(
      new Set(["webhook false", "webhook true", "cron false", "cron true", "lease false"]),
    );
  });

  it("leaves nothing running but for those who live, and needs nobody's approval", () => {
    const left = hour.machines.filter(({ goneAt }) => goneAt === null);
    const now = hour.ends.clock.now();
    const isAlive = left.map(({ endedAt, leaseEndsAt }) => endedAt === null && leaseEndsAt > now);
    expect(isAlive).toEqual(left.map(() => true));
    expect(hour.ends.cloud.billedNow()).toHaveLength(left.length);
    const channel = JSON.stringify(hour.ends.slack.messages.in("C0REPORTS"));
    expect(channel).toContain("Deleted");
    expect(channel).not.toContain("Approve");
  });
});
