import { describe, expect, it } from "vitest";
import type { Guard } from "../fleet/report.ts";
import { MISSING, NOW, WORKFLOW } from "./facts.fixture.ts";
import type { Verdict } from "./facts.ts";
import { about, ENDS, factsFor, KEEP, MARKED, report, told } from "./report.fixture.ts";
import { type ReportFacts, reportOf } from "./report.ts";

describe("a report", () => {
  it("says what the machine is, whose, what it costs, and why", () => {
    const { at, mode, items } = report({
      verdict: { ...about, kind: "would-delete", why: "lease" },
    });
    expect({ at, mode }).toEqual({ at: NOW, mode: "enforce" });
    expect(items[0]).toMatchObject({
      why: about.evidence,
      machine: {
        id: "a",
        name: "sgpu-gh-x",
        holder: WORKFLOW,
        gpu: "H100",
        gpuCount: 2,
        hourlyUsd: 3,
        costUsd: 1.5,
        leaseEndsAt: ENDS,
      },
    });
  });

  it("has guards after all machines, by their code", () => {
    const guards: Guard[] = [
      { code: "list-shrunk", was: 9, is: 2 },
      { code: "burst", heldBack: 2, most: 3 },
    ];
    const verdict: Verdict = { ...about, kind: "would-delete", why: "lease" };
    const keys = report({ verdict, guards }).items.map(({ key }) => key);
    expect(keys).toEqual(["a:would-delete", "guard:list-shrunk", "guard:burst"]);
  });

  it("has the dearest first, then by key, and those without a price last", () => {
    const prices = new Map([
      ["a", 1],
      ["b", 5],
      ["c", null],
      ["d", 5],
    ]);
    const all = [...prices].map(([id, hourlyUsd]) => ({
      id,
      given: factsFor({
        verdict: { machineId: id, evidence: [], kind: "would-delete", why: "lease" },
        change: { id, hourlyUsd },
      }),
    }));
    const [first] = all;
    if (!first) throw new Error("There are four.");
    const merged: ReportFacts = {
      ...first.given,
      plan: { verdicts: all.flatMap(({ given }) => given.plan.verdicts), guards: [] },
      seen: {
        ...first.given.seen,
        facts: {
          ...first.given.seen.facts,
          subjects: all.flatMap(({ given }) => given.seen.facts.subjects),
        },
        machines: new Map(all.flatMap(({ given }) => [...given.seen.machines])),
      },
    };
    const order = reportOf(merged).items.map(({ key }) => key.slice(0, 1));
    expect(order).toEqual(["b", "d", "a", "c"]);
  });

  it("goes on saying in observe mode what it would do, when its turn to be looked at has not come", () => {
    const given = { verdict: KEEP, file: MARKED, look: undefined, mode: "observe" } as const;
    expect(told(given)).toEqual([[{ kind: "would-delete", isQuestion: true }, "a:would-delete"]]);
    expect(told({ ...given, mode: "enforce" })).toEqual([]);
    expect(told({ ...given, look: MISSING })).toEqual([]);
    // One look so far: nobody knows yet what it would come to.
    const young = { mark: { why: "owner-ended" as const, at: NOW } };
    expect(told({ ...given, file: young })).toEqual([]);
  });
});
