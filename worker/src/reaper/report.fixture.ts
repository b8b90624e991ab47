/** Facts of a sweep to report on: one machine and its verdict; tests change one thing. */
import { HOUR_MS, Machine } from "@sesterce-gpu/shared";
import type { Guard, PostedReport, SweepReport } from "../fleet/report.ts";
import type { FleetMachine } from "../fleet/types.ts";
import type { ApprovalList } from "../store/index.ts";
import { looked } from "../store/store.fixture.ts";
import type { Deed } from "./end-machines.ts";
import { ALIVE, facts, minutes, NOW, subject } from "./facts.fixture.ts";
import type { CaseFile, OwnerLook, Subject, Verdict } from "./facts.ts";
import { type ReportFacts, reportOf } from "./report.ts";

export const ENDS = NOW + minutes(8);
export const BEFORE = NOW - minutes(5);
export const about = { machineId: "a", evidence: ["It is so."] };
export const KEEP: Verdict = { ...about, kind: "keep" };
export const MARKED = { mark: { why: "owner-missing" as const, at: BEFORE } };

export interface Given {
  readonly verdict: Verdict;
  readonly file?: Partial<CaseFile>;
  readonly change?: Partial<Subject>;
  readonly look?: OwnerLook | undefined;
  readonly deed?: Pick<Deed, "outcome" | "detail">;
  readonly finished?: readonly string[];
  readonly approvals?: ApprovalList;
  readonly approvedBy?: string;
  readonly posted?: readonly string[];
  readonly guards?: readonly Guard[];
  readonly name?: string;
  readonly mode?: SweepReport["mode"];
}

const seenAs = (
  { id, status, hourlyUsd, holder, leaseEndsAt }: Subject,
  name: string,
): FleetMachine => ({
  machine: Machine.parse({
    _id: id,
    name,
    status,
    gpuModel: "H100",
    gpuCount: 2,
  }),
  holder,
  stem: null,
  ageMs: HOUR_MS,
  hourlyUsd,
  costUsd: 1.5,
  leaseEndsAt,
});

const postedWith = (keys: readonly string[]): PostedReport => {
  const items = keys.map((key) => ({ key, machineId: "a", line: "", isFinal: false }));
  return { channel: "C0", ts: "1.0", postedAt: BEFORE, saidAt: BEFORE, items };
};

export function factsFor({ verdict, file = {}, change = {}, ...rest }: Given): ReportFacts {
  const one = subject({ leaseEndsAt: ENDS, ...change }, file);
  const { look = ALIVE, name = "sgpu-gh-x", approvedBy = null, posted } = rest;
  const row = {
    ...looked({ approvedAt: approvedBy === null ? null : BEFORE, approvedBy }),
    claimedAt: null,
    claimedBy: null,
    failedAt: null,
  };
  const known = { seen: seenAs(one, name), row: undefined, case: row, leaseVersion: 0 };
  const memory = {
    watchedSince: null,
    lastGoodAt: null,
    gapEndedAt: null,
    gapMs: null,
    mode: null,
    listSize: null,
    isListShrunk: false,
    posted: posted ? postedWith(posted) : null,
    digestFor: null,
  };
  const looks = new Map("look" in rest && rest.look === undefined ? [] : [[one.id, look] as const]);
  return {
    plan: { verdicts: [verdict], guards: rest.guards ?? [] },
    seen: {
      facts: { ...facts([one]), looks, mode: rest.mode ?? "enforce" },
      memory,
      machines: new Map([[one.id, known]]),
      unfinished: [],
    },
    acts: {
      deeds: rest.deed ? [{ machineId: "a", ...rest.deed }] : [],
      finished: rest.finished ?? [],
      evidence: [],
    },
    approvals: rest.approvals,
  };
}

export const report = (given: Given): SweepReport => reportOf(factsFor(given));
/** Facts and keys. */
export const told = (given: Given) =>
  report(given).items.map((item) => [item.kind === "machine" ? item.fact : item.guard, item.key]);
