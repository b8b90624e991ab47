import { MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { ALWAYS, nameOf, only, person, REPOSITORY, reaperWorld, type World } from "./world.ts";

/** Brings about what enforce mode would delete, and tells which machines. */
type Ending = (world: World) => Promise<readonly string[]>;

const completed = async (world: World, jobId?: number) => {
  const job = world.startJob();
  const ids = await world.rent({ who: { ...job, jobId: jobId ?? job.jobId } });
  world.github.completeRun(job.runId);
  return ids;
};

const leased = (world: World) => world.rent({ who: world.startJob(), leaseMinutes: 30 });

const ENDINGS: Readonly<Record<string, Ending>> = {
  "its run has completed": (world) => completed(world),
  "its run has completed, and it belonged to all of it": (world) => completed(world, 0),
  "its job has completed while the run goes on": async (world) => {
    const [train] = world.startRun("train", "test");
    if (!train) throw new Error("a job");
    world.github.completeJob(train.jobId);
    return world.rent({ who: train });
  },
  "a later attempt runs": async (world) => {
    const job = world.startJob();
    world.github.completeJob(job.jobId);
    world.rerun(job);
    return world.rent({ who: job }, { who: { ...job, jobId: 0 } });
  },
  "its lease has ended, and GitHub says in progress": leased,
  "its lease has ended, and nothing is known": async (world) => {
    world.github.removeAccess(REPOSITORY);
    return leased(world);
  },
  "its lease has ended while GitHub is down": async (world) => {
    world.githubFaults.add({ fault: "unavailable", ...ALWAYS });
    return leased(world);
  },
  "its run is missing": async (world) => {
    const job = world.startJob();
    const ids = await world.rent({ who: job });
    await world.tick();
    world.github.deleteRun(job.runId);
    return ids;
  },
  "it has failed": async (world) => {
    world.cloud.faults.add({ fault: "machine-error" });
    return world.rent({ who: world.startJob() });
  },
  "it is one of two with one stem": async (world) => {
    const job = world.startJob();
    const who = nameOf(job, world.clock.now() + 60 * MINUTE_MS, "twins1");
    world.github.completeJob(job.jobId);
    return world.rent({ who }, { who });
  },
  "it ended with four others": async (world) => {
    const jobs = Array.from({ length: 5 }, () => world.startJob());
    const ids = await world.rent(...jobs.map((who) => ({ who })));
    for (const { runId } of jobs) world.github.completeRun(runId);
    return ids;
  },
  "it ended while nobody swept": async (world) => {
    await world.tick();
    const ids = await completed(world);
    await world.tick(40);
    return ids;
  },
};

const deletesIn = ({ cloud }: World) =>
  cloud.requests.filter(({ operation }) => operation === "delete");

describe("a workflow's machine in observe mode", () => {
  it.each(Object.entries(ENDINGS))("is kept, and said of: %s", async (_, bringAbout) => {
    const world = await reaperWorld({ mode: "observe" });
    const ids = await bringAbout(world);
    await world.sweepFor(44, 4);
    expect(world.running()).toEqual(ids);
    expect(deletesIn(world)).toEqual([]);
    expect(world.channel()).toMatch(/Mode observe/);
    expect(world.channel()).toMatch(/Enforce mode would (ask whether to )?delete it/);
    for (const id of ids) expect(world.channel()).toContain(id);
    expect(world.approveButton()).toBeUndefined();
  });

  it.each(Object.entries(ENDINGS))(
    "would not be there in enforce mode: %s",
    async (what, bringAbout) => {
      const world = await reaperWorld({ mode: "enforce" });
      await bringAbout(world);
      if (what === "its run is missing") {
        await world.sweepUntil(() => world.approveButton() !== undefined, 20);
        await world.approve();
      }
      await world.sweepFor(44, 4);
      expect(world.running()).toEqual([]);
    },
  );

  it("is kept when it is older than any lifetime may be", async () => {
    const env = { MAX_LIFETIME: "1h" };
    const world = await reaperWorld({ mode: "observe", env });
    const ids = await world.rent({ who: world.startJob() });
    await world.sweepFor(4 * 60, 4);
    expect(world.running()).toEqual(ids);
    expect(world.channel()).toMatch(/Enforce mode would (ask whether to )?delete it/);
  });

  it("is what the mode is when nobody says any", async () => {
    const world = await reaperWorld({ env: { REAPER_MODE: undefined } });
    const ids = await completed(world);
    await world.sweepFor(10);
    expect(world.running()).toEqual(ids);
    expect(world.channel()).toMatch(/Mode observe/);
  });
});

describe("a machine from Slack in observe mode", () => {
  it("ends with its lease, and its person is told before", async () => {
    const world = await reaperWorld({ mode: "observe" });
    const id = only(await world.rent({ who: await person(), leaseMinutes: 30 }));
    await world.sweepFor(28);
    expect(world.running()).toEqual([id]);
    expect(world.channel()).toContain("<@U0ONE>");
    await world.tick();
    expect(world.running()).toEqual([]);
    expect(world.channel()).toMatch(/Deleted/);
  });

  it("ends although GitHub is down and its quota used up", async () => {
    const world = await reaperWorld({ mode: "observe" });
    await world.rent({ who: await person(), leaseMinutes: 30 });
    world.githubFaults.add({ fault: "network", ...ALWAYS });
    await world.sweepFor(30);
    expect(world.running()).toEqual([]);
  });

  it("ends beside a workflow's, which is kept", async () => {
    const world = await reaperWorld({ mode: "observe" });
    const [, kept] = await world.rent(
      { who: await person(), leaseMinutes: 30 },
      { who: world.startJob(), leaseMinutes: 30 },
    );
    await world.sweepFor(50);
    expect(world.running()).toEqual([kept]);
  });
});
