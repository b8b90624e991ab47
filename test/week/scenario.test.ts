import { describe, expect, it } from "vitest";
import { scenarioOf, WEEK } from "./scenario.ts";

const week = scenarioOf(WEEK);
const attempts = week.runs.flatMap((run) => run.attempts);
const share = (isSo: (attempt: (typeof attempts)[number]) => boolean) =>
  attempts.filter(isSo).length / attempts.length;

describe("the simulated week", () => {
  it("is the same in every run, and another with another seed", () => {
    expect(scenarioOf(WEEK)).toEqual(week);
    expect(scenarioOf({ ...WEEK, seed: 8 }).runs).not.toEqual(week.runs);
  });

  it("has what issue 7 asks for", () => {
    expect(week.runs).toHaveLength(5_000);
    expect(share(({ hasPost }) => !hasPost)).toBeCloseTo(0.05, 1.5);
    expect(share(({ isWebhookLost }) => isWebhookLost)).toBeCloseTo(0.2, 1.5);
    expect(share(({ conclusion }) => conclusion === "cancelled")).toBeGreaterThan(0.05);
    expect(attempts.length).toBeGreaterThan(5_300);
  });
});
