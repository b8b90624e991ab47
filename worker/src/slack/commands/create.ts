/** `/gpu create`: finds the offer, writes it down, and asks. */
import {
  type Candidate,
  createNonce,
  encodeStem,
  type Offer,
  teamHashOf,
} from "@sesterce-gpu/shared";
import type { LaunchRequest, PublicKey } from "../../store/index.ts";
import { mayRent } from "../authorize.ts";
import type { Command } from "../command-types.ts";
import { fingerprintOf } from "../public-key.ts";
import { type Found, findOffers } from "../quote.ts";
import { deniedView } from "../views/denied.ts";
import { noKeyView } from "../views/key.ts";
import { mistakeView } from "../views/mistake.ts";
import { nothingFitsView, quoteView, tooLongView } from "../views/quote.ts";
import { configurationView } from "../views/trouble.ts";
import { type CommandAnswer, type CommandContext, inStore } from "./context.ts";

type Create = Extract<Command, { name: "create" }>;

/** What is wrong with the person or the wish is said before Sesterce is asked. Throws SesterceError, StoreError. */
export async function create(command: Create, context: CommandContext): Promise<CommandAnswer> {
  const { deps, asker, signal } = context;
  const { settings, store, sesterce } = deps;
  const allowed = mayRent(settings.roles, asker.userId);
  if (!allowed.ok) return { message: deniedView(allowed.reason) };
  if (!settings.lifetime.ok) return { message: configurationView(settings.lifetime.reason) };
  const { maxMs } = settings.lifetime.value;
  if (command.lifetimeMs > maxMs) return { message: tooLongView(command.lifetimeMs, maxMs) };
  const key = await inStore(deps, "reading a public key", () => store.publicKeys.of(asker.userId));
  if (key === undefined) return { message: noKeyView("A machine needs a key that lets you in.") };
  const offers: readonly Offer[] = await sesterce.value.offers({ sort: "price" }, signal);
  const found = findOffers(offers, command);
  if (found.ok) return quote(command, { ...found.value, key }, context);
  const { reason } = found;
  return {
    message: reason.code === "mistake" ? mistakeView(reason.mistake) : nothingFitsView(reason),
  };
}

/** Written down before its button can be clicked. */
async function quote(
  { lifetimeMs }: Create,
  { wish, candidates, key }: Found & { readonly key: PublicKey },
  { deps, asker }: CommandContext,
): Promise<CommandAnswer> {
  const { settings, store, clock, random } = deps;
  if (!settings.slackEdge.ok) return { message: configurationView(settings.slackEdge.reason) };
  const { userId } = asker;
  const teamHash = await teamHashOf(settings.slackEdge.value.teamId);
  const stem = encodeStem({ kind: "person", teamHash, userId }, createNonce(random));
  const quotedAt = clock.now();
  // By its time it differs from every other; the nonces are for two at one moment.
  const id = `${quotedAt.toString(36)}-${createNonce(random)}${createNonce(random)}`;
  const [best] = candidates;
  const request: LaunchRequest = {
    ...wish,
    lifetimeMs,
    hourlyUsd: best.offer.hourlyPrice,
    candidates: candidates.slice(0, MOST_KEPT).map(shownOf),
  };
  await inStore(deps, "writing a quote", () =>
    store.launches.quote({ id, stem, userId, request, quotedAt }),
  );
  const fingerprint = await fingerprintOf(key.key);
  return { message: quoteView({ id, candidates, lifetimeMs, fingerprint, now: quotedAt }) };
}

/** What is shown: the best, and the next two. */
const MOST_KEPT = 3;

const shownOf = ({ offer, region }: Candidate) => ({
  gpu: offer.gpuName,
  count: offer.gpuCount,
  region,
  cloud: offer.cloud.name,
  hourlyUsd: offer.hourlyPrice,
});
