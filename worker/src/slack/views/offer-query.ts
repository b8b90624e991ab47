/** What was asked of the offers, told by the offers themselves: which word is a GPU, and which a region. Pure. */
import { fail, type GpuWish, nearest, type Offer, ok, type Result } from "@sesterce-gpu/shared";
import type { Mistake, OffersCommand, OfferWord } from "../command-types.ts";

export interface Query {
  /** Null: any with a GPU. */
  readonly gpu: GpuWish | null;
  /** Slug, display name or country code, as the person wrote it. */
  readonly region: string | null;
  readonly maxHourlyUsd: number | null;
}

const MOST_SUGGESTED = 4;

/** A word that is neither a GPU nor a region of any offer is a mistake, and gets the nearest ones. */
export function resolveQuery(
  offers: readonly Offer[],
  { words, maxHourlyUsd }: OffersCommand,
): Result<Query, Mistake> {
  let gpu: GpuWish | null = null;
  let region: string | null = null;
  for (const word of words) {
    if (gpu === null && isGpu(offers, word)) gpu = { name: word.text, count: word.count };
    else if (region === null && word.count === null && isRegion(offers, word.text))
      region = word.text;
    else return fail(unknownWord(offers, word));
  }
  return ok({ gpu, region, maxHourlyUsd });
}

/** Offers that can be had now, the cheapest first; the same price in the order of their ids. */
export function sift(offers: readonly Offer[], query: Query): Offer[] {
  const { gpu, maxHourlyUsd } = query;
  return offers
    .filter((offer) => isWanted(offer, gpu))
    .filter(({ hourlyPrice }) => maxHourlyUsd === null || hourlyPrice <= maxHourlyUsd)
    .filter((offer) => availableIn(offer, query).length > 0)
    .sort((a, b) => a.hourlyPrice - b.hourlyPrice || (a.instanceId < b.instanceId ? -1 : 1));
}

/** Slugs of the regions, of those asked for, in which the offer can be had now. */
export const availableIn = ({ availability }: Offer, { region }: Pick<Query, "region">): string[] =>
  availability
    .filter((place) => place.available && (region === null || namesPlace(place, region)))
    .map((place) => place.region);

/** Why nothing fits, and what comes nearest. */
export type Miss =
  | {
      readonly code: "too-dear";
      readonly cheapestUsd: number;
      readonly try: Pick<OffersCommand, "words" | "maxHourlyUsd">;
    }
  /** Nobody offers so many GPUs of this name. */
  | { readonly code: "other-counts"; readonly name: string; readonly counts: readonly number[] }
  | { readonly code: "sold-out"; readonly instead: readonly string[] }
  | { readonly code: "nothing-at-all" };

export function missingFor(offers: readonly Offer[], query: Query): Miss {
  const [cheapest] = sift(offers, { ...query, maxHourlyUsd: null });
  if (cheapest) {
    const words = [
      ...(query.gpu ? [{ text: query.gpu.name, count: query.gpu.count }] : []),
      ...(query.region === null ? [] : [{ text: query.region, count: null }]),
    ];
    const cheapestUsd = cheapest.hourlyPrice;
    return { code: "too-dear", cheapestUsd, try: { words, maxHourlyUsd: null } };
  }
  const { gpu } = query;
  if (gpu && !offers.some((offer) => isWanted(offer, gpu))) {
    const named = offers.filter((offer) => isWanted(offer, { ...gpu, count: null }));
    const counts = [...new Set(named.map(({ gpuCount }) => gpuCount))].sort((a, b) => a - b);
    return { code: "other-counts", name: gpu.name, counts };
  }
  const elsewhere = sift(offers, { ...query, region: null, maxHourlyUsd: null });
  const regions = elsewhere.flatMap((offer) => availableIn(offer, { region: null }));
  const gpus = sift(offers, { gpu: null, region: query.region, maxHourlyUsd: null });
  const instead = [...regions, ...gpus.map(({ gpuName, gpuCount }) => `${gpuCount}×${gpuName}`)];
  const some = [...new Set(instead)].slice(0, MOST_SUGGESTED);
  return some.length === 0 ? { code: "nothing-at-all" } : { code: "sold-out", instead: some };
}

type Place = Offer["availability"][number];

const same = (a: string | null, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** Display names have spaces, which a word has not: `new-york` and `new_york` name New York. */
const namesPlace = ({ region, name, countryCode }: Place, wanted: string): boolean =>
  same(region, wanted) || same(countryCode, wanted) || isFoldedSame(name, wanted);

/** What has no letter or digit names nothing. */
const isFoldedSame = (name: string, wanted: string): boolean =>
  folded(name) !== "" && folded(name) === folded(wanted);

const folded = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "");

/** `rtx-a6000` names an RTX A6000. */
const namesGpu = (gpuName: string, wanted: string): boolean =>
  same(gpuName, wanted) || isFoldedSame(gpuName, wanted);

const isGpu = (offers: readonly Offer[], { text }: OfferWord): boolean =>
  gpuNamed(offers, text) !== undefined;

/** As the offers write it; "any" is one, too. Undefined: there is no such GPU. */
export const gpuNamed = (offers: readonly Offer[], text: string): string | undefined =>
  same("any", text) ? "any" : offers.find(({ gpuName }) => namesGpu(gpuName, text))?.gpuName;

const isRegion = (offers: readonly Offer[], text: string): boolean =>
  regionNamed(offers, text) !== undefined;

/** A name that `choose` knows it by. Undefined: there is no such region. */
export function regionNamed(offers: readonly Offer[], text: string): string | undefined {
  const place = offers
    .flatMap(({ availability }) => availability)
    .find((one) => namesPlace(one, text));
  if (place === undefined) return undefined;
  return same(place.region, text) || same(place.countryCode, text) ? text : place.name;
}

/** Machines without a GPU are shown to those who ask for them by name. */
function isWanted({ gpuName, gpuCount }: Offer, gpu: GpuWish | null): boolean {
  if (gpu === null) return gpuCount > 0;
  const isNamed = same("any", gpu.name) ? gpuCount > 0 : namesGpu(gpuName, gpu.name);
  return isNamed && (gpu.count === null || gpu.count === gpuCount);
}

function unknownWord(offers: readonly Offer[], { text }: OfferWord): Mistake {
  return {
    code: "wrong-argument",
    command: "offers",
    word: text,
    allowed:
      "one GPU and one region (slug, name or country code) that Sesterce offers; /gpu offers shows both",
    nearest: nearestOf(text, [...gpusIn(offers), ...regionsIn(offers)]),
  };
}

/** As one word each, so that they can be typed. */
export const gpusIn = (offers: readonly Offer[]): string[] =>
  offers.map(({ gpuName }) => gpuName.trim().replace(/\s+/g, "-"));

export const regionsIn = (offers: readonly Offer[]): string[] =>
  offers.flatMap(({ availability }) => availability.map(({ region }) => region));

export const nearestOf = (text: string, known: readonly string[]): string[] =>
  nearest(text, [...new Set(known)]).filter((near) => !same(near, text));
