import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { boundOf } from "./bounds.ts";
import type { Tenancy } from "./ledger.ts";

const END = 10 * HOUR_MS;
const NEVER = { from: 900 * HOUR_MS, until: 901 * HOUR_MS };
const CALM = { github: NEVER, sesterce: NEVER, restore: NEVER };

/** Ended, and heard of. */
const tenancy = (change: Partial<Tenancy> = {}): Tenancy => ({
  machineId: "a",
  runId: 1,
  attempt: 1,
  jobId: 1,
  rentedAt: END - HOUR_MS,
  leaseEndsAt: END + 8 * HOUR_MS,
  hourlyUsd: 1,
  endedAt: END,
  heardAt: END + 5_000,
  goneAt: null,
  goneBy: null,
  ...change,
});

/** Minutes from the owner's end to the bound. */
function minutes(change: Partial<Tenancy> = {}, troubles: Partial<typeof CALM> = {}): number {
  const one = tenancy(change);
  const bound = boundOf(one, { ...CALM, ...troubles }, [one]);
  return ((bound?.deadline ?? Number.NaN) - END) / MINUTE_MS;
}

const around = (from: number, until: number) => ({
  from: END + from * MINUTE_MS,
  until: END + until * MINUTE_MS,
});

describe("a machine has to be gone", () => {
  it("5 minutes after the end that a webhook told of, 10 after one that none did", () => {
    expect(minutes()).toBe(5);
    expect(minutes({ heardAt: null })).toBe(10);
  });

  it("17 minutes after its lease's end, though its owner lives, and never later than that", () => {
    expect(minutes({ endedAt: null, leaseEndsAt: END + MINUTE_MS })).toBe(18);
    expect(minutes({ leaseEndsAt: END - 15 * MINUTE_MS })).toBe(2);
  });

  it("10 minutes after GitHub is back, whatever was told before; its lease does not wait for that", () => {
    const github = around(-20, 40);
    expect(minutes({}, { github })).toBe(50);
    expect(minutes({}, { github: around(4, 40) })).toBe(50);
    expect(minutes({ leaseEndsAt: END }, { github })).toBe(17);
    expect(minutes({}, { github: around(6, 40) })).toBe(5);
  });

  it("10 minutes after Sesterce is back, and the warning with its tick", () => {
    expect(minutes({}, { sesterce: around(-20, 40) })).toBe(62);
    expect(minutes({ leaseEndsAt: END }, { sesterce: around(-20, 40) })).toBe(62);
  });

  it("after a restore likewise, and the warning alone long after it", () => {
    expect(minutes({}, { restore: around(-360, 3) })).toBe(25);
    expect(minutes({}, { restore: around(-360, -30) })).toBe(17);
    expect(minutes({}, { restore: around(-360, -90) })).toBe(5);
  });

  it("a tick later for each lot that the burst guard holds back", () => {
    const crowd = Array.from({ length: 7 }, (_, index) => tenancy({ machineId: String(index) }));
    const [first = tenancy()] = crowd;
    expect((boundOf(first, CALM, crowd)?.deadline ?? 0) - END).toBe(9 * MINUTE_MS);
  });
});
