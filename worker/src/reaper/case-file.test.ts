import { describe, expect, it } from "vitest";
import { nextFile } from "./case-file.ts";
import { ALIVE, ENDED, MISSING, minutes, NOW, subject, UNKNOWN } from "./facts.fixture.ts";
import { type CaseFile, NEW_CASE, type OwnerLook, type Verdict } from "./facts.ts";

const BEFORE = NOW - minutes(5);
const ENDS = NOW + minutes(8);
const about = { machineId: "a", evidence: [] };
const KEEP: Verdict = { ...about, kind: "keep" };
const MARK: Verdict = { ...about, kind: "mark", why: "owner-ended" };
const WARN: Verdict = { ...about, kind: "warn", of: "lease-end", endsAt: ENDS };
const GAP: Verdict = {
  ...about,
  kind: "warn",
  of: "end-after-gap",
  since: NOW - minutes(1),
  at: NOW,
};

const mark = (why: "owner-ended" | "owner-missing" | "failed") => ({ mark: { why, at: BEFORE } });
const warned = (endsAt: number) => ({ warning: { endsAt, firstTriedAt: BEFORE, saidAt: BEFORE } });
const gapWarned = (ago: number) => ({
  gapWarning: { firstTriedAt: NOW - minutes(ago), saidAt: NOW - minutes(ago) },
});

interface Given {
  readonly verdict?: Verdict;
  readonly look?: OwnerLook;
  readonly status?: string;
}

const next = (
  file: Partial<CaseFile>,
  { verdict = KEEP, look, status = "active" }: Given = {},
): CaseFile => nextFile(subject({ status }, file), { verdict, look, now: NOW, lookedAt: NOW });

type Row = [what: string, file: Partial<CaseFile>, given: Given, expected: Partial<CaseFile>];

describe("a case goes on", () => {
  it.each<Row>([
    [
      "a first look marks it",
      {},
      { verdict: MARK, look: ENDED },
      { mark: { why: "owner-ended", at: NOW } },
    ],
    [
      "a mark of another reason takes its place",
      mark("owner-missing"),
      { verdict: MARK, look: ENDED },
      { mark: { why: "owner-ended", at: NOW } },
    ],
    [
      "a mark stands while the end is confirmed",
      mark("owner-ended"),
      { look: ENDED },
      mark("owner-ended"),
    ],
    ["a mark stands while nobody is asked", mark("owner-ended"), {}, mark("owner-ended")],
    [
      "a mark stands while nothing is known",
      mark("owner-missing"),
      { look: UNKNOWN },
      { ...mark("owner-missing"), unknownSince: NOW },
    ],
    [
      "a mark stands while the run is not found",
      mark("owner-missing"),
      { look: MISSING },
      mark("owner-missing"),
    ],
    ["life takes a mark away", mark("owner-ended"), { look: ALIVE }, { mark: null }],
    [
      "life leaves a failure marked",
      mark("failed"),
      { look: ALIVE, status: "error" },
      mark("failed"),
    ],
    [
      "a failure is over when it is not in error any more",
      mark("failed"),
      { look: ALIVE },
      { mark: null },
    ],
    ["a failure is over, too, while nobody is asked", mark("failed"), {}, { mark: null }],
  ])("mark: %s", (_, file, given, expected) => {
    expect(next(file, given)).toEqual({ ...NEW_CASE, ...expected });
  });

  const approved = { ...mark("owner-missing"), isApproved: true };
  it.each<Row>([
    ["stands with its mark", approved, { look: MISSING }, approved],
    ["stands while nothing is known", approved, {}, approved],
    ["ends with its mark", approved, { look: ALIVE }, { mark: null, isApproved: false }],
    [
      "ends with a new mark of another reason",
      approved,
      { verdict: MARK, look: ENDED },
      { mark: { why: "owner-ended", at: NOW }, isApproved: false },
    ],
    [
      "ends with a new mark of the same reason",
      { ...mark("owner-ended"), isApproved: true },
      { verdict: MARK },
      { mark: { why: "owner-ended", at: NOW }, isApproved: false },
    ],
  ])("approval: %s", (_, file, given, expected) => {
    expect(next(file, given)).toEqual({ ...NEW_CASE, ...expected });
  });

  const unknown = { unknownSince: BEFORE, escalations: 1 };
  it.each<Row>([
    ["begins with the first such look", {}, { look: UNKNOWN }, { unknownSince: NOW }],
    ["goes on with the next", unknown, { look: UNKNOWN }, unknown],
    ["goes on while nobody is asked", unknown, {}, unknown],
    ["ends when something is known", unknown, { look: ALIVE }, {}],
    ["ends when its end is known", unknown, { look: ENDED }, {}],
  ])("unknown: %s", (_, file, given, expected) => {
    expect(next(file, given)).toEqual({ ...NEW_CASE, ...expected });
  });

  const tried = { warning: { endsAt: ENDS, firstTriedAt: NOW, saidAt: null } };
  const gapTried = { gapWarning: { firstTriedAt: NOW, saidAt: null } };
  it.each<Row>([
    ["is tried for the first time", {}, { verdict: WARN }, tried],
    ["of the same end stays the first", warned(ENDS), { verdict: WARN }, warned(ENDS)],
    ["of another end begins anew", warned(ENDS - 1), { verdict: WARN }, tried],
    ["stays while there is nothing to warn of", warned(ENDS), {}, warned(ENDS)],
    ["after a gap is tried for the first time", {}, { verdict: GAP }, gapTried],
    ["after this gap stays the first", gapWarned(1), { verdict: GAP }, gapWarned(1)],
    ["after an earlier gap is none after this", gapWarned(2), { verdict: GAP }, gapTried],
    [
      "after a gap touches no other",
      warned(ENDS),
      { verdict: GAP },
      { ...warned(ENDS), ...gapTried },
    ],
    [
      "of a lease touches none after a gap",
      gapWarned(1),
      { verdict: WARN },
      { ...gapWarned(1), ...tried },
    ],
  ])("warning: %s", (_, file, given, expected) => {
    expect(next(file, given)).toEqual({ ...NEW_CASE, ...expected });
  });

  it.each<Row>([
    ["begins when it is first seen so", {}, { status: "deleting" }, { deletingSince: NOW }],
    ["goes on", { deletingSince: BEFORE }, { status: "deleting" }, { deletingSince: BEFORE }],
    ["is over when it has come back", { deletingSince: BEFORE }, {}, {}],
  ])("deleting: %s", (_, file, given, expected) => {
    expect(next(file, given)).toEqual({ ...NEW_CASE, ...expected });
  });
});
