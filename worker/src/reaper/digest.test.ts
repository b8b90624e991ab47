import { DAY_MS, HOUR_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import type { FleetMachine, Holder } from "../fleet/types.ts";
import type { OwnerCost } from "../store/index.ts";
import { type DigestFacts, digestOf, isDigestDue, isDigestExpected, lastDay } from "./digest.ts";
import {
  ALIVE,
  FOREIGN,
  facts,
  minutes,
  NOW,
  PERSON,
  subject,
  UNKNOWN,
  WORKFLOW,
} from "./facts.fixture.ts";
import type { CaseFile, OwnerLook, PlanFacts } from "./facts.ts";
import { plan } from "./plan.ts";

const EIGHT = Date.UTC(2026, 0, 1, 8);

describe("a day", () => {
  it.each([
    [EIGHT, EIGHT],
    [EIGHT + DAY_MS - 1, EIGHT],
    [EIGHT - 1, EIGHT - DAY_MS],
  ])("ends at 08:00 UTC (%i)", (now, day) => {
    expect(lastDay(now)).toBe(day);
  });

  const watched = { watchedSince: EIGHT - DAY_MS, digestFor: EIGHT - DAY_MS };
  it.each([
    ["has a digest from its end on", watched, EIGHT, true],
    ["has none before its end", watched, EIGHT - 1, false],
    ["has one when it was missed for hours", watched, EIGHT + 20 * HOUR_MS, true],
    ["has one, not two", { ...watched, digestFor: EIGHT }, EIGHT + HOUR_MS, false],
    ["has its first", { ...watched, digestFor: null }, EIGHT, true],
    ["that nobody watched has none", { watchedSince: EIGHT, digestFor: null }, EIGHT, false],
    ["has none before the first sweep", { watchedSince: null, digestFor: null }, EIGHT, false],
  ])("%s", (_, memory, now, expected) => {
    expect(isDigestDue(memory, now)).toBe(expected);
  });

  it("has room made for its digest for an hour, not for ever", () => {
    expect(isDigestExpected(watched, EIGHT + HOUR_MS - 1)).toBe(true);
    expect(isDigestExpected(watched, EIGHT + HOUR_MS)).toBe(false);
  });
});

interface Given {
  readonly id: string;
  readonly holder: Holder;
  readonly name?: string;
  readonly status?: string;
  readonly hourlyUsd?: number | null;
  readonly file?: Partial<CaseFile>;
  readonly look?: OwnerLook;
}

function factsOf(
  given: readonly Given[],
  change: Partial<DigestFacts> = {},
  planned: Partial<PlanFacts> = {},
): DigestFacts {
  const machines = given.map(({ id, holder, name = "x", status = "active", hourlyUsd = 3 }) => {
    const seen: FleetMachine = {
      machine: {
        ...{ _id: id, name, status, region: "Dallas", gpuCount: 1, gpuModel: "H100", os: null },
        ...{ ip: "203.0.113.7", sshUser: null, sshPort: null, portForwards: [] },
        ...{ hourlyPrice: hourlyUsd, createdAt: null },
      },
      holder,
      stem: null,
      ageMs: HOUR_MS,
      hourlyUsd,
      costUsd: hourlyUsd,
      leaseEndsAt: null,
    };
    return [
      id,
      { seen, row: undefined, case: undefined, leaseVersion: 0, actor: "sweep" },
    ] as const;
  });
  const subjects = given.map(({ id, holder, file }) => subject({ id, holder }, file));
  const looks = new Map(given.flatMap(({ id, look }) => (look ? [[id, look] as const] : [])));
  const all = { ...facts(subjects), looks, ...planned };
  return {
    seen: { facts: all, machines: new Map(machines) },
    plan: plan(all),
    ended: new Set(),
    costs: [],
    endedBySweep: [],
    ours: {
      teamHash: "0f3z",
      repositoryIds: new Set([1_001, 1_002]),
      repositoryNames: new Map([[1_001, "org/name"]]),
    },
    ...change,
  };
}

const cost = { machines: 1, billedMs: HOUR_MS, costUsd: 5, withoutPrice: 0 };
const costOf = (repositoryId: number, costUsd = 5): OwnerCost => ({
  kind: "workflow",
  repositoryId,
  ...cost,
  costUsd,
});

describe("the digest of a day", () => {
  it("is about the day until 08:00, and the machines of now", () => {
    const digest = digestOf(factsOf([{ id: "a", holder: WORKFLOW }]));
    expect(digest).toMatchObject({ at: NOW, from: EIGHT - DAY_MS, until: EIGHT, mode: "enforce" });
    expect(digest.ours).toMatchObject({ machines: 1, hourlyUsd: 3 });
  });

  it("leaves out what is on its way out, and what this sweep has ended", () => {
    const given: Given[] = [
      { id: "a", holder: WORKFLOW },
      { id: "b", holder: WORKFLOW, status: "deleting" },
      { id: "c", holder: PERSON },
    ];
    const digest = digestOf(factsOf(given, { ended: new Set(["c"]) }));
    expect(digest.ours.machines).toBe(1);
    expect(digest.owners).toHaveLength(1);
  });

  it("adds up by repository and person: machines of now, costs of the day, the dearest first", () => {
    const given: Given[] = [
      { id: "a", holder: WORKFLOW, hourlyUsd: 1 },
      { id: "b", holder: { ...WORKFLOW, runId: 8 } as Holder, hourlyUsd: null },
      { id: "c", holder: PERSON, hourlyUsd: 9 },
    ];
    const costs: OwnerCost[] = [
      costOf(1_002, 7),
      costOf(1_001, 5),
      { kind: "person", teamHash: "0f3z", userId: "U0TWO", ...cost, costUsd: 6, withoutPrice: 2 },
    ];
    expect(digestOf(factsOf(given, { costs })).owners).toEqual([
      {
        owner: { kind: "repository", id: 1_002, name: null },
        ...{ machines: 0, hourlyUsd: 0, dayUsd: 7, withoutPrice: 0 },
      },
      {
        owner: { kind: "person", userId: "U0TWO" },
        ...{ machines: 0, hourlyUsd: 0, dayUsd: 6, withoutPrice: 2 },
      },
      {
        owner: { kind: "repository", id: 1_001, name: "org/name" },
        ...{ machines: 2, hourlyUsd: 1, dayUsd: 5, withoutPrice: 0 },
      },
      {
        owner: { kind: "person", userId: "U0ONE" },
        ...{ machines: 1, hourlyUsd: 9, dayUsd: 0, withoutPrice: 0 },
      },
    ]);
  });

  it("keeps apart what is not ours: machines, names and costs", () => {
    const given: Given[] = [
      { id: "a", holder: FOREIGN, name: "box", hourlyUsd: 1 },
      { id: "b", holder: { kind: "foreign", why: "nearly-ours" }, name: "SGPU-x", hourlyUsd: 2 },
      { id: "c", holder: { kind: "foreign", why: "unlisted-repository" }, name: "sgpu-gh-y" },
    ];
    const costs: OwnerCost[] = [
      costOf(9),
      { kind: "foreign", ...cost },
      { kind: "person", teamHash: "zzzz", userId: "U0ONE", ...cost },
    ];
    const digest = digestOf(factsOf(given, { costs }));
    expect(digest).toMatchObject({ owners: [], foreignDayUsd: 15, ours: { machines: 0 } });
    expect(digest.foreign).toMatchObject({ machines: 3, hourlyUsd: 6 });
    expect(digest.strangers.map(({ id }) => id)).toEqual(["a"]);
    expect(digest.nearlyOurs.map(({ id }) => id)).toEqual(["c", "b"]);
  });

  it("tells what could not be seen and since when, by the newest look", () => {
    const since = (minutesAgo: number) => ({ unknownSince: NOW - minutes(minutesAgo) });
    const given: Given[] = [
      { id: "asked", holder: WORKFLOW, file: since(40), look: UNKNOWN },
      { id: "new", holder: WORKFLOW, look: UNKNOWN },
      { id: "not-asked", holder: WORKFLOW, file: since(90) },
      { id: "seen-again", holder: WORKFLOW, file: since(40), look: ALIVE },
      { id: "alive", holder: WORKFLOW, look: ALIVE },
    ];
    const { unseen } = digestOf(factsOf(given));
    expect(unseen.map(({ machine, since: at }) => [machine.id, at])).toEqual([
      ["not-asked", NOW - minutes(90)],
      ["asked", NOW - minutes(40)],
      ["new", NOW],
    ]);
  });

  it("tells leaks and leases apart, and what enforce would end", () => {
    const figures = { machines: 2, costUsd: 8, hourlyUsd: 6, withoutPrice: 1 };
    const endedBySweep = [{ owner: "workflow" as const, ...figures }];
    const given: Given[] = [
      {
        id: "a",
        holder: WORKFLOW,
        file: { mark: { why: "owner-ended", at: NOW - minutes(9) } },
        look: { kind: "ended", evidence: "GitHub: completed." },
      },
      { id: "b", holder: WORKFLOW, look: ALIVE },
    ];
    const digest = digestOf(factsOf(given, { endedBySweep }, { mode: "observe" }));
    expect(digest.leaks).toEqual(figures);
    expect(digest.leases.machines).toBe(0);
    expect(digest.wouldEnd).toEqual({ machines: 1, costUsd: 3, hourlyUsd: 3, withoutPrice: 0 });
  });
});
