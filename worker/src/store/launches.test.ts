import { describe, expect, it } from "vitest";
import type { LaunchRequest, Quote } from "./index.ts";
import { freshStore, NOW, STEM } from "./store.fixture.ts";

const request: LaunchRequest = {
  gpu: "H100",
  count: 1,
  region: null,
  lifetimeMs: 7_200_000,
  hourlyUsd: 2.75,
  candidates: [{ gpu: "H100", count: 1, region: "oslo-norway-1", cloud: "DV_01", hourlyUsd: 2.75 }],
};
const quote: Quote = { id: "a", stem: STEM, userId: "U0ONE", request, quotedAt: NOW };

async function quoted() {
  const { launches } = await freshStore();
  await launches.quote(quote);
  return launches;
}

describe("a quote", () => {
  it("is read as it was written", async () => {
    const launches = await quoted();
    expect(await launches.find("a")).toEqual({
      ...quote,
      state: "quoted",
      clickedAt: null,
      createNumber: 0,
      createSentAt: null,
      createsClaimed: 0,
      machineId: null,
      message: null,
      outcome: null,
    });
    expect(await launches.find("b")).toBeUndefined();
  });

  it("has a stem of its own", async () => {
    const launches = await quoted();
    await expect(launches.quote({ ...quote, id: "b" })).rejects.toThrow("writing a quote");
  });

  it("is launched by one of many clicks", async () => {
    const launches = await quoted();
    const clicks = [1, 2, 3].map((later) => launches.launch({ id: "a", at: NOW + later }));
    expect((await Promise.all(clicks)).filter(Boolean)).toHaveLength(1);
    expect(await launches.cancel({ id: "a", at: NOW })).toBe(false);
    expect(await launches.find("a")).toMatchObject({ state: "launched" });
  });

  it("is not launched once it is cancelled", async () => {
    const launches = await quoted();
    expect(await launches.cancel({ id: "a", at: NOW })).toBe(true);
    expect(await launches.launch({ id: "a", at: NOW })).toBe(false);
  });
});

describe("a create", () => {
  it("is sent by one caller, once", async () => {
    const launches = await quoted();
    expect(await launches.claimCreate("a", 1)).toBe(false);
    expect(await launches.beginCreate("a", 1, NOW)).toBe(true);
    const claims = await Promise.all([1, 1, 1].map((one) => launches.claimCreate("a", one)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await launches.beginCreate("a", 1, NOW + 1)).toBe(false);
    expect(await launches.find("a")).toMatchObject({ createNumber: 1, createSentAt: NOW });
  });

  it("may be followed by another, although it was never sent", async () => {
    const launches = await quoted();
    await launches.beginCreate("a", 1, NOW);
    expect(await launches.beginCreate("a", 2, NOW + 1)).toBe(true);
    expect(await launches.claimCreate("a", 1)).toBe(false);
    expect(await launches.claimCreate("a", 2)).toBe(true);
  });

  it("is not sent when the launch is over", async () => {
    const launches = await quoted();
    await launches.beginCreate("a", 1, NOW);
    await launches.settle("a", { kind: "failed" });
    expect(await launches.claimCreate("a", 1)).toBe(false);
    expect(await launches.beginCreate("a", 2, NOW)).toBe(false);
  });
});

describe("what became of it", () => {
  it("is written once", async () => {
    const launches = await quoted();
    await launches.setMachine("a", "m1");
    await launches.setMessage("a", { channel: "D1", ts: "1.2" });
    expect(await launches.settle("a", { kind: "ready" })).toBe(true);
    expect(await launches.settle("a", { kind: "failed" })).toBe(false);
    const message = { channel: "D1", ts: "1.2" };
    expect(await launches.find("a")).toMatchObject({
      ...{ machineId: "m1", message, outcome: { kind: "ready" } },
    });
  });
});

describe("a public key", () => {
  it("is one a person, and the last that was put", async () => {
    const { publicKeys } = await freshStore();
    const key = { userId: "U0ONE", key: "ssh-ed25519 AAAA a", addedAt: NOW };
    await publicKeys.put(key);
    await publicKeys.put({ ...key, key: "ssh-ed25519 BBBB b", addedAt: NOW + 1 });
    expect(await publicKeys.of("U0ONE")).toEqual({
      ...{ userId: "U0ONE", key: "ssh-ed25519 BBBB b", addedAt: NOW + 1 },
    });
    expect(await publicKeys.of("U0TWO")).toBeUndefined();
  });
});
