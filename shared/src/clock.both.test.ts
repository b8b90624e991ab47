import { describe, expect, it } from "vitest";
import { systemClock } from "./clock.ts";

describe("the system clock", () => {
  it("wakes a sleeper that is aborted, with the reason of the abort", async () => {
    const abort = new AbortController();
    const sleeping = systemClock.sleep(60_000, abort.signal);
    abort.abort(new Error("cancelled"));
    await expect(sleeping).rejects.toThrow("cancelled");
  });

  it("does not begin to sleep when the signal is aborted already", async () => {
    const signal = AbortSignal.abort(new Error("cancelled"));
    await expect(systemClock.sleep(60_000, signal)).rejects.toThrow("cancelled");
  });
});
