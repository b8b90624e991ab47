import { HOUR_MS } from "@sesterce-gpu/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextFile } from "./case-file.ts";
import {
  ALIVE,
  anyFacts,
  ENDED,
  FOREIGN,
  facts,
  gapEnded,
  MISSING,
  minutes,
  NOW,
  PERSON,
  SHRUNK_LIST,
  subject,
  UNKNOWN,
} from "./facts.fixture.ts";
import type { OwnerLook, PlanFacts, Subject, Verdict } from "./facts.ts";
import { isDelete, isInferred, plan } from "./plan.ts";

/** `kind`, or `kind why`. */
const said = (all: PlanFacts): string[] =>
  plan(all).verdicts.map((verdict) => {
    const detail = "why" in verdict ? verdict.why : "of" in verdict ? verdict.of : "";
    return `${verdict.kind} ${detail}`.trim();
  });
const of = (one: Subject, look?: OwnerLook, change: Partial<PlanFacts> = {}) =>
  said(facts([one], look ?? ALIVE, change))[0];

const marked = (why: "owner-ended" | "owner-missing" | "failed", agoMinutes: number) => ({
  mark: { why, at: NOW - minutes(agoMinutes) },
});
const over = { leaseEndsAt: NOW - minutes(1) };
const told = (saidAgo: number | null, triedAgo = saidAgo ?? 0, endsAt = over.leaseEndsAt) => ({
  warning: {
    endsAt,
    firstTriedAt: NOW - minutes(triedAgo),
    saidAt: saidAgo === null ? null : NOW - minutes(saidAgo),
  },
});

describe("an owner that lives", () => {
  it("keeps its machine, whatever was marked before", () => {
    expect(of(subject())).toBe("keep");
    expect(of(subject({}, marked("owner-ended", 5)))).toBe("keep");
  });

  it("keeps it when nobody was asked in this tick", () => {
    const unasked = facts([subject({}, marked("owner-ended", 5))], undefined, {
      looks: new Map(),
    });
    expect(said(unasked)).toEqual(["keep"]);
  });
});

describe("an owner that has ended", () => {
  it.each([
    ["is marked at the first look", {}, "mark owner-ended"],
    ["is kept until the second may be", marked("owner-ended", 0.9), "keep"],
    ["loses its machine at the second", marked("owner-ended", 1), "delete owner-ended"],
    [
      "is marked anew when it was marked for something else",
      marked("failed", 9),
      "mark owner-ended",
    ],
  ])("%s", (_, file, expected) => {
    expect(of(subject({}, file), ENDED)).toBe(expected);
  });
});

describe("a run that is missing", () => {
  it.each([
    ["is marked", {}, "mark owner-missing"],
    ["is looked for again five minutes later", marked("owner-missing", 4.9), "keep"],
    ["is asked about", marked("owner-missing", 5), "ask owner-missing"],
    [
      "ends when that was approved",
      { ...marked("owner-missing", 5), isApproved: true },
      "delete owner-missing",
    ],
    [
      "does not end by an approval alone",
      { ...marked("owner-missing", 1), isApproved: true },
      "keep",
    ],
  ])("%s", (_, file, expected) => {
    expect(of(subject({}, file), MISSING)).toBe(expected);
  });
});

describe("an owner that is unknown", () => {
  it.each([
    ["is told of by nobody at first", 29, 0, 0],
    ["is told of after half an hour", 30, 0, 1],
    ["is told of once", 119, 1, 0],
    ["is told of again after two hours", 120, 1, 2],
    ["is told of no third time", 999, 2, 0],
  ])("%s", (_, sinceMinutes, escalations, escalation) => {
    const file = { unknownSince: NOW - minutes(sinceMinutes), escalations };
    const { verdicts } = plan(facts([subject({ leaseEndsAt: NOW + HOUR_MS }, file)], UNKNOWN));
    expect(verdicts).toMatchObject([{ kind: "unknown", escalation }]);
  });

  it("is not a second look", () => {
    expect(of(subject({}, marked("owner-ended", 9)), UNKNOWN)).toBe("unknown");
  });
});

