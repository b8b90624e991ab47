import { MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import type { ScriptedFault } from "../../simulator/github/index.ts";
import { ALWAYS, only, REPOSITORY, reaperWorld, type World } from "./world.ts";

type Break = (world: World) => void;

const faulty =
  (fault: ScriptedFault): Break =>
  (world) =>
    void world.githubFaults.add(fault);

const deleteRuns = (world: World) => {
  for (const { id } of world.worker.github.store.state.runs) world.github.deleteRun(id);
};

const TROUBLES: readonly [string, Break][] = [
  ["its repository is a 404", (world) => void world.github.removeAccess(REPOSITORY)],
  ["its repository was deleted", (world) => void world.github.deleteRepository(REPOSITORY)],
  ["401", faulty({ fault: "unauthorized", ...ALWAYS })],
  ["403", faulty({ fault: "forbidden", ...ALWAYS })],
  ["403 of the secondary limit", faulty({ fault: "secondary-limit", ...ALWAYS })],
  ["429", faulty({ fault: "secondary-limit", status: 429, ...ALWAYS })],
  ["500", faulty({ fault: "unavailable", status: 500, ...ALWAYS })],
  ["503", faulty({ fault: "unavailable", ...ALWAYS })],
  ["no answer in time", faulty({ fault: "hang", ...ALWAYS })],
  ["a lost connection", faulty({ fault: "network", ...ALWAYS })],
  ["HTML", faulty({ fault: "html", ...ALWAYS })],
  ["HTML that says 404", faulty({ fault: "html", status: 404, ...ALWAYS })],
  ["JSON that is cut", faulty({ fault: "cut-json", ...ALWAYS })],
  [
    "another repository's id, and no run",
    (world) => {
      deleteRuns(world);
      world.githubFaults.add({ fault: "other-id", ...ALWAYS });
    },
  ],
  [
    "no run, and the list of runs is refused",
    (world) => {
      deleteRuns(world);
      world.githubFaults.add({ fault: "forbidden", on: ["runs"], ...ALWAYS });
    },
  ],
];

const TOLD = /Nobody knows since .* whether it is still needed/;

/** Minutes after `from` at which a new message said so in full. */
const escalationsSince = (world: World, from: number): number[] =>
  world
    .posts()
    .map(({ history: [first] }) => ({ at: first?.at ?? 0, blocks: first?.blocks ?? [] }))
    .filter(({ blocks }) => JSON.stringify(blocks).match(/Told for the \w+ time/))
    .map(({ at }) => Math.floor((at - from) / MINUTE_MS));

describe("a machine of whose owner nothing can be known", () => {
  it.each(TROUBLES)(
    "is kept, told of at 30 min and at 2 h, and ended by its lease: %s",
    async (_, breakIt) => {
      const world = await reaperWorld();
      const job = world.startJob();
      const endsAt = world.clock.now() + 160 * MINUTE_MS;
      const id = only(await world.rent({ who: job, leaseMinutes: 160 }));
      await world.tick();
      world.github.completeRun(job.runId);
      breakIt(world);
      await world.tick();
      const brokenAt = world.clock.now();
      await world.sweepFor(140, 10);
      expect(world.running()).toEqual([id]);
      expect((await world.caseOf(id))?.lookKind).toBe("unknown");
      expect(escalationsSince(world, brokenAt)).toEqual([30, 120]);
      expect(world.everSaid()).toMatch(TOLD);
      expect(world.everSaid()).toContain(id);
      await world.sweepUntil(() => world.running().length === 0, 25);
      // A tick, and the time that GitHub is waited for.
      expect(world.clock.now() - endsAt).toBeLessThanOrEqual(3 * MINUTE_MS);
      expect(escalationsSince(world, brokenAt)).toEqual([30, 120]);
    },
  );

  it("is told of anew when it was known in between", async () => {
    const world = await reaperWorld();
    const id = only(await world.rent({ who: world.startJob() }));
    await world.tick();
    for (const _ of ["once", "twice"]) {
      world.github.removeAccess(REPOSITORY);
      await world.sweepFor(40);
      world.github.restoreAccess(REPOSITORY);
      await world.sweepFor(10);
    }
    expect(escalationsSince(world, 0)).toHaveLength(2);
    expect(world.running()).toEqual([id]);
    expect((await world.caseOf(id))?.unknownSince).toBeNull();
  });

  it("is ended by its owner's end when that can be known again", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const ids = await world.rent({ who: job });
    world.github.removeAccess(REPOSITORY);
    world.github.completeRun(job.runId);
    await world.sweepFor(60);
    expect(world.running()).toEqual(ids);
    world.github.restoreAccess(REPOSITORY);
    await world.tick();
    expect(world.running()).toEqual(ids);
    await world.tick();
    expect(world.running()).toEqual([]);
  });
});

describe("without access to GitHub", () => {
  it("machines are kept, told of, and ended by their leases", async () => {
    const world = await reaperWorld({ env: { GITHUB_TOKEN: "" } });
    const id = only(await world.rent({ who: world.startJob(), leaseMinutes: 60 }));
    await world.sweepFor(58);
    expect(world.running()).toEqual([id]);
    expect(escalationsSince(world, 0)).toHaveLength(1);
    expect(world.everSaid()).toContain("GITHUB_TOKEN");
    await world.tick();
    expect(world.running()).toEqual([]);
  });
});
