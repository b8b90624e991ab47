/** Whether the sweep that ends machines is at work. Pure. */
import { MINUTE_MS } from "@sesterce-gpu/shared";
import type { Settings } from "./settings/index.ts";

/** Three ticks of the cron. */
const STALE_AFTER_MS = 6 * MINUTE_MS;

export type SweepHealth =
  | { readonly state: "fresh"; readonly lastGoodAt: number }
  | { readonly state: "stale"; readonly lastGoodAt: number }
  | { readonly state: "never" }
  /** The database does not say. */
  | { readonly state: "unknown" };

export function sweepHealth(lastGoodAt: number | null, now: number): SweepHealth {
  if (lastGoodAt === null) return { state: "never" };
  return { state: now - lastGoodAt > STALE_AFTER_MS ? "stale" : "fresh", lastGoodAt };
}

/** The answer of `/healthz`: nothing in it tells of machines or of values. */
export interface HealthReport {
  /** The sweep is fresh and nothing is wrong with the configuration. */
  readonly ok: boolean;
  readonly mode: "observe" | "enforce";
  /** ISO 8601. */
  readonly lastSweepAt: string | null;
  /** Variables that are missing, malformed or placeholders. */
  readonly faults: readonly string[];
}

export function healthReport(health: SweepHealth, settings: Settings): HealthReport {
  const { reaper, faults } = settings;
  return {
    ok: health.state === "fresh" && faults.length === 0,
    mode: reaper.ok ? reaper.value.mode : "observe",
    lastSweepAt: "lastGoodAt" in health ? new Date(health.lastGoodAt).toISOString() : null,
    faults: [...new Set(faults.map(({ variable }) => variable))],
  };
}
