/** What `choose` costs on catalogues far larger than the API's: it must not grow faster than the list. */
import { choose, Offer, type Requirements } from "@sesterce-gpu/shared";
import { sampleOffers } from "../simulator/offers.ts";
import { percentile } from "./statistics.ts";

const REQUIREMENTS: Requirements = {
  gpus: [
    { name: "H100", count: null },
    { name: "any", count: 1 },
  ],
  regions: [],
  clouds: [],
  deploymentType: "vm",
  minRamGb: 64,
  needsCloudInit: false,
  maxHourlyUsd: 20,
  billableMs: 8_400_000,
};
const WARM_UP_MS = 300;
const MEASURED_MS = 500;
/** Of the rounds: the slower ones hold what the collector and the compiler do beside them, and who else runs. */
const SHARE = 0.1;

/** CPU ms of one call. */
export function measureChoosing(offerCount: number): number {
  const offers = catalogue(offerCount);
  const timeOne = () => {
    const before = process.cpuUsage();
    choose(offers, REQUIREMENTS);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  for (let spentMs = 0; spentMs < WARM_UP_MS; ) spentMs += timeOne();
  const times: number[] = [];
  for (let spentMs = 0; spentMs < MEASURED_MS; spentMs += times.at(-1) ?? 0) times.push(timeOne());
  return percentile(times, SHARE);
}

/** The sample over and over, each with an id and a price of its own, in no order. */
function catalogue(count: number): Offer[] {
  return Array.from({ length: count }, (_, index) => {
    const offer = Offer.parse(sampleOffers[index % sampleOffers.length]);
    const hourlyPrice = offer.hourlyPrice * (0.5 + ((index * 7_919) % 1_009) / 1_009);
    return { ...offer, instanceId: `${offer.instanceId}-${index}`, hourlyPrice };
  });
}