describe("a lease that ends", () => {
  it.each([
    ["in more than ten minutes is let be", 10.1, {}, "keep"],
    ["in ten minutes is warned of", 10, {}, "warn lease-end"],
    ["and was warned of is let be until then", 5, { ago: 5 }, "keep"],
    ["and could not be warned of is tried again", 5, { ago: null }, "warn lease-end"],
    ["is warned of anew when it was moved", 5, { ago: 5, about: 1 }, "warn lease-end"],
  ])("%s", (_, inMinutes, warned, expected) => {
    const leaseEndsAt = NOW + minutes(inMinutes);
    const endsAt = "about" in warned ? leaseEndsAt - 1 : leaseEndsAt;
    const file = "ago" in warned ? told(warned.ago ?? null, 5, endsAt) : {};
    expect(of(subject({ leaseEndsAt }, file))).toBe(expected);
  });
});

describe("a lease that has ended", () => {
  it.each([
    ["is warned of first, when it never was", {}, ALIVE, "warn lease-end"],
    ["is kept for ten minutes after a late warning", told(9), ALIVE, "keep"],
    [
      "ends ten minutes after a late warning, whatever GitHub says",
      told(10),
      ALIVE,
      "delete lease",
    ],
    ["ends at once when it was warned of in time", told(11), UNKNOWN, "delete lease"],
    ["waits for Slack", told(null, 14), ALIVE, "warn lease-end"],
    ["ends at once when its owner has ended", {}, ENDED, "delete lease"],
  ])("%s", (_, file, look, expected) => {
    expect(of(subject(over, file), look)).toBe(expected);
  });

  it.each([
    [14.9, "warn lease-end"],
    [15, "delete lease"],
  ])("waits for Slack no longer than 15 minutes: %d", (agoMinutes, expected) => {
    const leaseEndsAt = NOW - minutes(agoMinutes);
    const file = told(null, agoMinutes + 10, leaseEndsAt);
    expect(of(subject({ leaseEndsAt }, file))).toBe(expected);
  });

  it("of a person ends as well", () => {
    expect(of(subject({ ...over, holder: PERSON }, told(11)))).toBe("delete lease");
  });
});

describe("a machine older than any may be", () => {
  const over = (minutesOver: number) => ({
    firstSeenAt: NOW - 120 * HOUR_MS - minutes(minutesOver),
    leaseEndsAt: NOW + HOUR_MS,
  });

  it("ends, however far its lease was moved, after a warning and within the hour", () => {
    expect(of(subject(over(29)))).toBe("keep");
    expect(of(subject(over(30)))).toBe("warn lease-end");
    expect(of(subject(over(39), told(9, 9, NOW + minutes(1))))).toBe("keep");
    expect(of(subject(over(40), told(10, 10, NOW)))).toBe("delete lifetime");
  });

  it("does not end before its lease does, when that comes first", () => {
    const short = { ...over(29), leaseEndsAt: NOW + minutes(5) };
    expect(plan(facts([subject(short)])).verdicts).toMatchObject([{ endsAt: NOW + minutes(5) }]);
  });
});

describe("a machine in error", () => {
  const failed = (ageMinutes: number) => ({
    status: "error",
    firstSeenAt: NOW - minutes(ageMinutes),
  });

  it.each([
    ["is its living owner's for half an hour", 29, {}, ALIVE, "keep"],
    ["is marked then", 30, {}, ALIVE, "mark failed"],
    ["and ends", 30, marked("failed", 1), ALIVE, "delete failed"],
    ["ends earlier with its owner", 5, marked("owner-ended", 1), ENDED, "delete owner-ended"],
    ["is kept while its owner is unknown", 99, marked("failed", 9), UNKNOWN, "unknown"],
  ])("%s", (_, age, file, look, expected) => {
    expect(of(subject(failed(age), file), look)).toBe(expected);
  });
});

