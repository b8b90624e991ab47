/** What a reported machine is, whose, and what it costs: the parts that every item has. Pure; mrkdwn. */
import { formatHourly, formatUsd } from "@sesterce-gpu/shared";
import type { MachineItem, ReportedMachine } from "../../../fleet/report.ts";
import { code, mention, plain } from "../../text.ts";
import { cost, costText, priceText } from "../figures.ts";
import { runName, whoText } from "../who.ts";
import { said, saidAsCode } from "./outside.ts";

export const idText = ({ id }: ReportedMachine): string => code(id, 60);

export const gpuText = ({ gpu, gpuCount }: ReportedMachine): string =>
  gpu === null ? "GPU not told" : said(`${gpuCount ?? "?"}×${gpu}`, 50);

export const regionText = ({ region }: ReportedMachine): string =>
  said(region ?? "", 60) || "region not told";

/** `1×H100 · FRA-Paris-1 · id · name`. */
export const whatText = (machine: ReportedMachine): string =>
  [gpuText(machine), regionText(machine), idText(machine), saidAsCode(machine.name)].join(" · ");

/** Linked where GitHub has an address. */
export const ownerText = ({ holder }: ReportedMachine): string => whoText(holder);

/** The same, short enough for a line: no link. */
export function ownerWords({ holder }: ReportedMachine): string {
  if (holder.kind === "person") return mention(holder.userId);
  return holder.kind === "workflow" ? plain(runName(holder), 60) : whoText(holder);
}

/** What it costs an hour, and so far; of a deleted one in all. */
export function figuresText({ machine, fact }: MachineItem): readonly [string, string] {
  const { hourlyUsd, costUsd } = machine;
  const isOver = fact.kind === "deleted" && costUsd !== null;
  return [priceText(hourlyUsd), isOver ? `${cost(costUsd)} in all` : costText(costUsd)];
}

/** `66.00 $ a day`, or undefined without a price. */
export const dailyText = ({ hourlyUsd }: Pick<ReportedMachine, "hourlyUsd">): string | undefined =>
  hourlyUsd === null ? undefined : `${formatUsd(hourlyUsd * 24)} $ a day`;

/** `8.25 $/h together`; a sum that lacks a price says so. */
export function togetherText(machines: readonly ReportedMachine[]): string {
  const { usd, least } = sumOf(machines);
  return `${least}${formatHourly(usd)}${machines.length > 1 ? " together" : ""}`;
}

/** What the end of all of them saves. */
export function savedText(machines: readonly ReportedMachine[]): string {
  const { usd, least } = sumOf(machines);
  return `saves ${least}${formatUsd(usd * 24)} $ a day`;
}

const sumOf = (machines: readonly ReportedMachine[]) => ({
  usd: machines.reduce((sum, { hourlyUsd }) => sum + (hourlyUsd ?? 0), 0),
  least: machines.some(({ hourlyUsd }) => hourlyUsd === null) ? "at least " : "",
});
