/** Where and when the figures were measured: they say little without. */
import { cpus, loadavg, release } from "node:os";

export function conditions(now: Date): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? "unknown CPU"}`;
  const system = `${process.platform} ${release()}`;
  const load = `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
  return [machine, system, `Node ${process.version}`, load, now.toISOString()].join(" · ");
}
