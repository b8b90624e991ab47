import { HOUR_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import {
  ALIVE,
  ENDED,
  FOREIGN,
  MISSING,
  minutes,
  NOW,
  PERSON,
  subject,
  UNKNOWN,
} from "./facts.fixture.ts";
import type { CaseFile, EndReason, OwnerLook, Subject } from "./facts.ts";
import { judge, lastEnd } from "./judge.ts";

const facts = {
  now: NOW,
  recheckMs: minutes(1),
  graceMs: minutes(3),
  maxLifetimeMs: 120 * HOUR_MS,
};
const judged = (one: Subject, look?: OwnerLook, change: Partial<typeof facts> = {}) =>
  judge(one, { ...facts, ...change, look });
const mark = (why: EndReason, agoMinutes: number, by?: "webhook") => ({
  mark: { why, at: NOW - minutes(agoMinutes), by },
});
const warned = (endsAt: number, triedAt: number, saidAt: number | null) => ({
  warning: { endsAt, firstTriedAt: triedAt, saidAt },
});
const over = { leaseEndsAt: NOW - minutes(1) };
const told = warned(over.leaseEndsAt, NOW - minutes(11), NOW - minutes(11));
const failed = { status: "error", firstSeenAt: NOW - minutes(30) };
const tooOld = { firstSeenAt: NOW - 120 * HOUR_MS - minutes(40), leaseEndsAt: NOW + HOUR_MS };

describe("a verdict tells why:", () => {
  it.each<[string, Subject, OwnerLook | undefined, readonly string[]]>([
    ["foreign", subject({ holder: FOREIGN }), ALIVE, ["Foreign: name."]],
    [
      "on its way out",
      subject({ status: "deleting" }, { deletingSince: null }),
      ALIVE,
      ["It is being deleted."],
    ],
    [
      "not going",
      subject({ status: "deleting" }, { deletingSince: NOW - minutes(21) }),
      ALIVE,
      ["It has been deleting for 21m."],
    ],
    ["asked for", subject({ askedBy: "U0ONE" }), ALIVE, ["U0ONE asked for it."]],
    [
      "left over",
      subject({ holder: PERSON, isLeftover: true }),
      undefined,
      ["The launch that rented it is over, and did not hand it over."],
    ],
    [
      "its lease",
      subject(over, told),
      ALIVE,
      ["Its lease ended at 2026-01-01 11:59 UTC.", "GitHub: job 42 is in progress."],
    ],
    [
      "its lease, and nobody was asked",
      subject(over, told),
      undefined,
      ["Its lease ended at 2026-01-01 11:59 UTC."],
    ],
    [
      "its age",
      subject(tooOld, warned(NOW, NOW - minutes(10), NOW - minutes(10))),
      undefined,
      ["It was first seen at 2025-12-27 11:20 UTC: longer ago than any lifetime may be."],
    ],
    ["its owner's end, at the first look", subject(), ENDED, ["GitHub: job 42 has completed."]],
    [
      "its owner's end, not yet confirmed",
      subject({}, mark("owner-ended", 0.5)),
      ENDED,
      ["GitHub: job 42 has completed.", "Marked at 2026-01-01 11:59 UTC; a later look must agree."],
    ],
    [
      "its owner's end, confirmed",
      subject({}, mark("owner-ended", 1)),
      ENDED,
      ["GitHub: job 42 has completed.", "First found at 2026-01-01 11:59 UTC."],
    ],
    [
      "its owner's end, told by a webhook",
      subject({}, mark("owner-ended", 3, "webhook")),
      ENDED,
      ["GitHub: job 42 has completed.", "GitHub's webhook told it at 2026-01-01 11:57 UTC."],
    ],
    [
      "its owner, missing",
      subject({}, mark("owner-missing", 5)),
      MISSING,
      ["GitHub: no run 7.", "First found at 2026-01-01 11:55 UTC."],
    ],
    ["its failure", subject(failed), ALIVE, ["It has failed, and nobody has given it back."]],
    [
      "what is coming",
      subject({ leaseEndsAt: NOW + minutes(9) }),
      ALIVE,
      ["Its lease ends at 2026-01-01 12:09 UTC."],
    ],
    [
      "the longest lifetime, coming",
      subject({ ...tooOld, firstSeenAt: tooOld.firstSeenAt + minutes(9) }),
      ALIVE,
      ["The longest lifetime that a machine may have ends at 2026-01-01 12:09 UTC."],
    ],
    [
      "not known for the first time",
      subject({}, { unknownSince: null }),
      UNKNOWN,
      ["GitHub: 503.", "Not known for 0s."],
    ],
    [
      "not known for a while",
      subject({}, { unknownSince: NOW - minutes(5) }),
      UNKNOWN,
      ["GitHub: 503.", "Not known for 5m."],
    ],
    ["its owner lives", subject(), ALIVE, ["GitHub: job 42 is in progress."]],
    ["nobody was asked", subject(), undefined, ["Its lease runs."]],
  ])("%s", (_, one, look, evidence) => {
    expect(judged(one, look)).toMatchObject({ machineId: "a", evidence });
  });
});

describe("what is asked for by a person", () => {
  it("ends before anything else is looked at, but not what is foreign or already going", () => {
    const askedBy = "U0ONE";
    expect(judged(subject({ askedBy }), UNKNOWN)).toMatchObject({ kind: "delete", why: "asked" });
    expect(judged(subject({ askedBy, holder: FOREIGN })).kind).toBe("foreign");
    expect(judged(subject({ askedBy, status: "deleting" })).kind).toBe("keep");
  });
});

describe("what is being deleted", () => {
  it.each([
    ["deleting", null, "keep"],
    ["deleting", 20, "keep"],
    ["deleting", 20.001, "warn"],
    ["deleted", 99, "keep"],
  ])("is %s, since %s minutes: %s", (status, sinceMinutes, kind) => {
    const deletingSince = sinceMinutes === null ? null : NOW - minutes(sinceMinutes);
    expect(judged(subject({ status }, { deletingSince })).kind).toBe(kind);
  });

  it("is not yet what is remembered to have been", () => {
    const file: Partial<CaseFile> = { deletingSince: NOW - HOUR_MS };
    expect(judged(subject({}, file), ALIVE).kind).toBe("keep");
    expect(judged(subject({}, file), ENDED).kind).toBe("mark");
  });
});

describe("the last end of a machine", () => {
  const firstSeenAt = NOW;
  const lastAt = NOW + 120 * HOUR_MS + minutes(40);
  it.each([
    ["its lease's", NOW + HOUR_MS, "lease", NOW + HOUR_MS],
    ["its lease's, when both are the same", lastAt, "lease", lastAt],
    ["the longest lifetime's, when that is first", lastAt + 1, "lifetime", lastAt],
    ["the longest lifetime's, without a lease", null, "lifetime", lastAt],
  ])("is %s", (_, leaseEndsAt, why, at) => {
    expect(lastEnd({ firstSeenAt, leaseEndsAt }, facts)).toEqual({ why, at });
  });
});

describe("a lease that ends now", () => {
  const now = { leaseEndsAt: NOW };
  const kindOf = (file: Partial<CaseFile>, look: OwnerLook = ALIVE) =>
    judged(subject(now, file), look).kind;

  it.each<[string, Partial<CaseFile>, string]>([
    ["has ended, and is warned of", {}, "warn"],
    [
      "ends when it was told ten minutes ago",
      warned(NOW, NOW - minutes(10), NOW - minutes(10)),
      "delete",
    ],
    [
      "waits when it was told nine minutes ago",
      warned(NOW, NOW - minutes(9), NOW - minutes(9)),
      "keep",
    ],
    ["waits when another end was told of", warned(NOW - 1, NOW - HOUR_MS, NOW - HOUR_MS), "warn"],
    ["waits for Slack, tried for however long", warned(NOW, NOW - HOUR_MS, null), "warn"],
  ])("%s", (_, file, kind) => {
    expect(kindOf(file)).toBe(kind);
  });

  it("is warned of with its end", () => {
    const verdict = { kind: "warn", of: "lease-end", endsAt: NOW };
    expect(judged(subject(now), ALIVE)).toMatchObject(verdict);
  });

  it.each<[OwnerLook, string]>([
    [ENDED, "delete"],
    [MISSING, "warn"],
    [UNKNOWN, "warn"],
  ])("needs no warning when its owner has ended: %o", (look, kind) => {
    expect(kindOf({}, look)).toBe(kind);
  });
});

describe("how long an end waits that could not be told", () => {
  const kindAt = (agoMinutes: number, triedAgo: number, saidAgo: number | null) => {
    const leaseEndsAt = NOW - minutes(agoMinutes);
    const saidAt = saidAgo === null ? null : NOW - minutes(saidAgo);
    const file = warned(leaseEndsAt, NOW - minutes(triedAgo), saidAt);
    return judged(subject({ leaseEndsAt }, file), ALIVE).kind;
  };

  it.each<[string, number, number, number | null, string]>([
    ["15 minutes from its end", 14.9, 30, null, "warn"],
    ["and no longer", 15, 30, null, "delete"],
    ["15 minutes from the first try, when that came later", 60, 14.9, null, "warn"],
    ["and no longer", 60, 15, null, "delete"],
    ["ten minutes from when it was told", 60, 14, 9.9, "keep"],
    ["and no longer", 60, 14, 10, "delete"],
    ["no longer because it was told late at last", 60, 15, 1, "delete"],
  ])("%s", (_, agoMinutes, triedAgo, saidAgo, kind) => {
    expect(kindAt(agoMinutes, triedAgo, saidAgo)).toBe(kind);
  });
});

describe("an inferred end that waits", () => {
  const soon = { leaseEndsAt: NOW + minutes(5) };

  it("does not keep anybody from being warned of the lease's", () => {
    for (const [one, look] of [
      [subject(soon, mark("owner-ended", 0.5)), ENDED],
      [subject(soon, mark("owner-missing", 5)), MISSING],
    ] as const) {
      expect(judged(one, look)).toMatchObject({ kind: "warn", of: "lease-end" });
    }
  });

  it.each<[string, EndReason, number, "webhook" | undefined, OwnerLook, string]>([
    ["a minute", "owner-ended", 0.99, undefined, ENDED, "keep"],
    ["a minute", "owner-ended", 1, undefined, ENDED, "delete"],
    ["its grace after a webhook", "owner-ended", 2.99, "webhook", ENDED, "keep"],
    ["its grace after a webhook", "owner-ended", 3, "webhook", ENDED, "delete"],
    ["five minutes, of a run that is missing", "owner-missing", 4.99, undefined, MISSING, "keep"],
    ["five minutes, of a run that is missing", "owner-missing", 5, undefined, MISSING, "ask"],
  ])("waits %s", (_, why, agoMinutes, by, look, kind) => {
    expect(judged(subject({}, mark(why, agoMinutes, by)), look).kind).toBe(kind);
  });

  it("of a run that is missing waits as long as any other, when that is longer", () => {
    const one = subject({}, mark("owner-missing", 9));
    expect(judged(one, MISSING, { recheckMs: minutes(9.1) }).kind).toBe("keep");
    expect(judged(one, MISSING, { recheckMs: minutes(9) }).kind).toBe("ask");
  });
});

describe("a machine that has failed", () => {
  it.each<[string, Partial<Subject>, OwnerLook | undefined, string]>([
    ["its owner's, who lives", failed, ALIVE, "mark"],
    ["too young", { ...failed, firstSeenAt: NOW - minutes(30) + 1 }, ALIVE, "keep"],
    ["a person's", { ...failed, holder: PERSON }, undefined, "mark"],
    ["of a run that we know nothing of", failed, undefined, "keep"],
    ["of a run that is unknown", failed, UNKNOWN, "unknown"],
    ["none: it is active", { ...failed, status: "active" }, ALIVE, "keep"],
  ])("is %s", (_, change, look, kind) => {
    expect(judged(subject(change), look).kind).toBe(kind);
  });
});

describe("an end that is coming", () => {
  const kindIn = (inMinutes: number, file: Partial<CaseFile> = {}) =>
    judged(subject({ leaseEndsAt: NOW + minutes(inMinutes) }, file), ALIVE).kind;

  it("is told ten minutes before, and once", () => {
    expect([kindIn(10.001), kindIn(10)]).toEqual(["keep", "warn"]);
    expect(kindIn(5, warned(NOW + minutes(5), NOW, NOW))).toBe("keep");
    expect(kindIn(5, warned(NOW + minutes(5), NOW, null))).toBe("warn");
    expect(kindIn(5, warned(NOW + minutes(4), NOW, NOW))).toBe("warn");
  });
});

describe("an owner that stays unknown", () => {
  it.each([
    ["never seen unknown before", null, 0, 0],
    ["just short of half an hour", 29.99, 0, 0],
    ["half an hour", 30, 0, 1],
    ["half an hour, told", 30, 1, 0],
    ["just short of two hours", 119.99, 1, 0],
    ["two hours", 120, 1, 2],
    ["two hours, never told of", 120, 0, 2],
    ["two hours, told", 120, 2, 0],
  ])("is told of: %s", (_, sinceMinutes, escalations, escalation) => {
    const unknownSince = sinceMinutes === null ? null : NOW - minutes(sinceMinutes);
    const verdict = judged(subject({}, { unknownSince, escalations }), UNKNOWN);
    expect(verdict).toMatchObject({ kind: "unknown", escalation });
  });
});
