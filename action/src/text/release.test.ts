import type { ReleaseOutcome } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { machine, STEM } from "../renting.fixture.ts";
import { isBad, type ReleaseReport, releaseText } from "./release.ts";

const text = (outcome: ReleaseOutcome, change: Partial<ReleaseReport> = {}) =>
  releaseText({ outcome, lease: STEM, hourlyUsd: 4.796, usedMs: 754_000, ...change });

const left = { id: "m1", machine: { ...machine, _id: "m1" }, why: "the API still shows it" };

describe("how a lease ended", () => {
  it.each<[string, ReleaseOutcome]>([
    ["deleted", { kind: "deleted", ids: ["m1"] }],
    ["several deleted", { kind: "deleted", ids: ["m1", "m2"] }],
    ["already gone", { kind: "already-gone", ids: ["m1"] }],
    ["nothing rented", { kind: "nothing-rented" }],
    ["unconfirmed", { kind: "unconfirmed", why: "no machine of this lease has shown" }],
    ["still running", { kind: "still-running", left: [left, { id: "m2", why: "timeout" }] }],
  ])("%s: what became of it, its cost, what is left to do", (_, outcome) => {
    expect(text(outcome)).toMatchSnapshot();
  });

  it("costs nothing when the machine was never active", () => {
    expect(text({ kind: "deleted", ids: ["m1"] }, { usedMs: null })).toBe(
      "Deleted: machine m1. It was never active, so it should have cost nothing.",
    );
  });

  it("has no price where none is known", () => {
    const outcome = { kind: "still-running", left: [left] } as const;
    expect(text(outcome, { hourlyUsd: null })).not.toContain("$");
  });

  it.each<[ReleaseOutcome, boolean]>([
    [{ kind: "deleted", ids: [] }, false],
    [{ kind: "already-gone", ids: [] }, false],
    [{ kind: "nothing-rented" }, false],
    [{ kind: "unconfirmed", why: "" }, true],
    [{ kind: "still-running", left: [] }, true],
  ])("%o fails the step: %s", (outcome, isFailure) => {
    expect(isBad(outcome)).toBe(isFailure);
  });

  it("has text from the API as one line", () => {
    const evil = "x\n::error::y\r";
    const odd = { id: evil, machine: { ...machine, name: evil }, why: evil };
    expect(text({ kind: "still-running", left: [odd] })).not.toMatch(/[\n\r]/);
    expect(text({ kind: "deleted", ids: [evil] })).not.toMatch(/[\n\r]/);
  });
});
