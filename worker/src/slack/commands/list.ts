/** `/gpu list [mine]`: what runs, whose it is, what it costs. */
import { readFleet } from "../../fleet/read-fleet.ts";
import type { Command } from "../command-types.ts";
import { readingBanners } from "../views/banner.ts";
import { listView } from "../views/list.ts";
import type { CommandAnswer, CommandContext } from "./context.ts";

export async function list(
  { mine, page }: Extract<Command, { name: "list" }>,
  { deps, asker, signal }: CommandContext,
): Promise<CommandAnswer> {
  const { fleet, storeFault, unreadable } = await readFleet(deps, signal);
  const message = listView({ fleet, mine: mine ? asker : null, page });
  return { message, banners: readingBanners({ storeFault, unreadable }) };
}
