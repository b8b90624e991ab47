import type { ApiFault } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import type {
  Attempt,
  LaunchFailure,
  LaunchReport,
  LaunchStage,
  Place,
  Undone,
} from "../../fleet/launch.ts";
import { launchView } from "./launch.ts";
import { EVIL, expectSendable, HOUR, many, NOW } from "./views.fixture.ts";

const place: Place = {
  gpu: "H100",
  count: 1,
  region: "oslo-norway-1",
  cloud: "DV_01",
  hourlyUsd: 2.75,
};
const fault: ApiFault = {
  code: "refused",
  message: "The Sesterce API answered create with 409.",
  status: 409,
  apiMessage: "OUT_OF_STOCK",
};
const refused: Attempt = { place, machineId: null, failure: { code: "refused", fault } };
const ready: Extract<LaunchStage, { kind: "ready" }> = {
  kind: "ready",
  place,
  machineId: "6b046f5500000000000000aa",
  address: { host: "203.0.113.7", port: 22, user: "ubuntu" },
  leaseEndsAt: NOW + 2 * HOUR,
  at: NOW,
  leftIds: [],
};
const nothing: Undone = { deletedIds: [], left: [], mayStillLand: false };

const viewOf = (stage: LaunchStage, change: Partial<LaunchReport> = {}) => {
  const wish = { gpu: "H100", count: 1, region: null };
  const base = { userId: "U012ABCDEF", wish, maxHourlyUsd: 2.75, attempts: [] };
  return launchView({ ...base, stage, ...change });
};
const failed = (failure: LaunchFailure, undone = nothing) =>
  viewOf({ kind: "failed", failure, undone, leaseEndsAt: NOW + HOUR });

describe("a launch is told", () => {
  it("while it rents", () => {
    expect(viewOf({ kind: "renting" })).toMatchSnapshot();
    const wish = { gpu: "any", count: null, region: "Oslo" };
    expect(viewOf({ kind: "renting" }, { wish }).text).toContain("*Renting* any in Oslo");
  });

  it("while it boots", () => {
    const stage = { kind: "booting", place, machineId: "aa", elapsedMs: 185_000 } as const;
    expect(viewOf(stage, { attempts: [refused] })).toMatchSnapshot();
  });

  it("when it is ready, with buttons and their prices", () => {
    expect(viewOf(ready)).toMatchSnapshot();
  });

  it("when it is ready, and a twin has not gone yet", () => {
    expect(viewOf({ ...ready, leftIds: ["bb"] }).text).toContain("*A second machine runs");
  });
});

describe("a launch that failed says why:", () => {
  it.each<LaunchFailure>([
    { code: "no-offer", nearest: [] },
    { code: "no-offer", nearest: ["8×H100 (AZ_07) is too dear by 20.00 $/h"] },
    { code: "attempts-used", tried: 3 },
    { code: "creates-used", sent: 10 },
    { code: "request-refused", fault },
    { code: "name-changed", id: "aa" },
    { code: "ended-by-hand", id: "aa" },
    { code: "unconfirmed" },
    { code: "store" },
    { code: "internal" },
    { code: "api", fault: { ...fault, code: "balance", status: 402 } },
    { code: "api", fault: { ...fault, code: "network", apiMessage: null, status: null } },
  ])("$code", (failure) => {
    expect(failed(failure).text).toMatchSnapshot();
  });

  it("and what was undone, and what was not", () => {
    const left = [{ id: "aa", why: "the API still shows it as pending" }];
    const texts = [
      nothing,
      { ...nothing, deletedIds: ["aa"] },
      { ...nothing, left },
      { ...nothing, mayStillLand: true },
    ].map((undone) => failed({ code: "internal" }, undone).text);
    expect(texts).toMatchSnapshot();
  });
});

describe("Slack takes it", () => {
  it.each(EVIL)("with %j everywhere", (evil) => {
    const bad = { ...place, gpu: evil, region: evil, cloud: evil };
    const poison = { ...fault, message: evil, apiMessage: evil };
    const attempts = many(10, (index): Attempt => {
      const failure =
        index % 2 === 0
          ? ({ code: "refused", fault: poison } as const)
          : ({ code: "not-ready", detail: evil } as const);
      return { place: bad, machineId: evil, failure };
    });
    const wish = { gpu: evil, count: 8, region: evil };
    const left = many(10, () => ({ id: evil, why: evil }));
    const undone = { ...nothing, left };
    const stages: LaunchStage[] = [
      { kind: "renting" },
      { kind: "booting", place: bad, machineId: evil, elapsedMs: 1 },
      { ...ready, place: bad, leftIds: [evil] },
      {
        kind: "failed",
        failure: { code: "no-offer", nearest: many(3, () => evil) },
        undone,
        leaseEndsAt: NOW,
      },
      { kind: "failed", failure: { code: "api", fault: poison }, undone, leaseEndsAt: null },
    ];
    for (const stage of stages) expectSendable(viewOf(stage, { attempts, wish, userId: "U0EVIL" }));
  });
});
