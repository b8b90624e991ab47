/** What the cron does: looks at every machine of the account, so that what runs and what it costs is known. */
import { decodeName, type Machine } from "@sesterce-gpu/shared";
import type { Deps } from "./deps.ts";
import { look } from "./fleet/look.ts";

export interface SweepPorts {
  /** Looks up the names of repositories that own machines, and the ids of those that we are told by name. */
  readonly learnNames: (repositoryIds: readonly number[]) => Promise<void>;
}

/** Never throws: a sweep that failed is told by the log, and by `lastSweepAt` growing old. */
export async function sweep(deps: Deps, { learnNames }: SweepPorts): Promise<void> {
  const { sesterce, store, log } = deps;
  if (!sesterce.ok) {
    log({ level: "error", event: "sweep-not-configured", faults: sesterce.reason });
    return;
  }
  try {
    const { machines, at, isGood } = await look({ ...deps, sesterce });
    if (!isGood) return;
    await store.sweep.recordGood(at);
    log({ level: "info", event: "sweep", machines: machines.length });
    await learnNames(repositoryIdsOf(machines));
  } catch (error) {
    log({ level: "error", event: "sweep-failed", error });
  }
}

const repositoryIdsOf = (machines: readonly Machine[]): number[] => [
  ...new Set(
    machines.flatMap(({ name }) => {
      const owner = decodeName(name)?.owner;
      return owner?.kind === "workflow" ? owner.repositoryId : [];
    }),
  ),
];
