import type { ReleaseOutcome } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { machine, STEM } from "../renting.fixture.ts";
import { isBad, releaseText, type Usage } from "./release.ts";

const text = (outcome: ReleaseOutcome, change: Partial<Usage> = {}) => {
  const usage = { hourlyUsd: 4.796, usedMs: 754_000, spentUsd: 0, overMs: 0, ...change };
  return releaseText({ outcome, lease: STEM, usage });
};

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
      "Deleted: machine m1. It was never seen active, so it should have cost nothing.",
    );
  });

  it("tells what machines have cost that were given back before", () => {
    expect(text({ kind: "deleted", ids: ["m2"] }, { spentUsd: 0.251 })).toBe(
      "Deleted: machine m2. It was active for 12m 34s at 4.796 $/h: about 1.04 $, billed by the minute. Machines given back before cost about 0.26 $.",
    );
    expect(text({ kind: "already-gone", ids: ["m1"] }, { usedMs: null, spentUsd: 0.25 })).toBe(
      "Already gone: machine m1. Nothing of this lease runs. Machines given back before cost about 0.25 $.",
    );
  });

  it("tells that the lease ended before the job did", () => {
    expect(text({ kind: "deleted", ids: ["m1"] }, { overMs: 600_000 })).toMatch(
      /Its lease had ended 10m before, when a Worker would have ended it: give `lifetime` more\.$/,
    );
  });

  it("has no price where none is known", () => {
    const outcome = { kind: "still-running", left: [{ id: "m1", why: "timeout" }] } as const;
    expect(text(outcome, { hourlyUsd: null })).not.toContain("$");
  });

  it("answers whoever asked for it by name, also when nothing is there", () => {
    const outcome = { kind: "nothing-rented" } as const;
    expect(releaseText({ outcome, lease: STEM, isAsked: true })).toBe(
      `Already gone: no machine whose name begins with ${STEM} runs.`,
    );
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
