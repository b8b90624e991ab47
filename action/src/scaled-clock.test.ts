import type { Clock } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { scaledClock } from "./scaled-clock.ts";

function wallClock() {
  let now = 1_000_000;
  const slept: number[] = [];
  const clock: Clock = {
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
  return { clock, slept };
}

describe("a clock that runs ten times as fast", () => {
  it("sleeps a tenth of the time, and has the whole of it pass", async () => {
    const { clock, slept } = wallClock();
    const fast = scaledClock(clock, 10);
    await fast.sleep(5_000);
    expect(slept).toEqual([500]);
    expect(fast.now()).toBe(1_005_000);
  });

  it("hands on the signal that wakes", async () => {
    const fast = scaledClock(wallClock().clock, 10);
    const cancelled = AbortSignal.abort(new Error("cancelled"));
    await expect(fast.sleep(1, cancelled)).rejects.toThrow("cancelled");
  });
});

describe("a rate that is none", () => {
  it.each([1, 0, 0.5, -2, Number.NaN, 101, Number.POSITIVE_INFINITY])(
    "%d leaves the clock as it is",
    (rate) => {
      const { clock } = wallClock();
      expect(scaledClock(clock, rate)).toBe(clock);
    },
  );
});
