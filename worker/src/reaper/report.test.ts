import { describe, expect, it } from "vitest";
import type { ApprovalList } from "../store/index.ts";
import { ALIVE, FOREIGN, MISSING, minutes, NOW, UNKNOWN } from "./facts.fixture.ts";
import type { Verdict } from "./facts.ts";
import { about, BEFORE, ENDS, type Given, KEEP, MARKED, told } from "./report.fixture.ts";

const DELETE: Verdict = { ...about, kind: "delete", why: "lease" };
const ASK: Verdict = { ...about, kind: "ask", why: "owner-missing" };
const WARNED = { warning: { endsAt: ENDS, firstTriedAt: BEFORE, saidAt: BEFORE } };

const list: ApprovalList = {
  id: "list1",
  askedAt: BEFORE,
  machines: [{ machineId: "a", markAt: BEFORE }],
  approvedAt: null,
  approvedBy: null,
};

describe("what is told of a machine", () => {
  it.each<[string, Given, unknown[]]>([
    ["that is kept: nothing", { verdict: KEEP }, []],
    ["that is marked: nothing", { verdict: { ...about, kind: "mark", why: "owner-ended" } }, []],
    [
      "whose lease ends",
      { verdict: { ...about, kind: "warn", of: "lease-end", endsAt: ENDS } },
      [[{ kind: "lease-ends", endsAt: ENDS, of: "lease" }, `a:lease-ends:${ENDS}`]],
    ],
    [
      "whose lease ends, when it was told before",
      { verdict: KEEP, file: WARNED },
      [[{ kind: "lease-ends", endsAt: ENDS, of: "lease" }, `a:lease-ends:${ENDS}`]],
    ],
    [
      "whose lease was extended since it was told: nothing",
      { verdict: KEEP, file: WARNED, change: { leaseEndsAt: ENDS + 1 } },
      [],
    ],
    [
      "of whose end nobody could be told yet: nothing stands",
      { verdict: KEEP, file: { warning: { endsAt: ENDS, firstTriedAt: BEFORE, saidAt: null } } },
      [],
    ],
    [
      "that ends after a gap",
      { verdict: { ...about, kind: "warn", of: "end-after-gap", since: BEFORE, at: ENDS } },
      [[{ kind: "ends-after-gap", at: ENDS }, "a:ends-after-gap"]],
    ],
    [
      "that is stuck",
      {
        verdict: { ...about, kind: "warn", of: "deleting" },
        file: { ...WARNED, deletingSince: BEFORE },
        change: { status: "deleting" },
      },
      [[{ kind: "stuck", since: BEFORE }, "a:stuck"]],
    ],
    [
      "that is on its way out: nothing of its lease",
      { verdict: KEEP, file: WARNED, change: { status: "deleting" } },
      [],
    ],
    [
      "that is on its way out: nothing of its approval",
      { verdict: KEEP, approvedBy: "U0ONE", change: { status: "deleting" } },
      [],
    ],
    [
      "that was deleted",
      { verdict: DELETE, deed: { outcome: "deleted", detail: "" } },
      [[{ kind: "deleted" }, `a:deleted:${NOW}`]],
    ],
    [
      "whose delete was begun by an earlier sweep",
      { verdict: KEEP, file: WARNED, finished: ["a"] },
      [[{ kind: "deleted" }, `a:deleted:${NOW}`]],
    ],
    [
      "that could not be deleted",
      { verdict: DELETE, deed: { outcome: "failed", detail: "No." } },
      [[{ kind: "delete-failed", detail: "No." }, "a:delete-failed"]],
    ],
    [
      "that was not seen to be deleted",
      { verdict: DELETE, deed: { outcome: "unverified", detail: "Sent." } },
      [[{ kind: "delete-failed", detail: "Sent." }, "a:delete-failed"]],
    ],
    [
      "that somebody else has changed: nothing",
      { verdict: DELETE, deed: { outcome: "lost", detail: "" } },
      [],
    ],
    ["that waits for its turn to be deleted: nothing", { verdict: DELETE }, []],
    [
      "that enforce would delete",
      { verdict: { ...about, kind: "would-delete", why: "lease" } },
      [[{ kind: "would-delete", isQuestion: false }, "a:would-delete"]],
    ],
    [
      "that was approved",
      { verdict: KEEP, approvedBy: "U0ONE" },
      [[{ kind: "approved", by: "U0ONE" }, "a:approved"]],
    ],
  ])("%s", (_, given, expected) => {
    expect(told(given)).toEqual(expected);
  });

  const unknown = { ...about, kind: "unknown", escalation: 0 } as const;
  const since = { unknownSince: BEFORE };
  it.each<[string, Given, unknown[]]>([
    ["too short to be told", { verdict: unknown, file: since, look: UNKNOWN }, []],
    [
      "for the first time",
      { verdict: { ...unknown, escalation: 1 }, file: since, look: UNKNOWN },
      [[{ kind: "unknown", since: BEFORE, escalation: 1 }, `a:unknown:${BEFORE}:1`]],
    ],
    [
      "as before",
      { verdict: unknown, file: { ...since, escalations: 1 }, look: UNKNOWN },
      [[{ kind: "unknown", since: BEFORE, escalation: 1 }, `a:unknown:${BEFORE}:1`]],
    ],
    [
      "for the second time",
      { verdict: { ...unknown, escalation: 2 }, file: { ...since, escalations: 1 }, look: UNKNOWN },
      [[{ kind: "unknown", since: BEFORE, escalation: 2 }, `a:unknown:${BEFORE}:2`]],
    ],
    [
      "and nobody has asked in this tick",
      { verdict: KEEP, file: { ...since, escalations: 1 }, look: undefined },
      [[{ kind: "unknown", since: BEFORE, escalation: 1 }, `a:unknown:${BEFORE}:1`]],
    ],
    ["until it is known", { verdict: KEEP, file: { ...since, escalations: 1 }, look: ALIVE }, []],
  ])("whose owner is unknown, %s", (_, given, expected) => {
    expect(told(given)).toEqual(expected);
  });

  const asked = [
    [{ kind: "ask", approvalId: "list1", until: BEFORE + minutes(30) }, "a:ask:list1"],
  ];
  it.each<[string, Given, unknown[]]>([
    ["and is in the list", { verdict: ASK, file: MARKED, look: MISSING, approvals: list }, asked],
    [
      "and nobody has looked in this tick",
      { verdict: KEEP, file: MARKED, look: undefined, approvals: list },
      asked,
    ],
    ["and is in no list", { verdict: ASK, file: MARKED, look: MISSING }, []],
    [
      "and was marked anew",
      {
        verdict: ASK,
        file: { mark: { why: "owner-missing", at: NOW } },
        look: MISSING,
        approvals: list,
      },
      [],
    ],
    [
      "and is approved",
      { verdict: ASK, file: { ...MARKED, isApproved: true }, look: MISSING, approvals: list },
      [],
    ],
  ])("whose end a person is asked for, %s", (_, given, expected) => {
    expect(told(given)).toEqual(expected);
  });

  it.each([["sgpu-gh-nearly"], ["SGPU-box"]])("that is nearly ours: %s", (name) => {
    const verdict: Verdict = { ...about, kind: "foreign" };
    const given = { verdict, name, change: { holder: FOREIGN, leaseEndsAt: null } };
    expect(told(given)).toEqual([[{ kind: "nearly-ours" }, "a:nearly-ours"]]);
    expect(told({ ...given, name: "my-box" })).toEqual([]);
  });
});
