/**
 * What people ask for: a machine's end and a lease's extension, by the sweep's own eyes, rules and claims. Who
 * may is asked before, by whoever takes the request.
 */
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import type { TickDeps } from "../deps.ts";
import type {
  Extended,
  ExtensionRequest,
  HandRequest,
  NotEnded,
  NotExtended,
  NotMoved,
  NotSeen,
} from "../fleet/hand.ts";
import type { FleetMachine } from "../fleet/types.ts";
import type { Evidence } from "../store/index.ts";
import { type Acts, act } from "./act.ts";
import { decideExtension } from "./extension.ts";
import { type AskOwners, type Known, type Observation, observe } from "./observe.ts";
import { isDelete, type Plan, plan } from "./plan.ts";

export type HandDeps = TickDeps & {
  readonly sesterce: TickDeps["sesterce"] & { readonly ok: true };
};

/** The machine as it was; whatever else bears its lease ends with it. Throws SesterceError, StoreError. */
export async function endByHand(
  request: HandRequest,
  deps: HandDeps,
): Promise<Result<FleetMachine, NotEnded>> {
  const { machineId, userId, may } = request;
  const found = await find(machineId, deps);
  if (!found.ok) return found;
  const { known, seen } = found.value;
  if (!may(known.seen.holder)) return fail({ code: "foreign" });
  const asked = { ...seen, facts: onlyAsked(seen, known, userId) };
  const decided = plan(asked.facts);
  // Before the deed: whoever finds it half done knows for whom.
  if (decided.verdicts.some(isDelete))
    await deps.store.evidence.add([askedRow(known, request, seen)]);
  const acts = await act(decided, asked, deps);
  await deps.store.evidence.add(acts.evidence.map((row) => ({ ...row, actor: userId })));
  await deps.store.sweep.forget(acts.deeds.filter((deed) => deed.outcome === "deleted").length);
  const outcome = outcomeOf(machineId, decided, acts);
  return outcome === "deleted" ? ok(known.seen) : fail(outcome);
}

/** A person's word concerns this lease alone, and needs neither GitHub nor a warning. */
function onlyAsked(
  { facts, machines }: Observation,
  { seen: { stem, machine } }: Known,
  askedBy: string,
): Observation["facts"] {
  const isMeant = (id: string) =>
    id === machine._id || (stem !== null && machines.get(id)?.seen.stem === stem);
  const subjects = facts.subjects
    .filter(({ id }) => isMeant(id))
    .map((subject) => ({ ...subject, askedBy }));
  return { ...facts, subjects, gap: null, list: { ...facts.list, was: null } };
}

const askedRow = (
  { seen: { stem } }: Known,
  { machineId, userId }: HandRequest,
  { facts: { now } }: Observation,
): Evidence => ({
  at: now,
  machineId,
  stem,
  kind: "asked",
  actor: userId,
  detail: "Asked for its end, and confirmed it.",
});

function outcomeOf(machineId: string, { verdicts }: Plan, { deeds }: Acts): "deleted" | NotEnded {
  const verdict = verdicts.find((one) => one.machineId === machineId);
  const deed = deeds.find((one) => one.machineId === machineId);
  if (verdict?.kind === "foreign") return { code: "foreign" };
  if (verdict?.kind !== "delete") return { code: "gone" };
  switch (deed?.outcome) {
    case "deleted":
      return "deleted";
    case "failed":
    case "unverified":
      return { code: "failed", detail: deed.detail };
    case "lost":
    case undefined:
      return { code: "claimed" };
  }
}

/** What an extension would come to; nothing is moved. Throws SesterceError, StoreError. */
export async function quoteExtension(
  { machineId, addMs }: Pick<ExtensionRequest, "machineId" | "addMs">,
  deps: HandDeps,
): Promise<Result<Extended, NotSeen | NotExtended>> {
  const found = await find(machineId, deps);
  if (!found.ok) return found;
  const { known, seen } = found.value;
  const decided = decideExtension(known, addMs, seen.facts);
  return decided.ok ? ok({ ...decided.value, seen: known.seen }) : decided;
}

/** Throws SesterceError, StoreError. */
export async function extendByHand(
  { machineId, userId, may, addMs, from }: ExtensionRequest,
  deps: HandDeps,
): Promise<Result<Extended, NotMoved>> {
  const found = await find(machineId, deps);
  if (!found.ok) return found;
  const { known, seen } = found.value;
  if (!may(known.seen.holder)) return fail({ code: "foreign" });
  if (known.seen.leaseEndsAt !== null && known.seen.leaseEndsAt !== from) {
    return fail({ code: "moved", seen: known.seen });
  }
  const decided = decideExtension(known, addMs, seen.facts);
  if (!decided.ok) return decided;
  const { stem, to } = decided.value;
  const move = {
    stem,
    endsAt: to,
    movedBy: userId,
    at: seen.facts.now,
    expectedVersion: known.leaseVersion,
  };
  if (await deps.store.leases.move(move)) return ok({ ...decided.value, seen: known.seen });
  return fail(await whyNotMoved(known, deps));
}

/** The move was refused in the database: by a claim, or by another move. */
async function whyNotMoved({ seen, leaseVersion }: Known, { store }: HandDeps): Promise<NotMoved> {
  const [lease] = await store.leases.find(seen.stem === null ? [] : [seen.stem]);
  return (lease?.version ?? 0) === leaseVersion ? { code: "claimed" } : { code: "moved", seen };
}

const nobodyAsked: AskOwners = async () => ({ looks: new Map(), sight: { kind: "clear" } });

async function find(
  machineId: string,
  deps: HandDeps,
): Promise<Result<{ readonly known: Known; readonly seen: Observation }, NotSeen>> {
  const seen = await observe(deps, nobodyAsked, deps.clock.now());
  if (seen === null) return fail({ code: "unseen" });
  const known = seen.machines.get(machineId);
  return known ? ok({ known, seen: { ...seen, unfinished: [] } }) : fail({ code: "gone" });
}
