import { describe, expect, it } from "vitest";
import { changeOf, fileOf, nextFile } from "./case-file.ts";
import { ALIVE, ENDED, facts, MISSING, minutes, NOW, subject, UNKNOWN } from "./facts.fixture.ts";
import type { EndReason, Mark, OwnerLook } from "./facts.ts";
import { plan } from "./plan.ts";

const markOf = (agoMinutes: number, why: EndReason = "owner-ended"): Mark => ({
  why,
  at: NOW - minutes(agoMinutes),
  by: "webhook",
});
/** A grace of three minutes, while a sweep's own mark needs one. */
const verdictOf = (mark: Mark, look: OwnerLook) =>
  plan(facts([subject({}, { mark })], look, { graceMs: minutes(3) })).verdicts[0];

describe("a mark that a webhook made", () => {
  it.each<[string, number, OwnerLook, string]>([
    ["waits for its own grace, not for the recheck", 2.9, ENDED, "keep"],
    ["ends the machine when GitHub says the same after it", 3, ENDED, "delete"],
    ["ends nothing when GitHub says that it lives", 9, ALIVE, "keep"],
    ["ends nothing when GitHub does not tell", 9, UNKNOWN, "unknown"],
    ["ends nothing when GitHub does not know the run: that is another finding", 9, MISSING, "mark"],
  ])("%s", (_, agoMinutes, look, kind) => {
    expect(verdictOf(markOf(agoMinutes), look)?.kind).toBe(kind);
  });

  it("may have no grace, and needs a look of GitHub's all the same", () => {
    const one = subject({}, { mark: markOf(0) });
    const kindWith = (look?: OwnerLook) =>
      plan(facts([one], look, { graceMs: 0, looks: new Map(look ? [[one.id, look]] : []) }))
        .verdicts[0]?.kind;
    expect([kindWith(ENDED), kindWith()]).toEqual(["delete", "keep"]);
  });

  it("is told as what it was", () => {
    const { evidence } = verdictOf(markOf(5), ENDED) ?? {};
    expect(evidence?.at(-1)).toBe("GitHub's webhook told it at 2026-01-01 11:55 UTC.");
  });

  it.each<[string, OwnerLook | undefined, Mark["by"] | "none"]>([
    ["goes when the owner lives", ALIVE, "none"],
    ["stays when nobody was asked", undefined, "webhook"],
    ["stays when nothing is known", UNKNOWN, "webhook"],
    ["becomes a sweep's when the run is missing", MISSING, undefined],
  ])("%s", (_, look, by) => {
    const one = subject({}, { mark: markOf(5) });
    const verdict = plan(facts([one], look, look ? {} : { looks: new Map() })).verdicts[0];
    if (!verdict) throw new Error("There is one machine.");
    const { mark } = nextFile(one, { verdict, look, now: NOW, lookedAt: NOW });
    expect(mark ? mark.by : "none").toBe(by);
  });

  it.each([markOf(5), { why: "owner-missing" as const, at: NOW }])(
    "is read as it was saved",
    (mark) => {
      const change = changeOf(
        { id: "a", stem: "s", row: undefined },
        { ...fileOf(undefined), mark },
        {
          look: undefined,
          now: NOW,
        },
      );
      expect(
        fileOf({ ...change, claimedAt: null, claimedBy: null, failedAt: null, version: 1 }).mark,
      ).toEqual(mark);
    },
  );
});
