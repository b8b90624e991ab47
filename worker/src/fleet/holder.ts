/** Whose a machine is for this Worker. Pure: the name, and what we are told to look after. */
import { decodeName, type OwnedName } from "@sesterce-gpu/shared";
import type { OwnerCost } from "../store/index.ts";
import type { Holder } from "./types.ts";

/** What this Worker looks after; everything else is foreign. */
export interface Ours {
  /** Of our Slack workspace; null: no Slack. See `teamHashOf`. */
  readonly teamHash: string | null;
  readonly repositoryIds: ReadonlySet<number>;
  /** owner/name by repository id, as far as known. */
  readonly repositoryNames: ReadonlyMap<number, string>;
}

export interface Held {
  readonly holder: Holder;
  /** What the name says; null: it is not one of ours. */
  readonly owned: OwnedName | null;
}

export function heldBy(name: string, ours: Ours): Held {
  const owned = decodeName(name) ?? null;
  return { owned, holder: owned ? holderOf(owned, ours) : stranger(name) };
}

function holderOf({ owner }: OwnedName, ours: Ours): Holder {
  if (owner.kind === "person") {
    return owner.teamHash === ours.teamHash
      ? { kind: "person", userId: owner.userId }
      : { kind: "foreign", why: "other-team" };
  }
  if (!ours.repositoryIds.has(owner.repositoryId)) {
    return { kind: "foreign", why: "unlisted-repository" };
  }
  return { ...owner, repository: ours.repositoryNames.get(owner.repositoryId) ?? null };
}

/** Whether what an owner's machines have cost is ours to pay: as `heldBy` has it for a machine that is there. */
export function isOurCost(owner: OwnerCost, { repositoryIds, teamHash }: Ours): boolean {
  if (owner.kind === "workflow") return repositoryIds.has(owner.repositoryId);
  return owner.kind === "person" && owner.teamHash === teamHash;
}

const stranger = (name: string): Holder => ({
  kind: "foreign",
  why: name.toLowerCase().startsWith("sgpu-") ? "nearly-ours" : "name",
});
