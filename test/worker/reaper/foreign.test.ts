import { DAY_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { textOf } from "./slack-text.ts";
import { nameOf, REPOSITORY, reaperWorld, type World } from "./world.ts";

/** Long over by what it says. */
const END = Date.UTC(2026, 0, 1, 12, 10);

const ofOurs = (world: World) => nameOf(world.startJob(), END, "abc123");
const upper = (name: string) => name.replace("abc123", "ABC123");

const NEARLY_OURS: readonly [string, (world: World) => string][] = [
  ["an upper-case letter", (world) => upper(ofOurs(world))],
  ["all in upper case", (world) => ofOurs(world).toUpperCase()],
  ["64 characters", (world) => `${ofOurs(world)}-`.padEnd(64, "0")],
  ["one digit too many in its expiry", (world) => `${ofOurs(world)}0`],
  ["one digit too few in its nonce", (world) => ofOurs(world).replace("abc123", "abc12")],
  ["a leading zero", (world) => ofOurs(world).replace("sgpu-gh-", "sgpu-gh-0")],
  ["a part too many", (world) => `${ofOurs(world)}-1`],
  ["a kind that is none", (world) => ofOurs(world).replace("-gh-", "-gx-")],
  [
    "a repository that is not listed",
    (world) => nameOf({ ...world.startJob(), repositoryId: REPOSITORY + 1 }, END),
  ],
  [
    "another Slack workspace",
    () => nameOf({ kind: "person", teamHash: "0000", userId: "U0ONE" }, END),
  ],
];

const FOREIGN: readonly string[] = ["a-database", "gpu-1", "xsgpu-gh-rt-1-1-1-abc123-hjcc0"];

/** All sweeps of the first hour, then those of a quarter of an hour every eight hours: none too few to act in. */
async function threeDays(world: World) {
  await world.sweepFor(60);
  for (let hours = 9; hours < 72; hours += 8) {
    await world.tick(8 * 60 - 14);
    await world.sweepFor(14);
  }
}

/** The day's digest names everything that runs; these are the others. */
const postsOfSweeps = (world: World) =>
  world.posts().filter((post) => !textOf(post).includes("The day until"));

const deletesIn = ({ cloud }: World) =>
  cloud.requests.filter(({ operation }) => operation === "delete");

describe("machines that are nearly ours", () => {
  it("are never touched in three days of sweeps, and told of once a day", async () => {
    const world = await reaperWorld();
    const ids = await world.rent(...NEARLY_OURS.map(([, naming]) => ({ who: naming(world) })));
    await threeDays(world);
    expect(world.running()).toEqual(ids);
    expect(deletesIn(world)).toEqual([]);
    const told = postsOfSweeps(world);
    expect(told).toHaveLength(3);
    for (const [index, [what]] of NEARLY_OURS.entries()) {
      for (const post of told) expect(textOf(post), what).toContain(ids[index]);
      expect(await world.caseOf(ids[index] ?? ""), what).toBeUndefined();
    }
    const [first = 0, second = 0, third = 0] = told.map(({ history }) => history[0]?.at ?? 0);
    expect(second - first).toBeGreaterThanOrEqual(DAY_MS);
    expect(third - second).toBeGreaterThanOrEqual(DAY_MS);
  });
});

describe("foreign machines", () => {
  it("are never touched in three days of sweeps, and nobody's news but the daily digest's", async () => {
    const world = await reaperWorld();
    const ids = await world.rent(...FOREIGN.map((who) => ({ who })));
    await threeDays(world);
    expect(world.running()).toEqual(ids);
    expect(deletesIn(world)).toEqual([]);
    expect(postsOfSweeps(world)).toEqual([]);
    expect(world.posts()).toHaveLength(2);
  });

  it("are left alone while ours beside them end", async () => {
    const world = await reaperWorld();
    const job = world.startJob();
    const nearly = nameOf({ ...job, repositoryId: REPOSITORY + 1 }, END);
    const [a, b] = await world.rent({ who: "a-database" }, { who: nearly }, { who: job });
    world.github.completeRun(job.runId);
    await world.sweepFor(10);
    expect(world.running()).toEqual([a, b]);
  });
});
