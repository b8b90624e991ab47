/** Whatever offers the API lists, the choice keeps to what was asked, and can be told in words. */
import {
  type Candidate,
  candidateKey,
  choose,
  costUsd,
  formatCandidate,
  type Offer,
  type Requirements,
} from "@sesterce-gpu/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOfferLines } from "../../action/src/text/misses.ts";
import { matchesWish } from "../../shared/src/offers/requirements.ts";
import { Offer as OfferWire } from "../../shared/src/schemas.ts";
import { sampleOffers } from "../simulator/index.ts";
import { hostileText } from "./hostile-text.ts";
import { mutated, oddText } from "./odd-json.ts";
import { runs } from "./runs.ts";

/** As the client reads them. */
const anyOffer: fc.Arbitrary<Offer | undefined> = fc
  .constantFrom(...sampleOffers)
  .chain((offer) => fc.oneof(mutated(offer), fc.constant(offer)))
  .map((wire) => {
    const read = OfferWire.safeParse(wire);
    return read.success ? read.data : undefined;
  });

const known = [...new Set(sampleOffers.map(({ gpuName }) => gpuName))];
const places = sampleOffers.flatMap(({ availability }) => availability);
const seldom = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, value);
const usd = seldom(fc.oneof(fc.double({ min: 0, max: 60, noNaN: true }), fc.constantFrom(0, 1e9)));
const size = seldom(fc.oneof(fc.nat(400), fc.double({ min: 0, noNaN: true })));
const few = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(value, { maxLength: 3 }));

const anyRequirements: fc.Arbitrary<Requirements> = fc.record({
  gpus: few(
    fc.record({
      name: fc.oneof(fc.constantFrom("any", ...known), oddText),
      count: fc.option(fc.integer({ min: 1, max: 16 })),
    }),
  ),
  regions: few(fc.oneof(fc.constantFrom(...places.map(({ region }) => region)), oddText)),
  clouds: few(fc.oneof(fc.constantFrom("AZ_07", "dv_01"), oddText)),
  deploymentType: fc.constantFrom("vm", "vm", "vm", "baremetal", "container"),
  needsCloudInit: fc.constantFrom(false, false, false, true),
  billableMs: fc.integer({ min: 60_000, max: 500_000_000 }),
  minVramGbPerGpu: size,
  minRamGb: size,
  minVcpus: size,
  minStorageGb: size,
  osPrefix: seldom(fc.oneof(fc.constantFrom("ubuntu", ""), oddText)),
  maxHourlyUsd: usd,
  maxCostUsd: usd,
});

function expectFits({ offer, region, os }: Candidate, wanted: Requirements): void {
  const { maxHourlyUsd = Infinity, maxCostUsd = Infinity, gpus, regions, osPrefix = "" } = wanted;
  expect(offer.hourlyPrice).toBeLessThanOrEqual(maxHourlyUsd);
  expect(costUsd(offer.hourlyPrice, wanted.billableMs)).toBeLessThanOrEqual(maxCostUsd);
  expect(Number.isFinite(costUsd(offer.hourlyPrice, wanted.billableMs))).toBe(true);
  expect(offer.gpuCount).toBeGreaterThanOrEqual(1);
  expect(gpus.length === 0 || gpus.some((wish) => matchesWish(offer, wish))).toBe(true);
  expect(offer.deploymentType).toBe(wanted.deploymentType);
  const place = offer.availability.filter((one) => one.region === region && one.available);
  const names = place.flatMap((one) => [one.region, one.name, one.countryCode ?? ""]);
  const asked = regions.map((name) => name.toLowerCase());
  expect(place.length).toBeGreaterThan(0);
  expect(asked.length === 0 || names.some((name) => asked.includes(name.toLowerCase()))).toBe(true);
  if (os !== null) expect(os.toLowerCase().startsWith(osPrefix.toLowerCase())).toBe(true);
}

describe("whatever the API offers", () => {
  const cases = fc.record({
    offers: fc
      .array(anyOffer, { maxLength: 8 })
      .map((all) => all.filter((offer) => offer !== undefined)),
    wanted: anyRequirements,
    coins: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
  });

  it("what is chosen fits, was not left out, and every other offer has its reason in a line", () => {
    let chosen = 0;
    fc.assert(
      fc.property(cases, ({ offers, wanted, coins }) => {
        const first = choose(offers, wanted).candidates;
        const leftOut = new Set(
          first.map(candidateKey).filter((_, at) => coins[at % coins.length]),
        );
        const { candidates, misses } = choose(offers, wanted, leftOut);
        chosen += candidates.length;
        for (const candidate of candidates) {
          expectFits(candidate, wanted);
          expect(leftOut.has(candidateKey(candidate))).toBe(false);
          expect(formatCandidate(candidate)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        }
        const told = new Set([...misses, ...candidates].map(({ offer }) => offer));
        expect(told).toEqual(new Set(offers));
        const lines = noOfferLines({ candidates: [], misses }, wanted, 0);
        for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
      runs(100),
    );
    expect(chosen).toBeGreaterThan(0);
  });

  it("a name that nobody asked for in this way is never chosen", () => {
    const [offer] = sampleOffers;
    fc.assert(
      fc.property(hostileText, fc.constantFrom("gpu", "region", "cloud"), (text, what) => {
        const read = OfferWire.parse(offer);
        const wanted: Requirements = {
          gpus: what === "gpu" ? [{ name: text, count: null }] : [],
          regions: what === "region" ? [text] : [],
          clouds: what === "cloud" ? [text] : [],
          deploymentType: "vm",
          needsCloudInit: false,
          billableMs: 60_000,
        };
        expect(choose([read], wanted).candidates).toEqual([]);
      }),
      runs(100),
    );
  });
});
