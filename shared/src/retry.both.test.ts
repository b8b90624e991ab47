import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs, parseRetryAfter } from "./retry.ts";

describe("the backoff", () => {
  it("doubles from 0.5 s to 8 s", () => {
    const whole = [0, 1, 2, 3, 4, 5, 99].map((attempt) => backoffMs(attempt, 1));
    expect(whole).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });

  it("goes from half to the whole of it by chance", () => {
    expect([0, 0.5, 1].map((random) => backoffMs(2, random))).toEqual([1_000, 1_500, 2_000]);
  });

  it("is never nothing and never above its longest", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(), random, fc.integer({ min: 10, max: 60_000 }), (attempt, chance, ms) => {
        const waitMs = backoffMs(attempt, chance, { firstMs: 10, longestMs: ms });
        expect(waitMs).toBeGreaterThanOrEqual(5);
        expect(waitMs).toBeLessThanOrEqual(ms);
      }),
    );
  });
});

describe("Retry-After", () => {
  const NOW = Date.parse("2026-01-01T00:00:00Z");
  it.each([
    ["0", 0],
    ["120", 120_000],
    [" 7 ", 7_000],
    ["Thu, 01 Jan 2026 00:01:00 GMT", 60_000],
    ["Wed, 31 Dec 2025 23:59:00 GMT", 0],
    ["", undefined],
    [" ", undefined],
    [null, undefined],
    ["soon", undefined],
    ["12345678901", undefined],
  ])("%j means %s ms", (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });
});
