import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DAY_MS,
  formatDuration,
  HOUR_MS,
  MINUTE_MS,
  parseDuration,
  SECOND_MS,
} from "./duration.ts";

const anyLength = { minMs: 0, maxMs: Number.POSITIVE_INFINITY };
const lease = { minMs: MINUTE_MS, maxMs: 5 * DAY_MS };

describe("a duration", () => {
  it.each([
    ["0", 0],
    ["0m", 0],
    ["45s", 45 * SECOND_MS],
    ["90m", 90 * MINUTE_MS],
    ["2h", 2 * HOUR_MS],
    ["1h30m", 90 * MINUTE_MS],
    ["1d", DAY_MS],
    ["1d2h3m4s", DAY_MS + 2 * HOUR_MS + 3 * MINUTE_MS + 4 * SECOND_MS],
    [" 2H\n", 2 * HOUR_MS],
  ])("%j is %d ms", (text, value) => {
    expect(parseDuration(text, anyLength)).toEqual({ ok: true, value });
  });

  it.each([
    "",
    " ",
    "1",
    "00",
    "m",
    "-1h",
    "1.5h",
    "1 h",
    "1h 30m",
    "30m1h",
    "1h1h",
    "1w",
    "1e3s",
    "١h",
  ])("is not %j", (text) => {
    expect(parseDuration(text, anyLength)).toEqual({
      ok: false,
      reason: { code: "not-a-duration" },
    });
  });

  it.each([
    ["59s", "too-short"],
    ["0", "too-short"],
    ["5d1s", "too-long"],
    ["9999d", "too-long"],
  ])("outside its bounds is refused: %s is %s", (text, code) => {
    expect(parseDuration(text, lease)).toEqual({ ok: false, reason: { code } });
  });

  it.each(["60s", "1m", "5d", "120h"])("at its bounds is taken: %s", (text) => {
    expect(parseDuration(text, lease).ok).toBe(true);
  });
});

describe("a duration in words", () => {
  it.each([
    [-5, "0s"],
    [0, "0s"],
    [499, "0s"],
    [45_000, "45s"],
    [59_600, "1m"],
    [192_000, "3m 12s"],
    [180_000, "3m"],
    [3_599_600, "1h"],
    [2 * HOUR_MS, "2h"],
    [90 * MINUTE_MS, "1h 30m"],
    [DAY_MS - SECOND_MS, "1d"],
    [28 * HOUR_MS, "1d 4h"],
    [5 * DAY_MS, "5d"],
    // Rounded once: in steps, by seconds and minutes, it would be 8d 23h.
    [8 * DAY_MS + 22.5 * HOUR_MS - 30_500, "8d 22h"],
  ])("of %d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it("reads back as what it was, give or take half of its smaller unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * DAY_MS }), (ms) => {
        const read = parseDuration(formatDuration(ms).replace(" ", ""), anyLength);
        const halfUnit =
          ms < HOUR_MS - 500 ? 500 : ms < DAY_MS - 30_000 ? MINUTE_MS / 2 : HOUR_MS / 2;
        expect(Math.abs((read.ok ? read.value : Number.NaN) - ms)).toBeLessThanOrEqual(halfUnit);
      }),
    );
  });
});
