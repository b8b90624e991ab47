import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Offer } from "../schemas.ts";
import { type Choice, choose } from "./choose.ts";
import { anything, h100, place } from "./offer.fixture.ts";
import { type Candidate, candidateKey, matchesWish, type Requirements } from "./requirements.ts";

const region = fc.constantFrom("a", "b", "c", "d");
const gpuName = fc.constantFrom("H100", "L4", "A100_80G", "CPU");
const price = fc.integer({ min: 0, max: 3_000 }).map((cents) => cents / 100);

const anyOffer: fc.Arbitrary<Offer> = fc
  .record({
    gpuName,
    gpuCount: fc.constantFrom(0, 1, 2, 8),
    deploymentType: fc.constantFrom("vm", "vm", "vm", "container"),
    hourlyPrice: price,
    cloudInitAvailable: fc.boolean(),
    availability: fc.uniqueArray(
      fc.tuple(region, fc.boolean()).map(([name, isFree]) => place(name, isFree)),
      { selector: (known) => known.region },
    ),
    vRamGB: fc.constantFrom(24, 80, 640),
  })
  .map(({ vRamGB, ...change }) => ({
    ...h100,
    ...change,
    configuration: { ...h100.configuration, vRamGB },
  }));

/** As in the API: no two offers have the same identity. */
const anyOffers = fc
  .array(anyOffer, { maxLength: 12 })
  .map((offers) => offers.map((offer, i) => ({ ...offer, instanceId: `offer-${i}` })));

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const anyRequirements: fc.Arbitrary<Requirements> = fc.record({
  gpus: fc.array(
    fc.record({
      name: fc.constantFrom("h100", "L4", "any"),
      count: fc.constantFrom(null, null, 1, 2),
    }),
    { maxLength: 3 },
  ),
  regions: fc.uniqueArray(fc.constantFrom("a", "B", "c", "x"), { maxLength: 3 }),
  clouds: fc.constantFrom<string[]>([], [], ["az_07"], ["none"]),
  deploymentType: fc.constant("vm" as const),
  needsCloudInit: fc.constantFrom(false, false, true),
  minVramGbPerGpu: maybe(fc.constantFrom(24, 80)),
  maxHourlyUsd: maybe(price),
  maxCostUsd: maybe(price),
  billableMs: fc.constantFrom(60_000, anything.billableMs),
});

const anyCase = fc
  .tuple(anyOffers, anyRequirements, fc.infiniteStream(fc.boolean()))
  .map(([offers, wanted, coins]) => {
    const all = offers.flatMap((offer) => offer.availability.map((at) => ({ offer, ...at })));
    const leftOut = new Set(all.filter(() => coins.next().value).map(candidateKey));
    return { offers, wanted, leftOut };
  });

type Case = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;

function holds(claim: (made: Choice, given: Case) => void): void {
  const property = fc.property(anyCase, (given) => {
    claim(choose(given.offers, given.wanted, given.leftOut), given);
  });
  fc.assert(property, { numRuns: 300 });
}

/** What holds for every candidate of any choice. */
function everyCandidate(claim: (candidate: Candidate, given: Case) => void): void {
  holds(({ candidates }, given) => {
    for (const candidate of candidates) claim(candidate, given);
  });
}

describe("a candidate is never", () => {
  it("above max-hourly-price", () => {
    everyCandidate(({ offer }, { wanted }) => {
      expect(offer.hourlyPrice).toBeLessThanOrEqual(wanted.maxHourlyUsd ?? Infinity);
    });
  });

  it("above max-cost", () => {
    everyCandidate(({ offer }, { wanted }) => {
      const cost = (offer.hourlyPrice * wanted.billableMs) / 3_600_000;
      expect(cost).toBeLessThanOrEqual((wanted.maxCostUsd ?? Infinity) + 1e-6);
    });
  });

  it("in a region where it can't be had, or that was not asked for", () => {
    everyCandidate(({ offer, region: chosen }, { wanted }) => {
      const at = offer.availability.find((known) => known.region === chosen);
      expect(at?.available).toBe(true);
      const asked = wanted.regions.map((name) => name.toLowerCase());
      if (asked.length > 0) expect(asked).toContain(chosen);
    });
  });

  it("without a GPU, or none of the wishes", () => {
    everyCandidate(({ offer }, { wanted }) => {
      expect(offer.gpuCount).toBeGreaterThan(0);
      expect(offer.gpuName).not.toBe("CPU");
      const isWished = wanted.gpus.some((wish) => matchesWish(offer, wish));
      expect(isWished || wanted.gpus.length === 0).toBe(true);
    });
  });

  it("one that was left out", () => {
    everyCandidate((candidate, { leftOut }) => {
      expect(leftOut.has(candidateKey(candidate))).toBe(false);
    });
  });
});

describe("a choice", () => {
  it("has every offer either among the candidates or among the misses, with a reason", () => {
    holds(({ candidates, misses }, { offers }) => {
      const chosen = new Set(candidates.map(({ offer }) => offer));
      const missed = misses.map(({ offer }) => offer);
      expect(misses.every(({ misfits }) => misfits.length > 0)).toBe(true);
      expect(missed.filter((offer) => chosen.has(offer))).toEqual([]);
      expect(new Set([...chosen, ...missed])).toEqual(new Set(offers));
      expect(missed.length).toBe(new Set(missed).size);
    });
  });

  it("has each candidate once", () => {
    holds(({ candidates }) => {
      expect(new Set(candidates.map(candidateKey)).size).toBe(candidates.length);
    });
  });

  it("judges each offer by itself", () => {
    holds(({ candidates }, { offers, wanted, leftOut }) => {
      const alone = offers.flatMap((offer) => choose([offer], wanted, leftOut).candidates);
      expect(new Set(alone.map(candidateKey))).toEqual(new Set(candidates.map(candidateKey)));
    });
  });

  it("does not depend on the order in which the API lists offers and regions", () => {
    const shuffled = anyCase.chain((given) =>
      fc
        .shuffledSubarray(given.offers, { minLength: given.offers.length })
        .map((offers) => ({ ...given, others: offers.map(turned) })),
    );
    const turned = (offer: Offer) => ({
      ...offer,
      availability: offer.availability.toReversed(),
    });
    const keys = ({ candidates, misses }: Choice) => [
      candidates.map(candidateKey),
      misses.map(({ offer, misfits }) => [offer.instanceId, misfits.map(({ code }) => code)]),
    ];
    fc.assert(
      fc.property(shuffled, ({ offers, others, wanted, leftOut }) => {
        expect(keys(choose(others, wanted, leftOut))).toEqual(
          keys(choose(offers, wanted, leftOut)),
        );
      }),
    );
  });

  it("ranks by the wish that is met, then by price", () => {
    holds(({ candidates }, { wanted }) => {
      const rank = ({ offer }: Candidate) => ({
        wish: wanted.gpus.findIndex((wish) => matchesWish(offer, wish)),
        price: offer.hourlyPrice,
      });
      for (const [index, candidate] of candidates.slice(1).entries()) {
        const before = rank(candidates[index] ?? candidate);
        const after = rank(candidate);
        expect(before.wish).toBeLessThanOrEqual(after.wish);
        if (before.wish === after.wish) expect(before.price).toBeLessThanOrEqual(after.price);
      }
    });
  });
});