describe("a machine on its way out", () => {
  it.each([
    ["is let be", "deleting", 20, "keep"],
    ["is told of after 20 minutes", "deleting", 20.1, "warn deleting"],
    ["is done when it is deleted", "deleted", 99, "keep"],
  ])("%s", (_, status, sinceMinutes, expected) => {
    const file = { deletingSince: NOW - minutes(sinceMinutes) };
    expect(of(subject({ ...over, status }, file), ENDED)).toBe(expected);
  });
});

describe("a foreign machine", () => {
  it("is never touched", () => {
    const file = { ...marked("owner-ended", 99), ...told(99), isApproved: true };
    expect(of(subject({ ...over, holder: FOREIGN, status: "error" }, file))).toBe("foreign");
  });
});

describe("in observe mode", () => {
  const observe = { mode: "observe" } as const;

  it("a workflow's machine is only said to end", () => {
    const ended = subject({}, marked("owner-ended", 5));
    expect(of(ended, ENDED, observe)).toBe("would-delete owner-ended");
    expect(of(subject(over, told(11)), ALIVE, observe)).toBe("would-delete lease");
    const missing = subject({}, marked("owner-missing", 9));
    expect(of(missing, MISSING, observe)).toBe("would-delete owner-missing");
  });

  it("a person's lease ends", () => {
    const rented = subject({ ...over, holder: PERSON }, told(11));
    expect(of(rented, undefined, observe)).toBe("delete lease");
  });
});

describe("a list that shrank", () => {
  const withList = (list: Partial<PlanFacts["list"]>) =>
    facts([subject(over, told(11))], ALIVE, { list: { ...SHRUNK_LIST, ...list } });

  it("ends nothing, and that is told", () => {
    expect(said(withList({}))).toEqual(["keep"]);
    expect(plan(withList({})).guards).toEqual([{ code: "list-shrunk", was: 10, is: 4 }]);
  });

  it.each([
    ["is believed when the one before it was as short", { wasShrunk: true }],
    ["by half is believed", { is: 5 }],
    ["is believed of few machines", { was: 4, is: 0 }],
    ["can't be told of the first", { was: null }],
  ])("%s", (_, list) => {
    expect(said(withList(list))).toEqual(["delete lease"]);
  });
});

describe("after a gap between sweeps", () => {
  const gap = { gap: gapEnded(NOW - minutes(30)) };
  const warned = (saidAgo: number | null, triedAgo = saidAgo ?? 0) => ({
    ...told(40),
    gapWarning: {
      firstTriedAt: NOW - minutes(triedAgo),
      saidAt: saidAgo === null ? null : NOW - minutes(saidAgo),
    },
  });

  it.each([
    ["every end is warned of first", told(40), "warn end-after-gap"],
    ["and waits ten minutes", warned(9), "warn end-after-gap"],
    ["and is carried out then", warned(10), "delete lease"],
    ["and a warning from before the gap does not count", warned(31), "warn end-after-gap"],
    ["and waits for Slack", warned(null, 14), "warn end-after-gap"],
    ["and waits for Slack no longer than 15 minutes", warned(null, 15), "delete lease"],
    ["and a warning of its lease's end is one, too", told(10), "delete lease"],
  ])("%s", (_, file, expected) => {
    expect(of(subject(over, file), ALIVE, gap)).toBe(expected);
  });

  it("says from when on it may end", () => {
    const { verdicts } = plan(facts([subject(over, warned(4))], ALIVE, gap));
    expect(verdicts).toMatchObject([{ since: NOW - minutes(30), at: NOW + minutes(6) }]);
  });

  it("nothing of what came later waits", () => {
    const young = subject({ ...over, firstSeenAt: NOW - minutes(30) }, told(40));
    expect(of(young, ALIVE, gap)).toBe("delete lease");
  });

  it("in observe mode nobody is told to hurry", () => {
    expect(of(subject(over, told(40)), ALIVE, { ...gap, mode: "observe" })).toBe(
      "would-delete lease",
    );
  });
});

