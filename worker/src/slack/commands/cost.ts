/** `/gpu cost [days]`: what was spent, by owner and repository, from our own rows. */
import { DAY_MS } from "@sesterce-gpu/shared";
import type { Deps } from "../../deps.ts";
import type { Command } from "../command-types.ts";
import { costView } from "../views/cost.ts";
import type { CommandAnswer, CommandContext } from "./context.ts";

export async function cost(
  { days, page }: Extract<Command, { name: "cost" }>,
  { deps: { store, clock } }: CommandContext<Deps>,
): Promise<CommandAnswer> {
  const until = clock.now();
  const from = until - days * DAY_MS;
  const [owners, { watchedSince }] = await Promise.all([
    store.machines.costsBetween(from, until),
    store.sweep.read(),
  ]);
  const ids = owners.flatMap((owner) => (owner.kind === "workflow" ? owner.repositoryId : []));
  const repositoryNames = await store.repositories.names(ids);
  const message = costView({ days, from, watchedSince, owners, repositoryNames, page });
  return { message };
}
