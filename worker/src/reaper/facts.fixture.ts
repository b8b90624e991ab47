/** Facts for plans: one machine of a run that lives, an hour before its lease ends; tests change one thing. */
import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import fc from "fast-check";
import type { Holder } from "../fleet/types.ts";
import {
  type CaseFile,
  type GitHubSight,
  NEW_CASE,
  type OwnerLook,
  type PlanFacts,
  type Subject,
} from "./facts.ts";

export const NOW = Date.UTC(2026, 0, 1, 12);
export const minutes = (count: number): number => count * MINUTE_MS;

export const WORKFLOW: Holder = {
  kind: "workflow",
  repositoryId: 1_001,
  repository: "org/name",
  runId: 7,
  attempt: 1,
  jobId: 42,
};
export const PERSON: Holder = { kind: "person", userId: "U0ONE" };
export const FOREIGN: Holder = { kind: "foreign", why: "name" };

export const ALIVE: OwnerLook = { kind: "alive", evidence: "GitHub: job 42 is in progress." };
export const ENDED: OwnerLook = { kind: "ended", evidence: "GitHub: job 42 has completed." };
export const MISSING: OwnerLook = { kind: "missing", evidence: "GitHub: no run 7." };
export const UNKNOWN: OwnerLook = { kind: "unknown", evidence: "GitHub: 503." };

export const CLEAR: GitHubSight = { kind: "clear" };
export const WHOLE_LIST = { is: 10, was: 10, wasShrunk: false };
export const SHRUNK_LIST = { is: 4, was: 10, wasShrunk: false };
export const gapEnded = (endedAt: number) => ({ endedAt, lengthMs: HOUR_MS });

export function subject(change: Partial<Subject> = {}, file: Partial<CaseFile> = {}): Subject {
  return {
    id: "a",
    name: "sgpu-gh-…",
    status: "active",
    hourlyUsd: 3,
    firstSeenAt: NOW - HOUR_MS,
    holder: WORKFLOW,
    leaseEndsAt: NOW + HOUR_MS,
    ...change,
    file: { ...NEW_CASE, ...file },
  };
}

export function facts(
  subjects: readonly Subject[],
  look: OwnerLook | undefined = ALIVE,
  change: Partial<PlanFacts> = {},
): PlanFacts {
  const asked = subjects.filter(({ holder }) => holder.kind === "workflow");
  return {
    now: NOW,
    lookedAt: NOW,
    mode: "enforce",
    recheckMs: MINUTE_MS,
    graceMs: MINUTE_MS,
    maxLifetimeMs: 120 * HOUR_MS,
    subjects,
    looks: new Map(look ? asked.map(({ id }) => [id, look]) : []),
    sight: CLEAR,
    unreadable: 0,
    list: WHOLE_LIST,
    gap: null,
    ...change,
  };
}

const around = (now: number) => fc.integer({ min: now - 200 * HOUR_MS, max: now + 10 * HOUR_MS });
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const why = fc.constantFrom("owner-ended" as const, "owner-missing" as const, "failed" as const);
const leaseEnd = fc.oneof(around(NOW), fc.constantFrom(NOW, NOW - 1, NOW + minutes(10)));

export const anyFile: fc.Arbitrary<CaseFile> = fc.record({
  mark: orNull(
    fc.record({ why, at: around(NOW), by: fc.constantFrom(undefined, "webhook" as const) }),
  ),
  unknownSince: orNull(around(NOW)),
  escalations: fc.integer({ min: 0, max: 2 }),
  warning: orNull(
    fc.record({ endsAt: leaseEnd, firstTriedAt: around(NOW), saidAt: orNull(around(NOW)) }),
  ),
  gapWarning: orNull(fc.record({ firstTriedAt: around(NOW), saidAt: orNull(around(NOW)) })),
  isApproved: fc.boolean(),
  deletingSince: orNull(around(NOW)),
  failedAt: orNull(around(NOW)),
});

export const anySubject: fc.Arbitrary<Subject> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 4 }),
  name: fc.constant(""),
  status: fc.constantFrom("pending", "active", "error", "deleting", "deleted", "odd"),
  hourlyUsd: orNull(fc.double({ min: 0, max: 99, noNaN: true })),
  firstSeenAt: around(NOW),
  holder: fc.constantFrom(WORKFLOW, PERSON, FOREIGN),
  leaseEndsAt: leaseEnd,
  isLeftover: fc.boolean(),
  file: anyFile,
});

export const anyLook = fc.constantFrom(ALIVE, ENDED, MISSING, UNKNOWN, undefined);

export const anyFacts: fc.Arbitrary<PlanFacts> = fc
  .tuple(
    fc.uniqueArray(fc.tuple(anySubject, anyLook), {
      selector: ([{ id }]) => id,
      maxLength: 12,
    }),
    fc.constantFrom("observe" as const, "enforce" as const),
    fc.constantFrom(WHOLE_LIST, SHRUNK_LIST),
    orNull(around(NOW).map(gapEnded)),
    fc.constantFrom<GitHubSight>(
      CLEAR,
      { kind: "failing", asked: 2, failed: 1 },
      { kind: "quota", remaining: 99 },
    ),
  )
  .map(([pairs, mode, list, gap, sight]) => ({
    ...facts([], undefined, { mode, list, gap, sight }),
    subjects: pairs.map(([one]) => one),
    looks: new Map(pairs.flatMap(([{ id }, look]) => (look ? [[id, look] as const] : []))),
  }));
