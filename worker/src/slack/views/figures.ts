/** Prices, times and GPUs of a machine, as a person reads them. Pure. */
import {
  formatCost,
  formatDuration,
  formatHourly,
  formatUsd,
  MINUTE_MS,
  oneLine,
} from "@sesterce-gpu/shared";
import type { FleetMachine, Totals } from "../../fleet/types.ts";
import { counted } from "../text.ts";

export const hourly = (usd: number | null): string => (usd === null ? "-" : formatUsd(usd));

/** With its unit, for a sentence. */
export const priceText = (usd: number | null): string =>
  usd === null ? "price not told" : formatHourly(usd);

export const costText = (usd: number | null): string =>
  usd === null ? "cost not known" : `${formatCost(usd)} so far`;

export const cost = (usd: number | null): string => (usd === null ? "-" : formatCost(usd));

export const gpus = ({ machine }: Pick<FleetMachine, "machine">): string =>
  machine.gpuModel === null ? "-" : `${machine.gpuCount ?? "?"}×${oneLine(machine.gpuModel, 40)}`;

/** `1h 30m`, or `over by 12m`; "-" without a lease. */
export function timeLeft(leaseEndsAt: number | null, now: number): string {
  if (leaseEndsAt === null) return "-";
  const leftMs = leaseEndsAt - now;
  if (leftMs >= 0) return span(leftMs);
  return `over by ${span(-leftMs)}`;
}

/** In minutes: nobody needs the seconds of a lease. */
export const span = (ms: number): string =>
  ms < MINUTE_MS ? "under 1m" : formatDuration(Math.floor(ms / MINUTE_MS) * MINUTE_MS);

/** `3 machines · 12.40 $/h · 31.20 $ so far`. */
export function totals(
  { machines, hourlyUsd, costUsd, withoutPrice }: Totals,
  noun: string,
): string {
  const least = withoutPrice > 0 ? "at least " : "";
  const sums = `${least}${formatUsd(hourlyUsd)} $/h · ${least}${formatCost(costUsd)} so far`;
  const untold = withoutPrice > 0 ? ` (${withoutPrice} of them without a price)` : "";
  return `${counted(machines, noun)} · ${sums}${untold}`;
}
