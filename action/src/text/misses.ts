/** Why nothing was rented for want of an offer, and which input would let the nearest ones in. Pure. */
import {
  type Choice,
  formatDuration,
  formatGpu,
  formatHourly,
  formatMisfit,
  formatUsd,
  formatWish,
  type Misfit,
  type Miss,
  nearest,
  type Offer,
  oneLine,
  type Requirements,
} from "@sesterce-gpu/shared";

const MOST_SHOWN = 5;

/** The first line says it in short; each further line is one near miss. For a choice without candidates. */
export function noOfferLines(
  { misses }: Choice,
  { gpus, regions, clouds }: Requirements,
  waitedMs: number,
): string[] {
  const waited = waitedMs > 0 ? ` in ${formatDuration(waitedMs)}` : "";
  const offers = misses.map(({ offer }) => offer).filter(({ gpuCount }) => gpuCount > 0);
  const places = offers.flatMap(({ availability }) => availability);
  const shown = misses.slice(0, MOST_SHOWN).map((miss) => `- ${missLine(miss)}`);
  return [
    `No offer fits${waited}, of ${misses.length} that Sesterce has.`,
    ...unknownLines(
      "No offer has a GPU called",
      gpus.map(({ name }) => name),
      [offers.map(({ gpuName }) => gpuName), ["any"]],
    ),
    ...unknownLines("No offer is in a region called", regions, [
      places.map(({ region }) => region),
      places.map(({ name }) => name),
      places.map(({ countryCode }) => countryCode ?? ""),
    ]),
    ...unknownLines("No offer is in a cloud called", clouds, [
      offers.map(({ cloud }) => cloud.name),
    ]),
    ...(shown.length > 0 ? ["The nearest:"] : []),
    ...shown,
  ];
}

export function missLine({ offer, misfits }: Miss): string {
  const why = misfits.map(formatMisfit).join("; ");
  const remedies = misfits.flatMap((misfit) => remedyOf(misfit, offer));
  const what = `${formatGpu(offer)} (${oneLine(offer.cloud.name, 40)}, ${formatHourly(offer.hourlyPrice)})`;
  return `${what} ${why}.${remedies.length > 0 ? ` It would fit with ${remedies.join(" and ")}.` : ""}`;
}

const MOST_KNOWN = 30;

/**
 * A name that no offer bears may be mistyped, or sold out: Sesterce leaves out what nobody can have. The
 * first list of known names is the one to show.
 */
function unknownLines(
  saying: string,
  wanted: readonly string[],
  known: readonly (readonly string[])[],
): string[] {
  const all = new Set(known.flat().map((name) => name.toLowerCase()));
  const shown = [...new Set(known[0])].sort().map((name) => oneLine(name, 60));
  return wanted
    .filter((name) => !all.has(name.toLowerCase()))
    .map((name) => {
      const near = nearest(name, shown);
      const meant = near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : "";
      const more = shown.length > MOST_KNOWN ? ", …" : "";
      const list = `${shown.slice(0, MOST_KNOWN).join(", ")}${more}`;
      const offered = list === "" ? "" : ` On offer: ${list}.`;
      return `${saying} ${oneLine(name, 60)} now.${meant}${offered}`;
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
      return regionsRemedies(offer);
    case "sold-out":
      return misfit.elsewhere.length > 0
        ? [input("regions", misfit.elsewhere.join(", "))]
        : [UNTIL_BACK];
    case "os":
      return misfit.has.slice(0, 1).map((os) => input("os", os));
    case "cloud-init":
      return ["`cloud-init` left empty (prepare the machine over SSH)"];
    case "max-hourly-price":
      return [input(misfit.code, formatUsd(misfit.has))];
    case "max-cost":
      return [input(misfit.code, formatUsd(Math.ceil(misfit.has * 100) / 100))];
    case "no-gpu":
    case "left-out":
      return [];
    default:
      return [input(misfit.code, String(Math.floor(misfit.has)))];
  }
}

/** Where it can be had now; where it can't be had anywhere, a region alone would not let it in. */
function regionsRemedies({ availability }: Offer): string[] {
  const open = availability.filter(({ available }) => available);
  const regions = (open.length > 0 ? open : availability).map(({ region }) => region);
  return [input("regions", regions.join(", ")), ...(open.length > 0 ? [] : [UNTIL_BACK])];
}

const UNTIL_BACK = "a `capacity-wait` until it is back";

const input = (name: string, value: string): string => `\`${name}: ${oneLine(value, 120)}\``;
