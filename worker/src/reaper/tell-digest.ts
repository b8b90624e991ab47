/**
 * Posts the digest of a day, once: a claim in D1 lets one sweep do it, and is given back when Slack does not take it,
 * so that the next one tries. It is posted twice when Slack takes it and does not answer, or when a sweep is stopped
 * between the post and its note: rather that than never.
 */
import { DAY_MS } from "@sesterce-gpu/shared";
import type { TickDeps } from "../deps.ts";
import type { PostDigest } from "../fleet/digest.ts";
import { readOurs } from "../fleet/read-fleet.ts";
import type { Acts } from "./act.ts";
import { type DigestFacts, digestOf, isDigestDue, lastDay } from "./digest.ts";
import type { Observation } from "./observe.ts";
import type { Plan } from "./plan.ts";
import { WHEN_DIGESTING } from "./spending.ts";

export interface DigestPlace {
  readonly seen: Observation;
  readonly plan: Plan;
  readonly acts: Acts;
  readonly post: PostDigest;
}

/** Does nothing when it is not due, or when what is left of the tick's budget does not pay for it. Never throws. */
export async function tellDigest(place: DigestPlace, deps: TickDeps): Promise<void> {
  const { seen } = place;
  const { now } = seen.facts;
  const { store, log, budget } = deps;
  if (!isDigestDue(seen.memory, now)) return;
  if (budget.left < WHEN_DIGESTING) {
    log({ level: "info", event: "digest-waits", left: budget.left });
    return;
  }
  try {
    if (!(await store.digests.claim(lastDay(now), now))) return;
    await postClaimed(place, deps);
  } catch (error) {
    log({ level: "error", event: "digest-failed", error });
  }
}

async function postClaimed(place: DigestPlace, deps: TickDeps): Promise<void> {
  const { store, log } = deps;
  const { now } = place.seen.facts;
  const posted = await place.post(digestOf(await factsOf(place, deps)));
  if (posted.ok) {
    await store.digests.posted(lastDay(now));
    return log({ level: "info", event: "digest-posted" });
  }
  log({ level: "error", event: "digest-not-posted", detail: posted.detail });
  await store.digests.release(now);
}

async function factsOf(
  { seen, plan, acts }: DigestPlace,
  { settings, store }: TickDeps,
): Promise<DigestFacts> {
  const until = lastDay(seen.facts.now);
  const [costs, endedBySweep] = await Promise.all([
    store.machines.costsBetween(until - DAY_MS, until),
    store.digests.endedBySweep(until - DAY_MS, until),
  ]);
  const named = [
    ...costs.flatMap((one) => (one.kind === "workflow" ? one.repositoryId : [])),
    ...[...seen.machines.values()].flatMap(({ seen: { holder } }) =>
      holder.kind === "workflow" ? holder.repositoryId : [],
    ),
  ];
  const ours = await readOurs(settings, store, named);
  const ended = acts.deeds.filter(({ outcome }) => outcome === "deleted");
  const ids = [...ended.map(({ machineId }) => machineId), ...acts.finished];
  return { seen, plan, ended: new Set(ids), costs, endedBySweep, ours };
}
