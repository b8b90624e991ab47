import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { runCron } from "../../../worker/src/app.ts";
import { CALM, DUE, type Scene, scene } from "./scene.ts";
import { mortal } from "./steps.ts";

/** Requests and statements of such a sweep, batches as one. */
const LEAST_STEPS = 17;

type IsLast = (what: string, step: number) => boolean;

/** The due sweep of an isolate that dies on the way; resolves when it is dead, or has come through. */
async function dyingSweep(world: Scene, isLast: IsLast, isSent: boolean) {
  const { ways, death, steps } = mortal({ ...world.deps, db: env.DB }, { isLast, isSent });
  let hasCome = false;
  const sweep = runCron(world.anew(ways), world.dueAt).then(() => {
    hasCome = true;
  });
  await world.clock.run(Promise.race([sweep, death]));
  return { hasCome, steps };
}

/** Deletes that were accepted, and those that found nothing. */
const deletesOf = (world: Scene, accepted: boolean) =>
  world
    .deletes()
    .filter(({ status }) => (status === 204) === accepted)
    .map(({ of }) => of)
    .sort();

async function trials(isSent: boolean) {
  const all = [];
  for (let last = 1; ; last++) {
    const world = await scene();
    const { hasCome, steps } = await dyingSweep(world, (_, step) => step === last, isSent);
    if (hasCome) return all;
    await world.sweepOn();
    const deletes = { accepted: deletesOf(world, true), refused: deletesOf(world, false) };
    all.push({ at: `${last}: ${steps[last - 1]}`, outcome: await world.outcome(), deletes });
  }
}

describe.each([
  ["before it does it", false],
  ["when it has done it, and before it hears of it", true],
])("the isolate is stopped at each step in turn, %s", (_, isSent) => {
  let all: Awaited<ReturnType<typeof trials>> = [];
  beforeAll(async () => {
    all = await trials(isSent);
  });

  it("the next sweeps finish it: each machine is deleted by one delete, and no claim is left", () => {
    expect(all.length).toBeGreaterThanOrEqual(LEAST_STEPS);
    const { told: _told, ...calm } = CALM;
    const wrong = all.filter(({ outcome: { told, ...rest }, deletes }) => {
      const state = { ...rest, ...deletes, isToldTwice: new Set(told).size < told.length };
      const sound = { ...calm, accepted: DUE, refused: [], isToldTwice: false };
      return JSON.stringify(state) !== JSON.stringify(sound);
    });
    expect(wrong).toEqual([]);
  });

  it("each delete is in the evidence", () => {
    const wrong = all.filter(({ outcome }) => outcome.told.length < CALM.told.length);
    expect(wrong.map(({ at }) => at)).toEqual([]);
  });
});

describe("the isolate is stopped", () => {
  const isDelete: IsLast = (what) => what.startsWith("DELETE");

  it("between claim and delete: it waits for the claim to grow old, and is deleted then", async () => {
    const world = await scene();
    await dyingSweep(world, isDelete, false);
    expect(world.deletes()).toEqual([]);
    expect(await world.outcome()).toMatchObject({ claimed: DUE, told: [] });
    await world.sweepOn(1);
    expect(world.deletes()).toEqual([]);
    await world.sweepOn(4);
    expect(deletesOf(world, true)).toEqual(DUE);
    expect(deletesOf(world, false)).toEqual([]);
    expect(await world.outcome()).toEqual(CALM);
  });

  it("between delete and verify: the next sweep writes it down, and deletes nothing again", async () => {
    const world = await scene();
    let hasDeleted = false;
    const isVerify: IsLast = (what) => {
      hasDeleted ||= what.startsWith("DELETE");
      return hasDeleted && what.startsWith("GET /gpu-cloud");
    };
    await dyingSweep(world, isVerify, false);
    expect(deletesOf(world, true)).toEqual(DUE);
    expect(await world.outcome()).toMatchObject({ claimed: DUE, told: [] });
    await world.sweepOn(1);
    expect(world.deletes()).toHaveLength(DUE.length);
    expect(await world.outcome()).toEqual(CALM);
  });

  it("after it has asked for the first of two deletes: only the other is asked for again", async () => {
    const world = await scene();
    await dyingSweep(world, isDelete, true);
    await world.sweepOn();
    expect(deletesOf(world, true)).toEqual(DUE);
    expect(deletesOf(world, false)).toEqual([]);
    expect(await world.outcome()).toEqual(CALM);
  });
});
