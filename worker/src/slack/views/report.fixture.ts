/** Reports of sweeps to look at. */
import type {
  Guard,
  MachineFact,
  MachineItem,
  ReportedMachine,
  ReportItem,
  SweepReport,
} from "../../fleet/report.ts";
import { MINUTE, NOW, run } from "./views.fixture.ts";

export const reported = (change: Partial<ReportedMachine> = {}): ReportedMachine => ({
  id: "6b046f5500000000000000aa",
  name: "sgpu-gh-mn-3mv-1-2r-k3x9qz-hs3k0",
  holder: run,
  gpu: "H100",
  gpuCount: 1,
  region: "FRA-Paris-1",
  hourlyUsd: 2.75,
  costUsd: 5.11,
  leaseEndsAt: NOW + 90 * MINUTE,
  ...change,
});

type Item = ReportItem & MachineItem;

export function itemOf(
  fact: MachineFact,
  change: Partial<ReportedMachine> = {},
  why: readonly string[] = [
    "Job 99 is completed: success.",
    "First found at 2026-11-24 11:58 UTC.",
  ],
): Item {
  const machine = reported(change);
  return { key: `${machine.id}:${fact.kind}`, kind: "machine", fact, machine, why };
}

export const guardItem = (guard: Guard): ReportItem => ({
  key: `guard:${guard.code}`,
  kind: "guard",
  guard,
});

export const reportOf = (
  items: readonly ReportItem[],
  change: Partial<SweepReport> = {},
): SweepReport => ({ at: NOW, mode: "enforce", items, ...change });

export const FACTS: readonly MachineFact[] = [
  { kind: "lease-ends", endsAt: NOW + 8 * MINUTE, of: "lease" },
  { kind: "lease-ends", endsAt: NOW - 20 * MINUTE, of: "lease" },
  { kind: "lease-ends", endsAt: NOW + 9 * MINUTE, of: "lifetime" },
  { kind: "ends-after-gap", at: NOW + 10 * MINUTE },
  { kind: "deleted" },
  { kind: "delete-failed", detail: "409 <!channel> `it` at 203.0.113.7 is pending" },
  { kind: "would-delete", isQuestion: false },
  { kind: "would-delete", isQuestion: true },
  { kind: "ask", approvalId: "ap1", until: NOW + 30 * MINUTE },
  { kind: "approved", by: "U0BOB" },
  { kind: "unknown", since: NOW - 31 * MINUTE, escalation: 1 },
  { kind: "unknown", since: NOW - 121 * MINUTE, escalation: 2 },
  { kind: "stuck", since: NOW - 25 * MINUTE },
  { kind: "nearly-ours" },
];

export const GUARDS: readonly Guard[] = [
  { code: "list-shrunk", was: 12, is: 1 },
  { code: "after-gap", gapMs: 25 * MINUTE, endedAt: NOW - 4 * MINUTE, heldBack: 2 },
  { code: "after-switch", heldBack: 7 },
  { code: "unreadable", machines: 1 },
  { code: "burst", heldBack: 4, most: 3 },
  { code: "github-failing", asked: 20, failed: 20 },
  { code: "github-quota", remaining: 61 },
];
