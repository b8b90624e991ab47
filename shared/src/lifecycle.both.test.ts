import { describe, expect, it } from "vitest";
import { byAge, isActive, isFailed, isGone } from "./lifecycle.ts";
import { Machine } from "./schemas.ts";

describe("a status", () => {
  it.each([
    ["pending", []],
    ["active", ["active"]],
    ["error", ["failed"]],
    ["deleting", ["gone"]],
    ["deleted", ["gone"]],
    ["provisioning", []],
    ["unknown", []],
    ["Active", []],
    ["", []],
  ])("%j means %j", (status, expected) => {
    const means = Object.entries({ active: isActive, failed: isFailed, gone: isGone });
    expect(means.filter(([, is]) => is({ status })).map(([word]) => word)).toEqual(expected);
  });
});

describe("machines by age", () => {
  const machine = (_id: string, createdAt: string | null) => Machine.parse({ _id, createdAt });

  it("begin with the oldest, and end with those without a date, the same way from any order", () => {
    const sorted = [
      machine("d", "2026-01-01T00:00:00Z"),
      machine("b", "2026-01-01T01:00:00+00:00"),
      machine("c", "2026-01-01T01:00:00Z"),
      machine("a", null),
      machine("z", "yesterday"),
    ];
    expect([...sorted].reverse().sort(byAge)).toEqual(sorted);
    expect([...sorted].sort(byAge)).toEqual(sorted);
  });

  it.each([
    ["b", "c", -1],
    ["c", "b", 1],
    ["b", "b", 0],
  ])("of the same age go by their ids: %s and %s", (a, b, order) => {
    for (const createdAt of [null, "2026-01-01T00:00:00Z"]) {
      expect(byAge(machine(a, createdAt), machine(b, createdAt))).toBe(order);
    }
  });
});
