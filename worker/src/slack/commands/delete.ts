/** `/gpu delete`: asks before it does it; and the click that does it. */
import type { Deps } from "../../deps.ts";
import type { Command } from "../command-types.ts";
import { confirmEndView, endedByHandView, notEndedView } from "../views/end.ts";
import { configurationView } from "../views/trouble.ts";
import type { CommandAnswer, CommandContext } from "./context.ts";
import { askedBy, findMovable, goneAnswer, mayMoveById } from "./movable.ts";

export async function askToDelete(
  { machine: reference }: Extract<Command, { name: "delete" }>,
  context: CommandContext,
): Promise<CommandAnswer> {
  const found = await findMovable(reference, context);
  if (!found.ok) return found.reason;
  const { seen, banners } = found.value;
  return { message: confirmEndView(seen, context.deps.clock.now()), banners };
}

/** Twice clicked is once deleted. Throws SesterceError, StoreError. */
export async function endNow(
  machineId: string,
  context: CommandContext<Deps>,
): Promise<CommandAnswer> {
  const { deps, ports, asker } = context;
  const allowed = await mayMoveById(machineId, context);
  if (!allowed.ok) return allowed.reason;
  const hand = ports.openHand();
  if (!hand.ok) return { message: configurationView(hand.reason) };
  const ended = await hand.value.end({ machineId, ...askedBy(asker, deps) });
  if (ended.ok) return { message: endedByHandView(ended.value) };
  if (ended.reason.code === "gone") return goneAnswer(machineId, deps);
  return { message: notEndedView(ended.reason, machineId), isBeside: true };
}
