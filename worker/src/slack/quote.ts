/** What a person asks to rent, told by the offers that there are: the best ones, or why there is none. Pure. */
import {
  type Candidate,
  choose,
  costUsd,
  fail,
  MINUTE_MS,
  type Miss,
  type Offer,
  ok,
  type Requirements,
  type Result,
} from "@sesterce-gpu/shared";
import { READY_TIMEOUT_MS } from "../fleet/hand.ts";
import { MOST_MACHINES } from "../fleet/launch.ts";
import { QUOTE_VALID_MS } from "../fleet/start-launch.ts";
import type { LaunchRequest } from "../store/index.ts";
import type { CommandOf, Mistake } from "./command-types.ts";
import { gpuNamed, gpusIn, nearestOf, regionNamed, regionsIn } from "./views/offer-query.ts";

/** As `choose` knows it. */
export type Wish = Pick<LaunchRequest, "gpu" | "count" | "region">;

export interface Found {
  readonly wish: Wish;
  /** The best first. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
}

export type NotFound =
  | { readonly code: "mistake"; readonly mistake: Mistake }
  /** All of it is known, and nothing fits now. The nearest first. */
  | { readonly code: "nothing"; readonly wish: Wish; readonly misses: readonly Miss[] };

export function findOffers(
  offers: readonly Offer[],
  { gpu: asked, region: place, lifetimeMs }: CommandOf<"create">,
): Result<Found, NotFound> {
  const rentable = offers.filter(({ gpuCount }) => gpuCount > 0);
  const gpu = gpuNamed(rentable, asked.text);
  if (gpu === undefined) return mistake(asked.text, GPU, nearestOf(asked.text, gpusIn(rentable)));
  const region = place === null ? null : regionNamed(offers, place);
  if (region === undefined) {
    return mistake(place ?? "", REGION, nearestOf(place ?? "", regionsIn(offers)));
  }
  const wish = { gpu, count: asked.count, region };
  const { candidates, misses } = choose(offers, requirementsOf(wish, lifetimeMs));
  const [best, ...others] = candidates;
  return best === undefined
    ? fail({ code: "nothing", wish, misses })
    : ok({ wish, candidates: [best, ...others] });
}

const GPU = "a GPU of /gpu offers";
const REGION = "a region (slug, name or country code) of /gpu offers, last of all";

const mistake = (
  word: string,
  allowed: string,
  nearest: readonly string[],
): Result<never, NotFound> =>
  fail({
    code: "mistake",
    mistake: { code: "wrong-argument", command: "create", word, allowed, nearest },
  });

const requirementsOf = ({ gpu, count, region }: Wish, lifetimeMs: number): Requirements => ({
  gpus: [{ name: gpu, count }],
  regions: region === null ? [] : [region],
  clouds: [],
  // A machine to log in to.
  deploymentType: "vm",
  needsCloudInit: false,
  billableMs: lifetimeMs + READY_TIMEOUT_MS,
});

/** Between machines, in all, when none is paid for: offers that do not come, creates that are looked for. */
const IDLE_MS = 15 * MINUTE_MS;
/** For machines that are given back, until they are gone. */
const GIVING_BACK_MS = 5 * MINUTE_MS;
/** So long an end of a lease waits when nobody can be told of it. */
const UNTOLD_MS = 15 * MINUTE_MS;

export interface Most {
  /** Milliseconds since the epoch. */
  readonly clickBy: number;
  /** The latest end of the lease. */
  readonly endsAt: number;
  readonly usd: number;
}

/** What a quote can come to: a late click, and the last machine that is tried gets ready at the last moment. */
export function mostOf({
  hourlyUsd,
  lifetimeMs,
  now,
}: {
  readonly hourlyUsd: number;
  readonly lifetimeMs: number;
  readonly now: number;
}): Most {
  const clickBy = now + QUOTE_VALID_MS;
  const machinesMs = MOST_MACHINES * READY_TIMEOUT_MS + lifetimeMs;
  return {
    clickBy,
    endsAt: clickBy + machinesMs + IDLE_MS,
    usd: costUsd(hourlyUsd, machinesMs + GIVING_BACK_MS + UNTOLD_MS),
  };
}