describe("while GitHub is in trouble", () => {
  it.each([
    [
      { kind: "failing", asked: 4, failed: 2 },
      { code: "github-failing", asked: 4, failed: 2 },
    ],
    [
      { kind: "quota", remaining: 99 },
      { code: "github-quota", remaining: 99 },
    ],
  ] as const)("no verdict of its is believed, and that is told: %o", (sight, guard) => {
    for (const [look, why] of [
      [ENDED, "owner-ended"],
      [MISSING, "owner-missing"],
    ] as const) {
      const all = facts([subject({}, marked(why, 9))], look, { sight });
      expect(said(all)).toEqual(["unknown"]);
      expect(plan(all).guards).toEqual([guard]);
    }
    expect(of(subject(), ALIVE, { sight })).toBe("keep");
  });

  it("leases still end", () => {
    const sight = { kind: "failing", asked: 1, failed: 1 } as const;
    expect(of(subject(over, told(11)), UNKNOWN, { sight })).toBe("delete lease");
  });
});

describe("what can't be deleted", () => {
  it("does not keep the others waiting: what failed last comes last", () => {
    const dear = ["a", "b", "c"].map((id) =>
      subject({ id, hourlyUsd: 90 }, { ...marked("owner-ended", 5), failedAt: NOW - minutes(2) }),
    );
    const cheap = ["d", "e"].map((id) => subject({ id, hourlyUsd: 1 }, marked("owner-ended", 5)));
    const due = plan(facts([...dear, ...cheap], ENDED)).verdicts.filter(isDelete);
    expect(due.map(({ machineId }) => machineId)).toEqual(["a", "d", "e"]);
  });
});

describe("after the switch from observe to enforce", () => {
  it("what was told then does not count, and that is told", () => {
    const all = facts([subject(over, told(40))], ALIVE, { gap: { endedAt: NOW, lengthMs: 0 } });
    expect(said(all)).toEqual(["warn end-after-gap"]);
    expect(plan(all).guards).toEqual([{ code: "after-switch", heldBack: 1 }]);
  });
});

describe("a tick that is late", () => {
  it("marks with the time of its look, so that two looks lie apart", () => {
    const late = { ...facts([subject()], ENDED), lookedAt: NOW + minutes(2) };
    const [verdict] = plan(late).verdicts;
    const one = late.subjects[0];
    if (!verdict || !one) throw new Error("There is one machine.");
    const { mark } = nextFile(one, { verdict, look: ENDED, now: NOW, lookedAt: late.lookedAt });
    expect(mark).toEqual({ why: "owner-ended", at: NOW + minutes(2) });
    const next = { ...facts([subject({}, { mark })], ENDED), now: NOW + minutes(2) };
    expect(said(next)).toEqual(["keep"]);
  });
});

describe("a leftover of a launch", () => {
  it("of a person ends at once; a workflow has none", () => {
    expect(of(subject({ holder: PERSON, isLeftover: true }))).toBe("delete leftover");
    expect(of(subject({ isLeftover: true }))).toBe("keep");
    expect(of(subject({ holder: FOREIGN, isLeftover: true }))).toBe("foreign");
  });
});

describe("many inferred ends at once", () => {
  const ended = (count: number, extra: readonly Subject[] = []) =>
    facts(
      [
        ...Array.from({ length: count }, (_, index) =>
          subject({ id: `m${index}`, hourlyUsd: index }, marked("owner-ended", 5)),
        ),
        ...extra,
      ],
      ENDED,
    );
  const gone = (all: PlanFacts) =>
    plan(all)
      .verdicts.filter(({ kind }) => kind === "delete")
      .map(({ machineId }) => machineId);

  it("are three in a tick, the dearest first", () => {
    expect(gone(ended(5))).toEqual(["m2", "m3", "m4"]);
    expect(plan(ended(5)).guards).toEqual([{ code: "burst", heldBack: 2, most: 3 }]);
  });

  it("are 30 % of ours in a large fleet", () => {
    expect(gone(ended(20))).toHaveLength(6);
    const foreign = Array.from({ length: 80 }, (_, index) =>
      subject({ id: `f${index}`, holder: FOREIGN }),
    );
    expect(gone(ended(20, foreign))).toHaveLength(6);
  });

  it("do not hold back ends that somebody stated", () => {
    const stated = Array.from({ length: 9 }, (_, index) =>
      subject({ ...over, id: `s${index}`, holder: PERSON }, told(11)),
    );
    // Of 14 machines of ours, 30 % are four.
    expect(gone(ended(5, stated))).toHaveLength(13);
  });
});

