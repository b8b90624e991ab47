/**
 * Chooses what to rent: ranked candidates, and for every other offer all the reasons why not. Pure.
 * The order depends on the offers' content alone, not on the order in which the API lists them.
 */
import type { Offer } from "../schemas.ts";
import { type Misfit, offerMisfits, osFor } from "./fit.ts";
import {
  type Candidate,
  candidateKey,
  matchesWish,
  type Requirements,
  sameText,
} from "./requirements.ts";

export interface Miss {
  readonly offer: Offer;
  readonly misfits: readonly Misfit[];
}

export interface Choice {
  /** The best first: by the wish that it meets, then by price, then by the regions' order as asked for. */
  readonly candidates: readonly Candidate[];
  /** The nearest first. */
  readonly misses: readonly Miss[];
}

type Availability = Offer["availability"][number];

/** `leftOut` holds keys of candidates (see `candidateKey`) that this lease has tried in vain. */
export function choose(
  offers: readonly Offer[],
  wanted: Requirements,
  leftOut: ReadonlySet<string> = new Set(),
): Choice {
  const candidates: Candidate[] = [];
  const misses: Miss[] = [];
  for (const offer of offers) {
    const inOffer = offerMisfits(offer, wanted);
    const { regions, misfits } = regionsOf(offer, wanted, leftOut);
    if (inOffer.length + misfits.length > 0)
      misses.push({ offer, misfits: [...inOffer, ...misfits] });
    else candidates.push(...regions.map((region) => toCandidate(offer, region, wanted)));
  }
  return {
    candidates: candidates.sort(candidateOrder(wanted)),
    misses: misses.sort(missOrder),
  };
}

function toCandidate(offer: Offer, region: string, { osPrefix }: Requirements): Candidate {
  return { offer, region, os: osFor(offer, osPrefix) ?? null };
}

/** The regions in which the offer can be had now, or why there is none. */
function regionsOf(
  offer: Offer,
  { regions: wanted }: Requirements,
  leftOut: ReadonlySet<string>,
): { regions: readonly string[]; misfits: readonly Misfit[] } {
  const inWanted = offer.availability.filter((place) => isWanted(place, wanted));
  const available = inWanted.filter((place) => place.available).map(({ region }) => region);
  const regions = available.filter((region) => !leftOut.has(candidateKey({ offer, region })));
  if (regions.length > 0) return { regions, misfits: [] };
  if (available.length > 0) {
    return { regions, misfits: [{ code: "left-out", regions: available }] };
  }
  const elsewhere = offer.availability.filter((place) => place.available).map(slug);
  return inWanted.length === 0 && wanted.length > 0
    ? { regions, misfits: [{ code: "regions", has: offer.availability.map(slug), wants: wanted }] }
    : { regions, misfits: [{ code: "sold-out", regions: inWanted.map(slug), elsewhere }] };
}

const slug = ({ region }: Availability): string => region;

const isWanted = (place: Availability, wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((name) => namesRegion(place, name));

const namesRegion = ({ region, name, countryCode }: Availability, wanted: string): boolean =>
  [region, name, countryCode].some((known) => known && sameText(known, wanted));

function candidateOrder(wanted: Requirements): (a: Candidate, b: Candidate) => number {
  const wishOf = ({ offer }: Candidate) =>
    wanted.gpus.findIndex((wish) => matchesWish(offer, wish));
  const placeOf = ({ offer, region }: Candidate) =>
    wanted.regions.findIndex((name) =>
      offer.availability.some((place) => place.region === region && namesRegion(place, name)),
    );
  return (a, b) =>
    wishOf(a) - wishOf(b) ||
    a.offer.hourlyPrice - b.offer.hourlyPrice ||
    placeOf(a) - placeOf(b) ||
    compareText(candidateKey(a), candidateKey(b));
}

/** A wrong GPU is farther away than a wrong kind of machine, and that farther than a figure to change. */
const OTHER_COUNT = 10;
const DISTANCE: Partial<Record<Misfit["code"], number>> = {
  "no-gpu": 100,
  gpu: 20,
  "deployment-type": 5,
};

const distanceOf = ({ offer, misfits }: Miss): number =>
  misfits.reduce((sum, misfit) => {
    const isOtherCount =
      misfit.code === "gpu" && misfit.wants.some(({ name }) => sameText(name, offer.gpuName));
    return sum + (isOtherCount ? OTHER_COUNT : (DISTANCE[misfit.code] ?? 1));
  }, 0);

const missOrder = (a: Miss, b: Miss): number =>
  distanceOf(a) - distanceOf(b) ||
  a.offer.hourlyPrice - b.offer.hourlyPrice ||
  compareText(a.offer.cloud._id + a.offer.instanceId, b.offer.cloud._id + b.offer.instanceId);

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
