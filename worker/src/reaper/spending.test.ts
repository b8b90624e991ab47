import { describe, expect, it } from "vitest";
import { minutes, NOW, subject } from "./facts.fixture.ts";
import type { EndReason, Subject } from "./facts.ts";
import { affordableDeletes, affordableNames, keptWhileAsking } from "./spending.ts";

const due = (id: string): Subject => subject({ id, leaseEndsAt: NOW });
const marked = (why: EndReason): Subject => subject({}, { mark: { why, at: NOW - minutes(2) } });
const many = (count: number, one: Subject): Subject[] => Array.from({ length: count }, () => one);
const kept = (...subjects: Subject[]): number => keptWhileAsking(subjects, NOW, 100);

const ALWAYS = 9;

describe("however little is left", () => {
  it.each([
    [33, 18],
    [24, 18],
    [23, 17],
    [12, 6],
    [6, 0],
    [0, 0],
  ])("of %d something is for looks", (left, expected) => {
    expect(keptWhileAsking(many(5, due("a")), NOW, left)).toBe(expected);
  });
});

describe("what is kept while owners are asked about", () => {
  it.each<[string, Subject[], number]>([
    ["nothing is due", [subject(), subject()], ALWAYS],
    ["a lease ends later", [subject({ leaseEndsAt: NOW + 1 })], ALWAYS],
    ["it is a stranger's", [subject({ leaseEndsAt: null })], ALWAYS],
    ["a lease has ended", [due("a")], ALWAYS + 4 + 1],
    ["an owner's end is marked", [marked("owner-ended")], ALWAYS + 4 + 1],
    ["three are due", many(3, due("a")), ALWAYS + 4 + 3],
    ["a hundred are due", many(100, due("a")), ALWAYS + 4 + 8],
    ["a person will be asked", [marked("owner-missing")], ALWAYS + 4 + 1 + 2],
    ["a hundred will be asked for", many(100, marked("owner-missing")), ALWAYS + 4 + 8 + 2],
  ])("when %s", (_, subjects, expected) => {
    expect(kept(...subjects)).toBe(expected);
  });

  it("leaves looks to the smallest of the Free plan's ticks, after the twelve that come first", () => {
    expect(45 - 12 - kept(...many(500, marked("owner-missing")))).toBeGreaterThanOrEqual(10);
  });
});

describe("what is kept pays for the deletes that it was kept for", () => {
  it.each([1, 2, 3, 4, 8])("when %i are due and looks have used up all else", (count) => {
    const subjects = many(count, due("a"));
    // Cases are saved, and old claims are ended.
    expect(affordableDeletes(kept(...subjects) - 2, false)).toBe(count);
    expect(affordableDeletes(kept(...subjects, marked("owner-missing")) - 2, true)).toBe(
      Math.min(count + 1, 8),
    );
  });

  it("and no more than is left, however little", () => {
    expect(affordableDeletes(11, false)).toBe(0);
    expect(affordableDeletes(0, true)).toBe(0);
    expect(affordableDeletes(12, false)).toBe(1);
    expect(affordableDeletes(13, true)).toBe(0);
  });
});

describe("names", () => {
  it.each([
    [0, 0],
    [1, 0],
    [3, 0],
    [4, 1],
    [7, 2],
    [16, 5],
  ])("with %i left: %i repositories", (left, repositories) => {
    expect(affordableNames(left)).toBe(repositories);
  });
});
