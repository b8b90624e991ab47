/** The beginning of a report: which mode, and how much there is to say. Pure; mrkdwn. */
import type { ReportedMachine, SweepReport } from "../../../fleet/report.ts";
import { counted, moment } from "../../text.ts";
import { togetherText } from "./machine.ts";

const MODES: Readonly<Record<SweepReport["mode"], string>> = {
  observe:
    "of a workflow nothing is deleted, it is only said what enforce mode would do. Leases from Slack do end.",
  enforce:
    "a machine is deleted when two looks at GitHub agree that its job or run has ended, or when its lease ends.",
};

export function headLines({ at, mode, items }: SweepReport): string[] {
  const machines = machinesOf(items);
  const sum =
    machines.length === 0
      ? ""
      : `: ${counted(machines.length, "machine")}, ${togetherText(machines)}`;
  const what = items.length === 0 ? ": nothing is open any more" : sum;
  return [`*GPU sweep* ${moment(at)}${what}`, `*Mode ${mode}:* ${MODES[mode]}`];
}

/** Each once; those that are gone cost nothing any more. */
function machinesOf(items: SweepReport["items"]): ReportedMachine[] {
  const there = items.flatMap((item) =>
    item.kind === "machine" && item.fact.kind !== "deleted" ? item.machine : [],
  );
  return [...new Map(there.map((machine) => [machine.id, machine])).values()];
}
