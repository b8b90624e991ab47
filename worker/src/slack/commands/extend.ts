/** `/gpu extend`: shows the new end and its price; and the click that moves the lease. */
import { decodeName } from "@sesterce-gpu/shared";
import type { Deps } from "../../deps.ts";
import type { FleetMachine } from "../../fleet/types.ts";
import type { Command } from "../command-types.ts";
import { decodeExtension, type ExtensionValue } from "../extension-value.ts";
import { confirmExtensionView, extendedView, movedView, notExtendedView } from "../views/lease.ts";
import { notFoundView } from "../views/show.ts";
import { configurationView } from "../views/trouble.ts";
import { type CommandAnswer, type CommandContext, inStore } from "./context.ts";
import { askedBy, findMovable, goneAnswer, mayMoveById } from "./movable.ts";

export async function askToExtend(
  { machine: reference, addMs }: Extract<Command, { name: "extend" }>,
  context: CommandContext,
): Promise<CommandAnswer> {
  const { deps, ports } = context;
  const found = await findMovable(reference, context);
  if (!found.ok) return found.reason;
  const { seen, banners } = found.value;
  const machineId = seen.machine._id;
  const hand = ports.openHand();
  if (!hand.ok) return { message: configurationView(hand.reason) };
  const quoted = await hand.value.quote({ machineId, addMs });
  const now = deps.clock.now();
  if (quoted.ok) return { message: confirmExtensionView(quoted.value, now), banners };
  if (quoted.reason.code === "gone") return goneAnswer(machineId, deps);
  return { message: notExtendedView(quoted.reason, { machineId, addMs, now }), banners };
}

/** Twice clicked is once moved: the end that was shown is not the end any more. Throws SesterceError, StoreError. */
export async function extendNow(
  value: string,
  context: CommandContext<Deps>,
): Promise<CommandAnswer> {
  const { deps, ports, asker } = context;
  const asked = decodeExtension(value);
  if (asked === undefined) return { message: notFoundView("", []) };
  const allowed = await mayMoveById(asked.machineId, context);
  if (!allowed.ok) return allowed.reason;
  const hand = ports.openHand();
  if (!hand.ok) return { message: configurationView(hand.reason) };
  const done = await hand.value.extend({ ...asked, ...askedBy(asker, deps) });
  const now = deps.clock.now();
  if (done.ok) return { message: extendedView(done.value, now) };
  switch (done.reason.code) {
    case "gone":
      return goneAnswer(asked.machineId, deps);
    case "moved":
      return movedAnswer(done.reason.seen, asked, context);
    default:
      return { message: notExtendedView(done.reason, { ...asked, now }), isBeside: true };
  }
}

async function movedAnswer(
  { machine, stem }: FleetMachine,
  asked: ExtensionValue,
  { deps, asker }: CommandContext<Deps>,
): Promise<CommandAnswer> {
  const [lease] = await inStore(deps, "reading a lease", () =>
    deps.store.leases.find(stem === null ? [] : [stem]),
  );
  const endsAt = Math.max(decodeName(machine.name)?.expiresAt ?? 0, lease?.endsAt ?? 0);
  const { userId } = asker;
  return { message: movedView({ ...asked, userId, lease, endsAt, now: deps.clock.now() }) };
}
