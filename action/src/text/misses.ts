/** Why nothing was rented for want of an offer, and which input would let the nearest ones in. Pure. */
import {
  type Choice,
  formatDuration,
  formatGpu,
  formatHourly,
  formatMisfit,
  formatUsd,
  formatWish,
  type GpuWish,
  type Misfit,
  type Miss,
  nearest,
  type Offer,
  oneLine,
} from "@sesterce-gpu/shared";

const MOST_SHOWN = 5;

/** The first line says it in short; each further line is one near miss. */
export function noOfferLines(choice: Choice, gpus: readonly GpuWish[], waitedMs: number): string[] {
  const { misses, candidates } = choice;
  const waited = waitedMs > 0 ? ` in ${formatDuration(waitedMs)}` : "";
  const head =
    candidates.length > 0
      ? `No machine could be had${waited}: all ${candidates.length} that fit were refused. A longer \`capacity-wait\` keeps looking.`
      : `No offer fits${waited}, of ${misses.length} that Sesterce has.`;
  const shown = misses.slice(0, MOST_SHOWN).map((miss) => `- ${missLine(miss)}`);
  const nearestHead = shown.length > 0 ? ["The nearest:"] : [];
  return [head, ...unknownGpuLines(choice, gpus), ...nearestHead, ...shown];
}

export function missLine({ offer, misfits }: Miss): string {
  const why = misfits.map(formatMisfit).join("; ");
  const remedies = misfits.flatMap((misfit) => remedyOf(misfit, offer));
  const what = `${formatGpu(offer)} (${oneLine(offer.cloud.name, 40)}, ${formatHourly(offer.hourlyPrice)})`;
  return `${what} ${why}.${remedies.length > 0 ? ` It would fit with ${remedies.join(" and ")}.` : ""}`;
}

/** A name that no offer bears may be mistyped, or sold out: Sesterce leaves out what nobody can have. */
function unknownGpuLines({ misses, candidates }: Choice, gpus: readonly GpuWish[]): string[] {
  const offers = [...misses, ...candidates].map(({ offer }) => offer.gpuName);
  const known = [...new Set(offers)].filter((name) => name !== "CPU").sort();
  const isKnown = ({ name }: GpuWish) =>
    [...known, "any"].some((other) => other.toLowerCase() === name.toLowerCase());
  return gpus
    .filter((wish) => !isKnown(wish))
    .map(({ name }) => {
      const near = nearest(name, known);
      const meant = near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : "";
      const all = known.map((other) => oneLine(other, 40)).join(", ");
      return `No offer has a GPU called ${name} now.${meant} On offer: ${all}.`;
    });
}

function remedyOf(misfit: Misfit, offer: Offer): string[] {
  switch (misfit.code) {
    case "gpu":
      return [input("gpu", formatWish({ name: offer.gpuName, count: offer.gpuCount }))];
    case "deployment-type":
      return [input("deployment-type", misfit.has)];
    case "clouds":
      return [input("clouds", misfit.has)];
    case "regions":
      return [regionsRemedy(offer)];
    case "sold-out":
      return misfit.elsewhere.length > 0
        ? [input("regions", misfit.elsewhere.join(", "))]
        : [UNTIL_BACK];
    case "os":
      return misfit.has.slice(0, 1).map((os) => input("os", os));
    case "cloud-init":
      return ["`cloud-init` left empty (prepare the machine over SSH)"];
    case "max-hourly-price":
    case "max-cost":
      return [input(misfit.code, formatUsd(misfit.has))];
    case "no-gpu":
    case "left-out":
      return [];
    default:
      return [input(misfit.code, String(Math.floor(misfit.has)))];
  }
}

/** A region in which it is sold out would not let it in. */
function regionsRemedy({ availability }: Offer): string {
  const open = availability.filter(({ available }) => available).map(({ region }) => region);
  return open.length > 0 ? input("regions", open.join(", ")) : UNTIL_BACK;
}

const UNTIL_BACK = "a `capacity-wait` until it is back";

const input = (name: string, value: string): string => `\`${name}: ${oneLine(value, 120)}\``;