describe("whatever the facts are", () => {
  const holds = (property: (all: PlanFacts) => void) =>
    fc.assert(fc.property(anyFacts, property), { numRuns: 2_000 });
  const deletes = (all: PlanFacts) =>
    plan(all).verdicts.flatMap((verdict) => {
      const one = all.subjects.find(({ id }) => id === verdict.machineId);
      return verdict.kind === "delete" && one ? [{ verdict, one }] : [];
    });

  it("a foreign machine is never deleted", () => {
    holds((all) => {
      for (const { one } of deletes(all)) expect(one.holder.kind).not.toBe("foreign");
    });
  });

  it("an unknown owner's machine is never deleted before its lease or the longest lifetime ends", () => {
    holds((all) => {
      for (const { one, verdict } of deletes(all)) {
        const isKnown = one.holder.kind === "person" || all.looks.get(one.id)?.kind !== "unknown";
        if (!isKnown) expect(isInferred(verdict.why)).toBe(false);
        if (verdict.why === "lease") expect(one.leaseEndsAt).toBeLessThanOrEqual(all.now);
      }
    });
  });

  it("observe never deletes a workflow's machine", () => {
    holds((all) => {
      for (const { one } of deletes({ ...all, mode: "observe" })) {
        expect(one.holder.kind).toBe("person");
      }
    });
  });

  it("an inferred end is never deleted by one look", () => {
    holds((all) => {
      for (const { one, verdict } of deletes(all)) {
        if (!isInferred(verdict.why)) continue;
        expect(one.file.mark?.why).toBe(verdict.why);
        expect(all.now - (one.file.mark?.at ?? all.now)).toBeGreaterThanOrEqual(all.recheckMs);
      }
    });
  });

  it("the same facts in another order give the same plan", () => {
    holds((all) => {
      expect(plan({ ...all, subjects: all.subjects.toReversed() })).toEqual(plan(all));
    });
  });

  it("each machine gets one verdict, with its evidence", () => {
    holds((all) => {
      const { verdicts } = plan(all);
      expect(verdicts.map(({ machineId }) => machineId).sort()).toEqual(
        all.subjects.map(({ id }) => id).sort(),
      );
      for (const { evidence } of verdicts) expect(evidence.length).toBeGreaterThan(0);
    });
  });

  it("a plan that was carried out does nothing new", () => {
    holds((all) => {
      const before = plan(all);
      const again = plan(carriedOut(all, before.verdicts));
      const kinds = new Map(before.verdicts.map((verdict) => [verdict.machineId, verdict.kind]));
      for (const verdict of again.verdicts) {
        if (verdict.kind === "mark") expect.fail("It is marked already.");
        // A mark takes the warning's place in its tick.
        const isWarning = verdict.kind === "warn" && verdict.of === "lease-end";
        if (isWarning) expect(kinds.get(verdict.machineId)).toBe("mark");
        // What waited for others to end may have its turn.
        if (verdict.kind === "delete") expect(kinds.get(verdict.machineId)).toBe("keep");
      }
    });
  });
});

/** As after this plan, in the same moment: what was told is told, what was deleted is on its way out. */
function carriedOut(all: PlanFacts, verdicts: readonly Verdict[]): PlanFacts {
  const { now } = all;
  const subjects = all.subjects.map((one): Subject => {
    const verdict = verdicts.find(({ machineId }) => machineId === one.id);
    if (!verdict) return one;
    const file = nextFile(one, {
      verdict,
      look: all.looks.get(one.id),
      now,
      lookedAt: all.lookedAt,
    });
    const told = verdict.kind === "warn" && verdict.of === "lease-end" && file.warning !== null;
    const warning = told && file.warning ? { ...file.warning, saidAt: now } : file.warning;
    const status = verdict.kind === "delete" ? "deleting" : one.status;
    return { ...one, status, file: { ...file, warning } };
  });
  return { ...all, subjects };
}
