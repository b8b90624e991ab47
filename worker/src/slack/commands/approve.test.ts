import { env } from "cloudflare:workers";
import { type Clock, HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import { createDeps, type Deps, WORLD } from "../../deps.ts";
import { completeEnv } from "../../settings/env.fixture.ts";
import type { RawEnv } from "../../settings/index.ts";
import { type Store, StoreError } from "../../store/index.ts";
import { freshStore, looked, NOW } from "../../store/store.fixture.ts";
import type { ActionCall } from "../calls.ts";
import { answerAction } from "./answer.ts";
import { noPorts } from "./ports.fixture.ts";

const OPERATOR = "U0OPERATOR";
const missing = (machineId: string) =>
  looked({ machineId, markWhy: "owner-missing", markAt: NOW - MINUTE_MS });

let store: Store;
beforeEach(async () => {
  store = await freshStore();
  await store.cases.save([missing("a"), missing("b"), { ...missing("c"), markAt: NOW }]);
  const machines = ["a", "b", "c"].map((machineId) => ({ machineId, markAt: NOW - MINUTE_MS }));
  await store.approvals.put({ id: "ap1", askedAt: NOW, machines });
});

const click = (change: Partial<ActionCall> = {}): ActionCall => ({
  kind: "action",
  teamId: "T0TEAM",
  userTeamId: "T0TEAM",
  userId: OPERATOR,
  triggerId: null,
  actionId: "approve",
  blockId: null,
  value: "ap1",
  responseUrl: null,
  isEphemeral: false,
  channelId: "C0REPORTS",
  messageTs: "1.1",
  ...change,
});

interface Setting {
  readonly env?: RawEnv;
  readonly now?: number;
  readonly store?: Store;
}

async function answerTo(call: ActionCall, setting: Setting = {}): Promise<string> {
  const clock: Clock = { now: () => setting.now ?? NOW, sleep: () => new Promise(() => {}) };
  const enforcing = { ...completeEnv, REAPER_MODE: "enforce", REAPER_REPOSITORIES: "1" };
  const made = createDeps(
    { ...enforcing, ...setting.env, DB: env.DB, LAUNCH: env.LAUNCH },
    { ...WORLD, clock },
  );
  const deps: Deps = { ...made, store: setting.store ?? store, log: () => {} };
  return (await answerAction(deps, noPorts)(call))?.text ?? "";
}

const approvedBy = async () =>
  (await store.cases.byIds(["a", "b", "c"])).map((row) => row.approvedBy).toSorted();

describe("a click on Approve", () => {
  it("approves what is as it was when it was asked about, and names the rest", async () => {
    const text = await answerTo(click());
    expect(text).toMatch(/Approved: 2 machines end with the next sweeps/);
    expect(text).toMatch(/1 machine has changed since and is left alone: `c`/);
    expect(await approvedBy()).toEqual([OPERATOR, OPERATOR, null]);
  });

  it("twice is once", async () => {
    await answerTo(click());
    expect(await answerTo(click())).toMatch(/<@U0OPERATOR> has approved that already/);
  });

  it("works on any question of a message", async () => {
    expect(await answerTo(click({ actionId: "approve:2" }))).toMatch(/Approved: 2 machines/);
  });

  it("of nobody but an operator counts, and it is said who is one", async () => {
    const text = await answerTo(click({ userId: "U0ELSE" }));
    expect(text).toContain("Only operators may do that: <@U0OPERATOR>.");
    expect(await approvedBy()).toEqual([null, null, null]);
  });

  it("counts of nobody while nobody is named, which names the variable", async () => {
    const text = await answerTo(click(), { env: { SLACK_OPERATORS: "" } });
    expect(text).toContain("`SLACK_OPERATORS` can't be used");
    expect(await approvedBy()).toEqual([null, null, null]);
  });

  it("holds 30 minutes", async () => {
    const late = await answerTo(click(), { now: NOW + 30 * MINUTE_MS });
    expect(late).toMatch(/Too late/);
    expect(await answerTo(click(), { now: NOW + 30 * MINUTE_MS - 1 })).toMatch(/Approved: 2/);
  });

  it.each(["ap2", null])("on an unknown question approves nothing: %s", async (value) => {
    expect(await answerTo(click({ value }))).toMatch(/not known here any more/);
  });

  it("says in observe mode that nothing ends", async () => {
    const text = await answerTo(click(), { env: { REAPER_MODE: "observe" } });
    expect(text).toMatch(/only in enforce mode/);
  });

  it("is told when the database does not answer", async () => {
    const failing = {
      approve: () => Promise.reject(new StoreError("approving", new Error("D1 is down"))),
    };
    const approvals = Object.assign(Object.create(store.approvals), failing);
    const text = await answerTo(click(), { store: { ...store, approvals } });
    expect(text).toMatch(/database does not answer/);
  });

  it("on another button is none", async () => {
    expect(await answerTo(click({ actionId: "approved" }))).toBe("");
    expect(await answerTo(click({ actionId: "approve:x" }), { now: NOW + HOUR_MS })).toBe("");
  });
});
