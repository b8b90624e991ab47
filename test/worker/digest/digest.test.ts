import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { runCron } from "../../../worker/src/app.ts";
import { hookedWorker, REPOSITORY } from "../github-webhooks/hooked-worker.ts";
import { textOf } from "../reaper/slack-text.ts";

type Hooked = Awaited<ReturnType<typeof hookedWorker>>;

/** A Worker that has watched since noon, at two minutes before eight the next morning. */
async function beforeEight(env = {}, machines = 1) {
  const hooked = await hookedWorker(env);
  await hooked.tick();
  await hooked.clock.advance(
    19 * HOUR_MS + 50 * MINUTE_MS - (hooked.clock.now() % (2 * MINUTE_MS)),
  );
  const owners = Array.from({ length: machines }, () => hooked.start());
  const ids: string[] = [];
  for (const owner of owners) ids.push(await hooked.rent(owner));
  await until(hooked, 7, 58);
  return { ...hooked, owners, ids };
}

async function until(hooked: Hooked, hour: number, minute: number): Promise<void> {
  const at = Date.UTC(2026, 0, 2, hour, minute);
  while (hooked.clock.now() < at) await hooked.tick();
}

const digests = ({ worker }: Hooked): string[] =>
  worker.slack.messages
    .in("C0REPORTS")
    .map(textOf)
    .filter((text) => text.includes("The day until"));

describe("the digest", () => {
  it("is posted with the first good sweep after 08:00, and once", async () => {
    const hooked = await beforeEight();
    expect(digests(hooked)).toHaveLength(0);
    await hooked.tick();
    expect(new Date(hooked.clock.now()).toISOString()).toMatch(/T08:00/);
    expect(digests(hooked)).toHaveLength(1);
    await hooked.ticks(5);
    expect(digests(hooked)).toHaveLength(1);
    expect(digests(hooked)[0]).toMatchSnapshot();
  });

  it("tells what was ended in the day, and what that saves", async () => {
    const hooked = await beforeEight({}, 2);
    const [owner] = hooked.owners;
    if (!owner) throw new Error("an owner");
    await until(hooked, 8, 30);
    hooked.world.completeJob(owner.jobId);
    await hooked.ticks(3);
    expect(hooked.running()).toHaveLength(1);
    await hooked.clock.advance(23 * HOUR_MS);
    await hooked.ticks(15);
    const [, second] = digests(hooked);
    expect(second).toMatch(/Leaks: the sweep has ended 1 machine/);
    expect(second).toMatch(/the end saves [\d.]+ \$ a day/);
  });

  it("is posted by one of two sweeps at once", async () => {
    const hooked = await beforeEight();
    const { clock, worker } = hooked;
    await clock.advance(2 * MINUTE_MS);
    const at = clock.now();
    await clock.run(Promise.all([runCron(worker.deps, at), runCron(worker.deps, at)]));
    await hooked.tick();
    expect(digests(hooked)).toHaveLength(1);
  });

  it("is tried again by the next sweep when Slack fails, and posted once", async () => {
    const hooked = await beforeEight();
    hooked.worker.slack.faults.add({ fault: "error", error: "not_in_channel", times: 2 });
    await hooked.ticks(2);
    expect(digests(hooked)).toHaveLength(0);
    expect(hooked.events.filter(({ event }) => event === "digest-not-posted")).toHaveLength(2);
    await hooked.ticks(3);
    expect(digests(hooked)).toHaveLength(1);
  });

  it("waits for a good sweep", async () => {
    const hooked = await beforeEight();
    hooked.cloud.faults.add({ fault: "server-error", times: Number.POSITIVE_INFINITY });
    await hooked.ticks(3);
    expect(digests(hooked)).toHaveLength(0);
    hooked.cloud.faults.clear();
    await hooked.tick();
    expect(digests(hooked)).toHaveLength(1);
  });

  it.each(["35", "45"])(
    "is paid from a tick of %s, however much there is to look at, and no tick spends more",
    async (subrequests) => {
      const hooked = await beforeEight({ REAPER_SUBREQUESTS: subrequests }, 40);
      await hooked.ticks(3);
      expect(digests(hooked)).toHaveLength(1);
      const spent = hooked.events.filter(({ event }) => event === "sweep-spent");
      for (const { spent: figure } of spent)
        expect(figure).toBeLessThanOrEqual(Number(subrequests));
    },
  );

  it("of names that look like ours, and of owners that cannot be seen", async () => {
    const hooked = await beforeEight();
    await hooked.worker.seed([
      { who: "sgpu-GH-mine", ageMs: 0 },
      { who: "my-notebook", ageMs: 0 },
    ]);
    hooked.world.removeAccess(REPOSITORY);
    await hooked.tick();
    const [text = ""] = digests(hooked);
    expect(text).toContain("sgpu-GH-mine");
    expect(text).toContain("my-notebook");
    expect(text).toMatch(/Not seen/);
    expect(text).not.toMatch(/203\.0\.113/);
  });
});
