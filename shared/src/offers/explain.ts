/** Offers, candidates and misfits in words for a person. Pure; text of the API comes out as one line. */
import { oneLine } from "../redact.ts";
import type { Offer } from "../schemas.ts";
import type { Misfit } from "./fit.ts";
import type { Candidate, GpuWish } from "./requirements.ts";

/** `2.189 $/h`; at least two decimals, at most six. */
export const formatHourly = (usd: number): string => `${formatUsd(usd)} $/h`;

export const formatUsd = (usd: number): string => {
  const [whole = "0", decimals = ""] = (Math.round(usd * 1e6) / 1e6).toFixed(6).split(".");
  return `${whole}.${decimals.replace(/0+$/, "").padEnd(2, "0")}`;
};

/** `5.11 $`: rounded up to a cent, so that no cost is told too low. */
export const formatCost = (usd: number): string =>
  `${(Math.ceil(usd * 100 - 1e-6) / 100).toFixed(2)} $`;

export const formatGpu = ({ gpuName, gpuCount }: Pick<Offer, "gpuName" | "gpuCount">): string =>
  `${gpuCount}×${oneLine(gpuName, 40)}`;

export const formatWish = ({ name, count }: GpuWish): string =>
  count === null || count === 1 ? oneLine(name, 60) : `${oneLine(name, 60)}:${count}`;

/** `1×H100 in dallas-usa-3 (AZ_07), 4.796 $/h`. */
export const formatCandidate = ({ offer, region }: Candidate): string =>
  `${formatGpu(offer)} in ${oneLine(region, 60)} (${oneLine(offer.cloud.name, 40)}), ${formatHourly(offer.hourlyPrice)}`;

/** Why an offer does not qualify, as a clause. */
export function formatMisfit(misfit: Misfit): string {
  switch (misfit.code) {
    case "no-gpu":
      return "has no GPU";
    case "gpu":
      return `is not ${misfit.wants.map(formatWish).join(", ")}`;
    case "deployment-type":
      return `is ${oneLine(misfit.has, 20)}, not ${misfit.wants}`;
    case "clouds":
      return `is in cloud ${oneLine(misfit.has, 40)}`;
    case "regions":
      return `is offered only in ${list(misfit.has)}`;
    case "sold-out":
      return soldOut(misfit.regions, misfit.elsewhere);
    case "os":
      return `has ${list(misfit.has)}, none beginning with "${oneLine(misfit.wants, 60)}"`;
    case "cloud-init":
      return "does not take cloud-init";
    case "left-out":
      return `was tried in vain in ${list(misfit.regions)}`;
    default:
      return formatFigure(misfit.code, misfit.has, misfit.wants);
  }
}

function soldOut(regions: readonly string[], elsewhere: readonly string[]): string {
  const where = regions.length === 0 ? "everywhere" : `in ${list(regions)}`;
  return `is sold out ${where}${elsewhere.length === 0 ? "" : `, to be had in ${list(elsewhere)}`}`;
}

type FigureCode = Extract<Misfit, { has: number }>["code"];

function formatFigure(code: FigureCode, has: number, wants: number): string {
  const over = formatUsd(has - wants);
  const figure = Math.floor(has * 10) / 10;
  switch (code) {
    case "max-hourly-price":
      return `is too dear by ${over} $/h`;
    case "max-cost":
      return `could cost ${formatUsd(has)} $ in all, ${over} $ too much`;
    case "min-vram-gb":
      return `has ${figure} GB of memory per GPU, not ${wants}`;
    case "min-ram-gb":
      return `has ${figure} GB of RAM, not ${wants}`;
    case "min-vcpus":
      return `has ${figure} vCPUs, not ${wants}`;
    case "min-storage-gb":
      return `has ${figure} GB of storage, not ${wants}`;
  }
}

const MOST_LISTED = 6;

function list(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  const shown = names.slice(0, MOST_LISTED).map((name) => oneLine(name, 60));
  const more = names.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
