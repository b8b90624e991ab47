import { HOUR_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import {
  ALIVE,
  CLEAR,
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
import type { CaseFile, EndReason, GitHubSight, OwnerLook, PlanFacts, Subject } from "./facts.ts";
import { isInferred, isShrunk, plan, trusted } from "./plan.ts";

const over = { leaseEndsAt: NOW - minutes(1) };
const warned = (ago: number, endsAt = over.leaseEndsAt): Partial<CaseFile> => {
  const at = NOW - minutes(ago);
  return { warning: { endsAt, firstTriedAt: at, saidAt: at } };
};
const marked = (why: EndReason): Partial<CaseFile> => ({ mark: { why, at: NOW - minutes(9) } });
const due = (change: Partial<Subject> = {}) => subject({ ...over, ...change }, warned(40));

describe("what GitHub says while it is in trouble", () => {
  const trust = (look: OwnerLook, sight: GitHubSight) =>
    trusted(facts([subject()], look, { sight }), "a");
  const failing: GitHubSight = { kind: "failing", asked: 4, failed: 2 };
  const quota: GitHubSight = { kind: "quota", remaining: 99 };

  it.each<[OwnerLook, GitHubSight, string]>([
    [ENDED, failing, "GitHub: job 42 has completed. Not believed while GitHub fails others."],
    [MISSING, failing, "GitHub: no run 7. Not believed while GitHub fails others."],
    [
      ENDED,
      quota,
      "GitHub: job 42 has completed. Not believed while GitHub's quota is nearly used up.",
    ],
  ])("is not believed of an end: %o, %o", (look, sight, evidence) => {
    expect(trust(look, sight)).toEqual({ kind: "unknown", evidence });
  });

  it.each<[OwnerLook, GitHubSight]>([
    [ALIVE, failing],
    [UNKNOWN, failing],
    [ALIVE, quota],
    [ENDED, CLEAR],
    [MISSING, CLEAR],
  ])("is taken as it is otherwise: %o, %o", (look, sight) => {
    expect(trust(look, sight)).toBe(look);
  });

  it("is nothing of a machine that nobody was asked about", () => {
    expect(trusted(facts([subject()], ENDED, { sight: failing }), "b")).toBeUndefined();
  });
});

describe("machines that can't be read", () => {
  it.each([
    [0, []],
    [1, [{ code: "unreadable", machines: 1 }]],
    [7, [{ code: "unreadable", machines: 7 }]],
  ])("are told of: %i", (unreadable, guards) => {
    expect(plan(facts([], ALIVE, { unreadable })).guards).toEqual(guards);
  });
});

describe("a list that shrank", () => {
  it.each([
    [4, 10, false, true],
    [5, 10, false, false],
    [2, 5, false, true],
    [0, 4, false, false],
    [0, null, false, false],
    [4, 10, true, false],
  ])("is one of %s machines after %s, the last one shrunk: %s", (is, was, wasShrunk, shrunk) => {
    expect(isShrunk({ is, was, wasShrunk })).toBe(shrunk);
  });

  it("holds back ends alone, and says why", () => {
    const soon = subject({ id: "b", leaseEndsAt: NOW + minutes(5) });
    const { verdicts } = plan(facts([due(), soon], ALIVE, { list: SHRUNK_LIST }));
    expect(verdicts).toMatchObject([
      {
        kind: "keep",
        evidence: [
          "Its lease ended at 2026-01-01 11:59 UTC.",
          ALIVE.evidence,
          "The list is much shorter than the last: it waits.",
        ],
      },
      { kind: "warn" },
    ]);
  });
});

describe("after a gap", () => {
  const endedAt = NOW - minutes(30);
  const planned = (one: Subject, change: Partial<PlanFacts> = {}) =>
    plan(facts([one], ALIVE, { gap: gapEnded(endedAt), ...change }));
  const told = (triedAgo: number, saidAgo: number | null): Partial<CaseFile> => ({
    ...warned(40),
    gapWarning: {
      firstTriedAt: NOW - minutes(triedAgo),
      saidAt: saidAgo === null ? null : NOW - minutes(saidAgo),
    },
  });
  const waitsUntil = (file: Partial<CaseFile>) => {
    const [verdict] = planned(subject(over, file)).verdicts;
    return verdict && "at" in verdict ? (verdict.at - NOW) / minutes(1) : undefined;
  };

  it("an end that waits keeps its evidence, and is counted", () => {
    const { verdicts, guards } = plan(
      facts([due(), due({ id: "b" }), subject({ id: "c" })], ALIVE, { gap: gapEnded(endedAt) }),
    );
    const [first, second, third] = verdicts;
    expect(first).toEqual({
      machineId: "a",
      kind: "warn",
      of: "end-after-gap",
      since: endedAt,
      at: NOW + minutes(15),
      evidence: ["Its lease ended at 2026-01-01 11:59 UTC.", ALIVE.evidence],
    });
    expect([second?.kind, third?.kind]).toEqual(["warn", "keep"]);
    expect(guards).toEqual([{ code: "after-gap", gapMs: HOUR_MS, endedAt, heldBack: 2 }]);
  });

  it("what somebody asks for ends at once", () => {
    const { verdicts, guards } = planned(due({ askedBy: "U0ONE" }));
    expect(verdicts).toMatchObject([{ kind: "delete", why: "asked" }]);
    expect(guards).toEqual([]);
  });

  it.each([
    [-1, "warn"],
    [0, "delete"],
  ])("what was first seen %i ms from its end: %s", (ms, kind) => {
    expect(planned(due({ firstSeenAt: endedAt + ms })).verdicts).toMatchObject([{ kind }]);
  });

  it.each([
    ["15 minutes, told to nobody yet", warned(40), 15],
    ["15 minutes from the first try", told(5, null), 10],
    ["15 minutes, when the only try was before the gap's end", told(31, null), 15],
    ["15 minutes, when it was told before the gap's end", told(31, 31), 15],
    ["ten minutes from when it was told", told(5, 4), 6],
    ["15 minutes from the first try, when it was told late", told(12, 1), 3],
    ["ten minutes from the warning of its lease's end", warned(4), 6],
    ["the shorter of the two", { ...told(8, 3), ...warned(4) }, 6],
    ["15 minutes, when another end was warned of", warned(4, over.leaseEndsAt - 1), 15],
    [
      "15 minutes, when that warning has not got through",
      { warning: { endsAt: over.leaseEndsAt, firstTriedAt: NOW - minutes(20), saidAt: null } },
      15,
    ],
  ])("an end waits %s", (_, file, waits) => {
    // A lease's end that nobody could be told of is itself due after 15 minutes.
    const one = subject({ ...over, holder: PERSON, isLeftover: true }, file);
    const [verdict] = plan(facts([one], undefined, { gap: gapEnded(endedAt) })).verdicts;
    expect(verdict).toMatchObject({ kind: "warn", at: NOW + minutes(waits) });
  });

  it.each([
    ["the try", told(30, null), undefined],
    ["the telling", told(30, 30), undefined],
  ])("what was done when it ended counts: %s", (_, file, waits) => {
    expect(waitsUntil(file)).toBe(waits);
  });

  it("a warning from when it ended counts", () => {
    const short = { gap: gapEnded(NOW - minutes(5)) };
    const one = subject({ ...over, holder: PERSON, isLeftover: true }, warned(5));
    const [verdict] = plan(facts([one], undefined, short)).verdicts;
    expect(verdict).toMatchObject({ at: NOW + minutes(5) });
  });
});

describe("in observe mode", () => {
  const planned = (one: Subject, look: OwnerLook) =>
    plan(facts([one], look, { mode: "observe" })).verdicts[0];

  it("what somebody asks for ends", () => {
    const asked = subject({ askedBy: "U0ONE" });
    expect(planned(asked, ALIVE)).toMatchObject({ kind: "delete", why: "asked" });
  });

  it("what enforce would do keeps its evidence", () => {
    const evidence = ["Its lease ended at 2026-01-01 11:59 UTC.", ALIVE.evidence];
    const would = { machineId: "a", kind: "would-delete", why: "lease", evidence };
    expect(planned(due(), ALIVE)).toEqual(would);
  });

  it("nobody is asked, but marks are made and warnings given", () => {
    const missing = subject({}, marked("owner-missing"));
    expect(planned(missing, MISSING)?.kind).toBe("would-delete");
    expect(planned(subject(), MISSING)?.kind).toBe("mark");
    expect(planned(subject(over), ALIVE)?.kind).toBe("warn");
    expect(planned(subject({ holder: FOREIGN }), ALIVE)?.kind).toBe("foreign");
  });
});

describe("of many inferred ends at once", () => {
  const ended = (ids: string, change: (id: string) => Partial<Subject & CaseFile> = () => ({})) =>
    [...ids].map((id) => {
      const { failedAt = null, ...rest } = change(id);
      return subject({ id, ...rest }, { ...marked("owner-ended"), failedAt });
    });
  const planned = (subjects: readonly Subject[]) => plan(facts(subjects, ENDED));
  const gone = (subjects: readonly Subject[]) =>
    planned(subjects)
      .verdicts.filter(({ kind }) => kind === "delete")
      .map(({ machineId }) => machineId)
      .join("");

  it("three are carried out, and nothing is said", () => {
    expect(planned(ended("abc")).guards).toEqual([]);
    expect(gone(ended("abc"))).toBe("abc");
  });

  it("the fourth waits, and says why", () => {
    const { verdicts, guards } = planned(ended("abcd"));
    expect(guards).toEqual([{ code: "burst", heldBack: 1, most: 3 }]);
    expect(verdicts.at(-1)).toMatchObject({
      machineId: "d",
      kind: "keep",
      evidence: [
        ENDED.evidence,
        "First found at 2026-01-01 11:51 UTC.",
        "More than 3 ends were inferred at once: it waits for the next sweep.",
      ],
    });
  });

  it.each([
    ["of the same price, go by their ids", ended("dcba"), "abc"],
    [
      "without a price, go last",
      ended("abcd", (id) => ({ hourlyUsd: id === "a" ? null : 1 })),
      "bcd",
    ],
    [
      "that failed before, go last",
      ended("abcd", (id) => ({ failedAt: id === "a" ? 1 : 0 })),
      "bcd",
    ],
    [
      "that failed lately, go after those that failed earlier",
      ended("abcd", (id) => ({ failedAt: id === "b" ? 9 : 8, hourlyUsd: id === "b" ? 99 : 1 })),
      "acd",
    ],
    [
      "of a price that is higher, go first",
      ended("abcd", (id) => ({ hourlyUsd: id === "d" ? 9 : 1 })),
      "abd",
    ],
  ])("those %s", (_, subjects, ids) => {
    expect(gone(subjects)).toBe(ids);
  });

  it("no turn is taken by what is not carried out now: marks, questions, machines that are kept", () => {
    const dear = { hourlyUsd: 99 };
    const others: readonly (readonly [Subject, OwnerLook])[] = [
      [subject({ ...dear, id: "mark" }), ENDED],
      [subject({ ...dear, id: "ask" }, marked("owner-missing")), MISSING],
      [subject({ ...dear, id: "keep" }), ALIVE],
    ];
    const looks = new Map([
      ...[..."abc"].map((id) => [id, ENDED] as const),
      ...others.map(([{ id }, look]) => [id, look] as const),
    ]);
    const all = facts([...ended("abc"), ...others.map(([one]) => one)], ENDED, { looks });
    const { verdicts, guards } = plan(all);
    expect(verdicts.map(({ machineId, kind }) => `${machineId} ${kind}`)).toEqual([
      "a delete",
      "ask ask",
      "b delete",
      "c delete",
      "keep keep",
      "mark mark",
    ]);
    expect(guards).toEqual([]);
  });

  it.each([
    [13, 3],
    [14, 4],
  ])("of %i machines of ours %i are", (machines, most) => {
    const others = Array.from({ length: machines - 5 }, (_, index) =>
      subject({ id: `p${index}`, holder: PERSON }),
    );
    expect(gone([...ended("abcde"), ...others])).toHaveLength(most);
    const foreign = others.map((one) => ({ ...one, holder: FOREIGN }));
    expect(gone([...ended("abcde"), ...foreign])).toHaveLength(3);
  });
});

describe("an end", () => {
  it.each<[EndReason, boolean]>([
    ["lease", false],
    ["lifetime", false],
    ["asked", false],
    ["leftover", false],
    ["owner-ended", true],
    ["owner-missing", true],
    ["failed", true],
  ])("by %s is inferred: %s", (why, inferred) => {
    expect(isInferred(why)).toBe(inferred);
  });
});
