/** A machine's item in full: what has happened, which machine, whose, why, and what comes next. Pure; mrkdwn. */
import type { MachineItem, SweepReport } from "../../../fleet/report.ts";
import { figuresText, ownerText, whatText } from "./machine.ts";
import { nextOf } from "./next.ts";
import { said } from "./outside.ts";
import { titleOf } from "./title.ts";

const MOST_SENTENCES = 4;

export function detailsOf(item: MachineItem, report: Pick<SweepReport, "at" | "mode">): string {
  const { fact, machine, why } = item;
  const reasons = why
    .slice(0, MOST_SENTENCES)
    .map((sentence) => said(sentence))
    .filter((sentence) => sentence !== "");
  return [
    `*${titleOf(fact, report)}* · ${whatText(machine)}`,
    `Whose: ${[ownerText(machine), ...figuresText(item)].join(" · ")}`,
    ...(reasons.length > 0 ? [`Why: ${reasons.join(" ")}`] : []),
    `Next: ${nextOf(item, report)}`,
  ].join("\n");
}
