import { describe, expect, it } from "vitest";
import { healthReport, sweepHealth } from "./health.ts";
import { completeEnv } from "./settings/env.fixture.ts";
import { readSettings } from "./settings/index.ts";

const NOW = Date.UTC(2026, 0, 1, 12);

describe("the sweep is", () => {
  it.each([
    ["never seen before the first good one", null, "never"],
    ["fresh when it was just now", NOW, "fresh"],
    ["fresh three ticks after the last one", NOW - 360_000, "fresh"],
    ["stale later than that", NOW - 360_001, "stale"],
  ])("%s", (_, lastGoodAt, state) => {
    expect(sweepHealth(lastGoodAt, NOW).state).toBe(state);
  });
});

describe("the report", () => {
  const settings = readSettings(completeEnv);

  it("tells mode and last sweep", () => {
    expect(healthReport(sweepHealth(NOW, NOW), settings)).toEqual({
      ok: true,
      mode: "observe",
      lastSweepAt: "2026-01-01T12:00:00.000Z",
      faults: [],
    });
  });

  it("is not ok without a fresh sweep", () => {
    expect(healthReport({ state: "never" }, settings)).toMatchObject({
      ok: false,
      lastSweepAt: null,
    });
    expect(healthReport(sweepHealth(NOW - 400_000, NOW), settings).ok).toBe(false);
    expect(healthReport({ state: "unknown" }, settings).ok).toBe(false);
  });

  it("names each faulty variable once, and is not ok", () => {
    const broken = readSettings({ ...completeEnv, SLACK_BOT_TOKEN: "", REAPER_MODE: "maybe" });
    expect(healthReport(sweepHealth(NOW, NOW), broken)).toMatchObject({
      ok: false,
      mode: "observe",
      faults: ["SLACK_BOT_TOKEN", "REAPER_MODE"],
    });
  });

  it("tells the mode that is set", () => {
    const enforcing = readSettings({
      ...completeEnv,
      REAPER_MODE: "enforce",
      REAPER_REPOSITORIES: "1",
    });
    expect(healthReport(sweepHealth(NOW, NOW), enforcing).mode).toBe("enforce");
  });
});
