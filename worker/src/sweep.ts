/** What the cron does: looks at every machine of the account, so that what runs and what it costs is known. */
import type { Deps } from "./deps.ts";
import { look } from "./fleet/look.ts";

/** Never throws: a sweep that failed is told by the log, and by `lastSweepAt` growing old. */
export async function sweep(deps: Deps): Promise<void> {
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
  } catch (error) {
    log({ level: "error", event: "sweep-failed", error });
  }
}
