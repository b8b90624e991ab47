/** Slack fails at each message: nothing is rented more or less for it, and the person reads what they can. */
import { describe, expect, it } from "vitest";
import type { ScriptedSlackFault } from "../../simulator/slack/index.ts";
import { runInMemory } from "./memory-engine.ts";
import { launchWorld, PERSON } from "./world.ts";

async function launchWith(...faults: ScriptedSlackFault[]) {
  const world = await launchWorld({ cloud: { bootMs: 90_000 } });
  for (const fault of faults) world.slack.faults.add(fault);
  const { outcome } = await runInMemory(world);
  expect(outcome.kind).toBe("ready");
  expect(world.posts()).toHaveLength(1);
  expect(world.alive()).toHaveLength(1);
  return world;
}

/** Renting, booting at once and after one minute, ready. */
const MESSAGES = [0, 1, 2, 3];
const KINDS: readonly ScriptedSlackFault[] = [
  { fault: "unavailable" },
  { fault: "rate-limited", retryAfter: 30 },
  { fault: "rate-limited", retryAfter: 1 },
  { fault: "network" },
  { fault: "hang" },
  { fault: "refuse-blocks" },
  { fault: "error", error: "internal_error" },
  { fault: "token-revoked" },
];

describe.each(KINDS)("$fault", (fault) => {
  it.each(MESSAGES)(
    "at message %i: the person still reads that it is ready, once",
    async (skip) => {
      const world = await launchWith({ ...fault, skip });
      expect(world.said()).toHaveLength(1);
      expect(world.said()[0]).toContain("*Ready:*");
    },
  );

  it("for ever: it rents all the same", async () => {
    const world = await launchWith({ ...fault, times: Number.POSITIVE_INFINITY });
    if (fault.fault === "refuse-blocks") return expect(world.said()[0]).toContain("*Ready:*");
    expect(world.said().length).toBeLessThanOrEqual(1);
    expect(world.events.map(({ event }) => event)).toContain("launch-not-told");
  });
});

it("a post that was taken without an answer is told again, in a message of its own", async () => {
  const world = await launchWith({ fault: "network", handled: true, on: ["chat.postMessage"] });
  expect(world.said()).toHaveLength(2);
  expect(world.said()[1]).toContain("*Ready:*");
});

it("a message that the person has deleted is posted anew", async () => {
  const world = await launchWith({ fault: "error", error: "message_not_found", skip: 1 });
  expect(world.said()).toHaveLength(2);
  expect(world.said()[1]).toContain("*Ready:*");
});

it("the address goes to the person alone", async () => {
  const world = await launchWith();
  const { channel } = (await world.row()).message ?? {};
  expect(channel).toBe(`D${PERSON}`);
  const elsewhere = world.slack.messages.all().filter((one) => one.channel !== channel);
  expect(elsewhere).toEqual([]);
});
