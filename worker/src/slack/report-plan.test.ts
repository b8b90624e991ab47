import { DAY_MS, HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import type { MachineFact, PostedReport, ReportItem, SweepReport } from "../fleet/report.ts";
import { MOST_ITEMS } from "./report-memory.ts";
import { planReport, type ReportPlan } from "./report-plan.ts";
import { guardItem, itemOf, reportOf } from "./views/report.fixture.ts";
import { many, NOW } from "./views/views.fixture.ts";

const CHANNEL = "C0REPORTS";
const ending: MachineFact = { kind: "lease-ends", endsAt: NOW + HOUR_MS, of: "lease" };
const lease = itemOf(ending, { id: "a" });
const dearer = itemOf(ending, { id: "a", costUsd: 6 });
const would = itemOf({ kind: "would-delete", isQuestion: false }, { id: "b" });
const deleted = itemOf({ kind: "deleted" }, { id: "a" });
const approved = itemOf({ kind: "approved", by: "U0BOB" }, { id: "a" });
const asked = itemOf({ kind: "ask", approvalId: "ap1", until: NOW + HOUR_MS }, { id: "a" });
const guard = guardItem({ code: "github-failing", asked: 2, failed: 2 });

type Step = readonly [atMs: number, items: readonly ReportItem[]];

/** As Slack would have it after each report in turn. */
function standing(steps: readonly Step[]): PostedReport | null {
  return steps.reduce<PostedReport | null>(
    (posted, [atMs, items]) => taken(planOf(posted, [atMs, items]), NOW + atMs),
    null,
  );
}

function taken(plan: ReportPlan, at: number): PostedReport | null {
  switch (plan.kind) {
    case "nothing":
      return plan.posted;
    case "post":
      return { channel: CHANNEL, ts: "1.1", postedAt: at, saidAt: at, items: plan.items };
    case "edit":
      return { ...plan.posted, saidAt: at, items: plan.items };
  }
}

const planOf = (
  posted: PostedReport | null,
  [atMs, items]: Step,
  channel = CHANNEL,
): ReportPlan => {
  const report: SweepReport = reportOf(items, { at: NOW + atMs });
  // It is kept as JSON in between.
  return planReport(report, JSON.parse(JSON.stringify(posted)), channel);
};

const TICK = 2 * MINUTE_MS;

describe("a report leads to", () => {
  const cases: readonly [string, readonly Step[], Step, ReportPlan["kind"]][] = [
    ["nothing, when there is nothing to say", [], [0, []], "nothing"],
    ["a message, when there is something", [], [0, [lease]], "post"],
    ["nothing, when the same is said again", [[0, [lease]]], [TICK, [lease]], "nothing"],
    ["a message for news", [[0, [lease]]], [TICK, [lease, would]], "post"],
    ["a message for a guard", [[0, [lease]]], [TICK, [lease, guard]], "post"],
    ["nothing, for figures alone too soon", [[0, [lease]]], [TICK, [dearer]], "nothing"],
    ["an edit for figures after ten minutes", [[0, [lease]]], [10 * MINUTE_MS, [dearer]], "edit"],
    ["nothing later without a change", [[0, [lease]]], [10 * TICK, [lease]], "nothing"],
    ["an edit, when one is over", [[0, [lease, would]]], [TICK, [lease]], "edit"],
    ["an edit, when all are over", [[0, [lease]]], [TICK, []], "edit"],
    [
      "nothing, when all were over",
      [
        [0, [lease]],
        [TICK, []],
      ],
      [2 * TICK, []],
      "nothing",
    ],
    ["an edit, when its machine was deleted", [[0, [lease]]], [TICK, [deleted]], "edit"],
    ["a message, when another was deleted", [[0, [would]]], [TICK, [would, deleted]], "post"],
    ["an edit, when an end was approved", [[0, [asked]]], [TICK, [approved]], "edit"],
    [
      "nothing, when a deleted one is said again",
      [[0, [deleted]]],
      [HOUR_MS, [deleted]],
      "nothing",
    ],
    ["nothing, when a deleted one is not said again", [[0, [deleted]]], [HOUR_MS, []], "nothing"],
    [
      "an edit, when what was over is back soon",
      [
        [0, [would]],
        [TICK, []],
      ],
      [2 * TICK, [would]],
      "edit",
    ],
    [
      "a message, when what was over is back later",
      [
        [0, [would]],
        [TICK, []],
      ],
      [TICK + HOUR_MS, [would]],
      "post",
    ],
    [
      "a message, when a machine is deleted of which all was over for long",
      [
        [0, [lease]],
        [TICK, []],
      ],
      [TICK + HOUR_MS, [deleted]],
      "post",
    ],
    ["a message once a day", [[0, [lease]]], [DAY_MS, [lease]], "post"],
    ["an edit a moment before", [[0, [lease]]], [DAY_MS - 1, [dearer]], "edit"],
    ["an edit of an old message whose last is over", [[0, [lease]]], [DAY_MS, []], "edit"],
    ["nothing of an old message with nothing open", [[0, [deleted]]], [DAY_MS, []], "nothing"],
  ];

  it.each(cases)("%s", (_, before, now, kind) => {
    expect(planOf(standing(before), now).kind).toBe(kind);
  });

  it("a message in another channel, and to nothing there when there is nothing to say", () => {
    const posted = standing([[0, [lease]]]);
    expect(planOf(posted, [TICK, [lease]], "C0OTHER").kind).toBe("post");
    expect(planOf(posted, [TICK, []], "C0OTHER")).toEqual({ kind: "nothing", posted: null });
  });

  it("the same message as it is, when it leads to nothing", () => {
    const posted = standing([[0, [lease]]]);
    expect(planOf(posted, [TICK, [dearer]])).toEqual({ kind: "nothing", posted });
  });
});

describe("what a message is made of", () => {
  const linesOf = (steps: readonly Step[]) => standing(steps)?.items.map(({ line }) => line) ?? [];

  it("with news: what was told before is a line, and stays one when it is edited", () => {
    const posted = standing([[0, [lease]]]);
    const plan = planOf(posted, [TICK, [lease, would]]);
    expect(plan).toMatchObject({ kind: "post", facts: { still: new Set([lease.key]), past: [] } });
    const edit = planOf(taken(plan, NOW + TICK), [HOUR_MS, [dearer, would]]);
    expect(edit).toMatchObject({ kind: "edit", facts: { still: new Set([lease.key]) } });
  });

  it("with news: a question is told in full again, for its button", () => {
    expect(planOf(standing([[0, [asked]]]), [TICK, [asked, would]])).toMatchObject({
      kind: "post",
      facts: { still: new Set() },
    });
  });

  it("once a day: everything in full", () => {
    expect(planOf(standing([[0, [lease]]]), [DAY_MS, [lease]])).toMatchObject({
      facts: { still: new Set(), past: [] },
    });
  });

  it("what is over is told so, once, and is final", () => {
    const [, over] =
      standing([
        [0, [lease, would]],
        [TICK, [lease]],
        [2 * TICK, [lease]],
      ])?.items ?? [];
    expect(over).toMatchObject({ machineId: "b", isFinal: true });
    expect(over?.line).toMatch(/^No longer: Enforce mode would/);
  });

  it("what was told in a line and is over has one mark", () => {
    const lines = linesOf([
      [0, [lease]],
      [TICK, [lease, would]],
      [2 * TICK, [would]],
    ]);
    expect(lines.filter((line) => line.startsWith("No longer: "))).toHaveLength(1);
    expect(lines.join()).not.toContain("Still: ");
  });

  it("a machine's end takes the place of what led to it, and stays as it was", () => {
    const ends: readonly Step[] = [
      [0, [asked, would]],
      [TICK, [approved, would]],
      [2 * TICK, [deleted, would]],
    ];
    expect(standing(ends)?.items).toMatchObject([
      { key: would.key, isFinal: false },
      { key: deleted.key, machineId: "a", isFinal: true },
    ]);
    const later = standing([...ends, [3 * TICK, [would]], [4 * TICK, []]])?.items ?? [];
    expect(later.find(({ key }) => key === deleted.key)?.line).toMatch(/^Deleted/);
  });

  it("a line is at most 200 characters", () => {
    const long = many(20, (index) => itemOf(ending, { id: `${"x".repeat(150)}${index}` }));
    const lines = linesOf([
      [0, long],
      [TICK, [would, ...long]],
      [2 * TICK, [would]],
      [3 * TICK, []],
    ]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(200);
  });
});

describe("a long report", () => {
  const all = many(500, (index) =>
    itemOf({ kind: "would-delete", isQuestion: false }, { id: `m${index}` }),
  );

  it("is kept in few items, and is no news again", () => {
    const posted = standing([[0, all]]);
    expect(posted?.items).toHaveLength(MOST_ITEMS);
    expect(planOf(posted, [TICK, all]).kind).toBe("nothing");
  });

  it("has news, when one more is said", () => {
    expect(planOf(standing([[0, all]]), [TICK, [...all, lease]]).kind).toBe("post");
  });

  it("has no news, when one of those is deleted that are not kept whole, or some are over", () => {
    const gone = itemOf({ kind: "deleted" }, { id: "m450" });
    const rest = all.filter(({ machine }) => machine.id !== "m450");
    expect(planOf(standing([[0, all]]), [TICK, [...rest, gone]]).kind).toBe("edit");
    expect(planOf(standing([[0, all]]), [TICK, all.slice(50)]).kind).toBe("edit");
  });
});
