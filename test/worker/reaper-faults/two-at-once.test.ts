import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { runCron } from "../../../worker/src/app.ts";
import { CALM, DUE, scene } from "./scene.ts";
import { databaseThrough, fetchThrough, type Gate } from "./steps.ts";

/** Requests and statements of such a sweep, batches as one. */
const LEAST_STEPS = 17;

/** Lets all steps through but the n-th, which waits for `release`. */
function gateAt(held: number) {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const steps: string[] = [];
  const gate: Gate = async (what, go) => {
    steps.push(what);
    if (steps.length === held) {
      arrive();
      await released;
    }
    return go();
  };
  return { gate, arrived, release, steps };
}

/** One sweep waits at its n-th step until another, of another isolate, has come through. */
async function twoSweeps(held: number) {
  const world = await scene();
  const postsBefore = postsOf(world);
  const { gate, arrived, release, steps } = gateAt(held);
  const { fetch } = world.deps;
  const deps = world.anew({
    fetch: fetchThrough(fetch, gate),
    db: databaseThrough(env.DB, { run: gate }),
  });
  const first = runCron(deps, world.dueAt);
  await world.clock.run(Promise.race([first, arrived]));
  await world.clock.advance(1_000);
  await world.clock.run(runCron(world.anew(), world.dueAt + 1_000));
  release();
  await world.clock.run(first);
  await world.sweepOn();
  return {
    isHeld: steps.length >= held,
    at: `${held}: ${steps[held - 1]}`,
    outcome: await world.outcome(),
    deletes: world.deletes(),
    posts: postsOf(world) - postsBefore,
  };
}

const postsOf = ({ slack }: Awaited<ReturnType<typeof scene>>): number =>
  slack.messages.in("C0REPORTS").length;

describe("two sweeps at once, one held up at each step in turn while the other comes through", () => {
  const trials: Awaited<ReturnType<typeof twoSweeps>>[] = [];
  beforeAll(async () => {
    for (let held = 1; ; held++) {
      const tried = await twoSweeps(held);
      if (!tried.isHeld) break;
      trials.push(tried);
    }
  });

  it("delete what is due once, and lose no case", () => {
    expect(trials.length).toBeGreaterThanOrEqual(LEAST_STEPS);
    const { told: _, ...calm } = CALM;
    const wrong = trials.filter(({ outcome: { told, ...rest }, deletes }) => {
      const state = { ...rest, deletes: deletes.map(({ of, status }) => `${of} ${status}`).sort() };
      const sound = { ...calm, deletes: DUE.map((of) => `${of} 204`) };
      return JSON.stringify(state) !== JSON.stringify(sound) || told.length < CALM.told.length;
    });
    expect(wrong).toEqual([]);
  });

  // Both fail until whoever gives a claim back, and nobody else, tells of it (end-machines.ts).
  it("say it once in Slack", () => {
    expect(trials.filter(({ posts }) => posts !== 1).map(({ at }) => at)).toEqual([]);
  });

  it("write each delete down once", () => {
    const wrong = trials.filter(({ outcome }) => outcome.told.length > CALM.told.length);
    expect(wrong.map(({ at }) => at)).toEqual([]);
  });
});
