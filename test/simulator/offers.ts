/** The book of offers: what is for rent, where, and what the query of `GET …/offers` leaves of it. */
import fixture from "../fixtures/offers.json" with { type: "json" };
import type { WireAvailability, WireCreate, WireOffer } from "./wire.ts";

export const capturedOffers: readonly WireOffer[] = fixture.offers;
export const derivedOffers: readonly WireOffer[] = fixture.derived;
export const sampleOffers: readonly WireOffer[] = [...capturedOffers, ...derivedOffers];

const FILTERS: Record<string, (offer: WireOffer, wanted: string) => boolean> = {
  region: ({ availability }, wanted) => availability.some(({ region }) => region === wanted),
  numGpus: ({ gpuCount }, wanted) => String(gpuCount) === wanted,
  gpuType: ({ gpuName }, wanted) => gpuName === wanted,
  deploymentType: ({ deploymentType }, wanted) => deploymentType === wanted,
  available: ({ availability }, wanted) =>
    availability.some(({ available }) => available) === (wanted === "true"),
};
const ALLOWED_VALUES: Record<string, readonly string[]> = {
  sort: ["price"],
  available: ["true", "false"],
  deploymentType: ["vm", "container", "baremetal"],
};

export class OfferBook {
  #offers: readonly WireOffer[];

  constructor(offers: readonly WireOffer[]) {
    this.#offers = offers;
  }

  all(): readonly WireOffer[] {
    return this.#offers;
  }

  /** Offers that match; their availability keeps all regions, sold out ones too, as the API's does. */
  matching(query: Readonly<Record<string, string>>): WireOffer[] {
    const matches = this.#offers.filter((offer) =>
      Object.entries(query).every(([key, wanted]) => FILTERS[key]?.(offer, wanted) ?? true),
    );
    return query.sort ? matches.toSorted((a, b) => a.hourlyPrice - b.hourlyPrice) : matches;
  }

  find({ cloudProvider, instanceId }: Pick<WireCreate, "cloudProvider" | "instanceId">) {
    return this.#offers.find(
      (offer) => offer.cloud._id === cloudProvider && offer.instanceId === instanceId,
    );
  }

  /** Sells out a region, or fills it up again. Of all offers, or of those of one `instanceId`. */
  setAvailable(isAvailable: boolean, where: { region?: string; instanceId?: string } = {}): void {
    const change = (place: WireAvailability): WireAvailability =>
      (where.region ?? place.region) === place.region
        ? { ...place, available: isAvailable }
        : place;
    this.#offers = this.#offers.map((offer) =>
      (where.instanceId ?? offer.instanceId) === offer.instanceId
        ? { ...offer, availability: offer.availability.map(change) }
        : offer,
    );
  }
}

/** What a strict server would say of the query of `offers` or `list`. */
export function queryProblems(query: Readonly<Record<string, string>>, keys: readonly string[]) {
  return Object.entries(query).flatMap(([key, value]) => {
    if (!keys.includes(key)) return [`property ${key} should not exist`];
    const allowed = ALLOWED_VALUES[key];
    if (!allowed || allowed.includes(value)) return [];
    return [`${key} must be one of the following values: ${allowed.join(", ")}`];
  });
}
