/** `/gpu cost [days]`: what was spent, by owner and repository, from our own rows. */
import { DAY_MS } from "@sesterce-gpu/shared";
import type { Deps } from "../../deps.ts";
import { isOurCost } from "../../fleet/holder.ts";
import { readOurs } from "../../fleet/read-fleet.ts";
import type { Command } from "../command-types.ts";
import { costView } from "../views/cost.ts";
import { type CommandAnswer, type CommandContext, inStore } from "./context.ts";

export async function cost(
  { days, page }: Extract<Command, { name: "cost" }>,
  { deps: { settings, store, clock } }: CommandContext<Deps>,
): Promise<CommandAnswer> {
  const until = clock.now();
  const from = until - days * DAY_MS;
  return inStore({ clock }, "adding up costs", async () => {
    const [owners, { watchedSince }] = await Promise.all([
      store.machines.costsBetween(from, until),
      store.sweep.read(),
    ]);
    const ids = owners.flatMap((owner) => (owner.kind === "workflow" ? owner.repositoryId : []));
    const ours = await readOurs(settings, store, ids);
    const told = owners.map((owner) => ({ ...owner, isOurs: isOurCost(owner, ours) }));
    const { repositoryNames } = ours;
    const message = costView({ days, from, watchedSince, owners: told, repositoryNames, page });
    return { message };
  });
}
