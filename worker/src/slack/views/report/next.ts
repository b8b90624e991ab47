/** What happens to a reported machine next, what that is worth, and what a person can do. Pure; mrkdwn. */
import type {
  MachineFact,
  MachineItem,
  ReportedMachine,
  SweepReport,
} from "../../../fleet/report.ts";
import { code, moment } from "../../text.ts";
import { cost, priceText, span } from "../figures.ts";
import { leaseCommands } from "./lease-buttons.ts";
import { dailyText } from "./machine.ts";
import { said } from "./outside.ts";

type When = Pick<SweepReport, "at" | "mode">;
type Fact<K extends MachineFact["kind"]> = Extract<MachineFact, { kind: K }>;

const CONSOLE = "the console (https://cloud.sesterce.com)";

/** Sentences. */
export function nextOf({ fact, machine }: MachineItem, when: When): string {
  switch (fact.kind) {
    case "lease-ends":
      return afterLeaseEnd(fact, machine, when);
    case "ends-after-gap":
      return afterGap(machine, when);
    case "deleted":
      return afterDelete(machine);
    case "delete-failed":
      return afterFailedDelete(fact, machine);
    case "would-delete":
      return `Observe mode leaves it alone. ${saving(machine)}If nobody needs it, end it in ${CONSOLE}. ${more(machine)}`;
    case "ask":
      return `It is kept until an operator approves. ${saving(machine)}${more(machine)}`;
    case "approved":
      return isLeftAlone(machine, when)
        ? `Observe mode leaves it alone all the same. ${more(machine)}`
        : `The next sweeps delete it, if GitHub still says the same. ${saving(machine)}${more(machine)}`;
    case "unknown":
      return whileUnknown(fact, machine, when);
    case "stuck":
      return `If it stays, look in ${CONSOLE} whether it costs, and tell Sesterce's support its id.`;
    case "nearly-ours":
      return whileForeign(machine);
  }
}

/** In observe mode only what was rented in Slack is ended. */
const isLeftAlone = ({ holder }: ReportedMachine, { mode }: When): boolean =>
  mode === "observe" && holder.kind !== "person";

function afterLeaseEnd(
  { endsAt }: Fact<"lease-ends">,
  machine: ReportedMachine,
  when: When,
): string {
  if (isLeftAlone(machine, when)) {
    const then = endsAt > when.at ? "then" : "soon";
    return `Enforce mode would delete it ${then}; observe mode leaves it alone, and it costs on. ${saving(machine)}${choices(machine)}`;
  }
  const end =
    endsAt > when.at ? `In ${span(endsAt - when.at)} it is` : "Within about ten minutes it is";
  return `${end} deleted, whatever runs on it: save what you need from it. ${saving(machine)}${choices(machine)}`;
}

function afterGap(machine: ReportedMachine, when: When): string {
  const why = "Nobody swept for a while, and an extension may have been lost";
  return isLeftAlone(machine, when)
    ? `${why}. Enforce mode would delete it then; observe mode leaves it alone. ${saving(machine)}${choices(machine)}`
    : `${why}: so it is told before it is deleted. Whoever needs it extends it, or saves what is on it. ${saving(machine)}${choices(machine)}`;
}

function afterDelete(machine: ReportedMachine): string {
  const all =
    machine.costUsd === null ? "What it cost is not known" : `It cost ${cost(machine.costUsd)}`;
  const daily = dailyText(machine);
  return daily ? `${all}; the stop saves ${daily}.` : `${all}.`;
}

function afterFailedDelete({ detail }: Fact<"delete-failed">, machine: ReportedMachine): string {
  const words = said(detail, 300) || "no reason was told";
  return `Sesterce: ${words}. It may cost on, ${costing(machine)}. The next sweep tries again; if it fails, too, end it in ${CONSOLE}.`;
}

function whileUnknown(
  { escalation }: Fact<"unknown">,
  machine: ReportedMachine,
  when: When,
): string {
  const { leaseEndsAt } = machine;
  const told = `Told for the ${escalation === 1 ? "first time" : `${ordinal(escalation)} time`}. It is kept, and costs ${costing(machine)}`;
  if (leaseEndsAt === null) return `${told}. ${more(machine)}`;
  const end = isLeftAlone(machine, when)
    ? `Its lease ends ${moment(leaseEndsAt)}; observe mode leaves it alone then, too`
    : `Its lease ends it ${moment(leaseEndsAt)}, whatever is known by then`;
  return `${told}. ${end}. What GitHub answered: ${show(machine)}`;
}

function whileForeign(machine: ReportedMachine): string {
  const { holder } = machine;
  const isUnlisted = holder.kind === "foreign" && holder.why === "unlisted-repository";
  const todo = isUnlisted
    ? "If its repository is yours, an operator adds it to REAPER_REPOSITORIES."
    : `Whoever rented it ends it in ${CONSOLE}.`;
  return `This Worker never touches it, and it costs ${costing(machine)}. ${todo} It is told once a day.`;
}

const ordinal = (number: number): string => (number === 2 ? "second" : `${number}th`);

const costing = (machine: ReportedMachine): string =>
  dailyText(machine) === undefined
    ? "at a price that is not told"
    : `${priceText(machine.hourlyUsd)}, ${dailyText(machine)}`;

function saving(machine: ReportedMachine): string {
  const daily = dailyText(machine);
  return daily ? `Its end saves ${daily}. ` : "";
}

const more = (machine: ReportedMachine): string => `More: ${show(machine)}`;

const choices = (machine: ReportedMachine): string =>
  `${leaseCommands(machine.id)}. ${more(machine)}`;

const show = ({ id }: ReportedMachine): string => code(`/gpu show ${id}`, 80);
