/** `/gpu offers`: what can be rented now, the cheapest first. */
import type { Command } from "../command-types.ts";
import { offersView } from "../views/offers.ts";
import type { CommandAnswer, CommandContext } from "./context.ts";

export async function offers(
  query: Extract<Command, { name: "offers" }>,
  { deps, signal }: CommandContext,
): Promise<CommandAnswer> {
  const all = await deps.sesterce.value.offers({ sort: "price" }, signal);
  return { message: offersView({ offers: all, query }) };
}
