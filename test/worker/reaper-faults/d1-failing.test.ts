import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { runCron } from "../../../worker/src/app.ts";
import { CALM, DUE, type Outcome, type Scene, scene, TICK_MS } from "./scene.ts";
import { databaseThrough } from "./steps.ts";

const refusal = () => new Error("D1_ERROR: Network connection lost.");

interface Way {
  readonly name: string;
  /** D1 that fails at the n-th time; `seen` hears what it was. */
  readonly failing: (at: number, seen: (what: string) => void) => D1Database;
}

/** As many are run in such a sweep, batches as one. */
const LEAST_STATEMENTS = 8;

const sameSet = (some: readonly object[], others: readonly object[]): boolean => {
  const sorted = (all: readonly object[]) => all.map((one) => JSON.stringify(one)).sort();
  return JSON.stringify(sorted(some)) === JSON.stringify(sorted(others));
};

/** Counts, and hears of the one that fails. */
function counter(at: number, seen: (what: string) => void) {
  let count = 0;
  return (what: string): boolean => {
    count += 1;
    if (count === at) seen(what);
    return count === at;
  };
}

const WAYS: readonly Way[] = [
  {
    name: "when it is prepared",
    failing: (at, seen) => {
      const isHit = counter(at, seen);
      const prepare = (what: string) => {
        if (isHit(what)) throw refusal();
      };
      return databaseThrough(env.DB, { prepare });
    },
  },
  {
    name: "when it is run",
    failing: (at, seen) => {
      const isHit = counter(at, seen);
      return databaseThrough(env.DB, {
        run: async (what, go) => {
          if (isHit(what)) throw refusal();
          return go();
        },
      });
    },
  },
  {
    name: "after it was done, so that only the answer is lost",
    failing: (at, seen) => {
      const isHit = counter(at, seen);
      return databaseThrough(env.DB, {
        run: async (what, go) => {
          const answer = await go();
          if (isHit(what)) throw refusal();
          return answer;
        },
      });
    },
  },
];

interface Trial {
  /** Which statement failed. */
  readonly hit: string;
  readonly outcome: Outcome;
  readonly deletes: ReturnType<Scene["deletes"]>;
}

/** The due sweep with a failure at the n-th statement, and four sweeps in peace; undefined: it got through. */
async function trial({ failing }: Way, at: number): Promise<Trial | undefined> {
  const world = await scene();
  const hits: string[] = [];
  const db = failing(at, (what) => hits.push(what));
  await world.clock.run(runCron(world.anew({ db }), world.dueAt));
  const [hit] = hits;
  if (hit === undefined) return undefined;
  await world.sweepOn();
  return { hit: `${at}: ${hit}`, outcome: await world.outcome(), deletes: world.deletes() };
}

describe.each(WAYS)("D1 fails at each statement in turn, $name", (way) => {
  const trials: Trial[] = [];
  beforeAll(async () => {
    for (let at = 1; ; at++) {
      const tried = await trial(way, at);
      if (!tried) break;
      trials.push(tried);
    }
  });

  it("what is due is deleted all the same, by one delete, and nothing else is", () => {
    expect(trials.length).toBeGreaterThanOrEqual(LEAST_STATEMENTS);
    const expected = DUE.map((of) => ({ of, status: 204 }));
    const wrong = trials.filter(({ deletes }) => !sameSet(deletes, expected));
    expect(wrong).toEqual([]);
  });

  it("no claim is left, each case says that it was deleted, and nothing is told twice", () => {
    const { told: _, ...calm } = CALM;
    const wrong = trials.filter(({ outcome: { told, ...rest } }) => {
      return JSON.stringify(rest) !== JSON.stringify(calm) || new Set(told).size < told.length;
    });
    expect(wrong).toEqual([]);
  });

  it("each delete is in the evidence", () => {
    const wrong = trials.filter(({ outcome }) => outcome.told.length < CALM.told.length);
    expect(wrong.map(({ hit }) => hit)).toEqual([]);
  });
});

describe("D1 fails throughout", () => {
  it.each(["prepare", "run"] as const)(
    "at %s: nothing is deleted, whatever is due",
    async (when) => {
      const world = await scene();
      const down = databaseThrough(env.DB, {
        ...(when === "run" && { run: () => Promise.reject(refusal()) }),
        ...(when === "prepare" && {
          prepare: () => {
            throw refusal();
          },
        }),
      });
      const deps = world.anew({ db: down });
      await world.clock.run(runCron(deps, world.dueAt));
      await world.sweepOn(8, deps);
      expect(world.deletes()).toEqual([]);
      expect(world.clock.now()).toBeGreaterThanOrEqual(world.dueAt + 8 * TICK_MS);
    },
  );
});

describe("nothing fails", () => {
  it("what is due is deleted, once, and written down", async () => {
    const world = await scene();
    await world.clock.run(runCron(world.anew(), world.dueAt));
    const deletes = DUE.map((of) => ({ of, status: 204 }));
    expect(world.deletes()).toEqual(expect.arrayContaining(deletes));
    await world.sweepOn();
    expect(world.deletes()).toHaveLength(DUE.length);
    expect(await world.outcome()).toEqual(CALM);
  });
});
