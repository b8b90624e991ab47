/** Whether somebody may end or extend a machine: asked of what runs for a command, of our own rows at a click. */
import { fail, ok, oneLine, type Result } from "@sesterce-gpu/shared";
import type { Deps } from "../../deps.ts";
import type { HandRequest } from "../../fleet/hand.ts";
import { heldBy } from "../../fleet/holder.ts";
import { readFleet, readOurs } from "../../fleet/read-fleet.ts";
import type { FleetMachine } from "../../fleet/types.ts";
import { mayMove } from "../authorize.ts";
import { readingBanners } from "../views/banner.ts";
import { deniedView } from "../views/denied.ts";
import { goneView } from "../views/end.ts";
import { notFoundView } from "../views/show.ts";
import { type Asker, type CommandAnswer, type CommandContext, inStore } from "./context.ts";
import { findMachine } from "./find-machine.ts";
import { remembered } from "./remembered.ts";

export interface Movable {
  readonly seen: FleetMachine;
  readonly banners: readonly string[];
}

/** By id, name or the beginning of an id. Throws SesterceError, StoreError. */
export async function findMovable(
  reference: string,
  { deps, asker, signal }: CommandContext,
): Promise<Result<Movable, CommandAnswer>> {
  const reading = await readFleet(deps, signal);
  const banners = readingBanners(reading);
  const found = findMachine(reference, [...reading.fleet.ours, ...reading.fleet.foreign]);
  switch (found.kind) {
    case "none": {
      const look = () => remembered(reference, deps.store);
      return fail({ message: await inStore(deps, "reading what has ended", look), banners });
    }
    case "several":
      return fail({ message: notFoundView(oneLine(reference, 80), found.ids), banners });
    case "one": {
      const { machine: seen } = found;
      const allowed = mayMove(deps.settings.roles, asker.userId, seen.holder);
      return allowed.ok ? ok({ seen, banners }) : fail({ message: deniedView(allowed.reason) });
    }
  }
}

/** Whose it is stands in its name, which we have written down: no request is spent on it. Throws StoreError. */
export async function mayMoveById(
  machineId: string,
  { deps, asker }: CommandContext<Deps>,
): Promise<Result<null, CommandAnswer>> {
  const { settings, store } = deps;
  return inStore(deps, "reading whose a machine is", async () => {
    const [row] = await store.machines.byIds([machineId]);
    if (row === undefined) return fail({ message: notFoundView(oneLine(machineId, 200), []) });
    const ours = await readOurs(settings, store, []);
    const allowed = mayMove(settings.roles, asker.userId, heldBy(row.name, ours).holder);
    return allowed.ok ? ok(null) : fail({ message: deniedView(allowed.reason) });
  });
}

/** For the hand: who asks, and whether they still may when it is done. */
export const askedBy = (
  { userId }: Asker,
  { settings }: Pick<Deps, "settings">,
): Pick<HandRequest, "userId" | "may"> => ({
  userId,
  may: (holder) => mayMove(settings.roles, userId, holder).ok,
});

/** What is left of it, after a look that did not find it. Throws StoreError. */
export async function goneAnswer(machineId: string, deps: Deps): Promise<CommandAnswer> {
  const [row] = await inStore(deps, "reading what has ended", () =>
    deps.store.machines.byIds([machineId]),
  );
  return { message: row ? goneView(row) : notFoundView(oneLine(machineId, 200), []) };
}
