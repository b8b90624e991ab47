/** Where and when the figures were measured: they say little without. */
import { arch, cpus, loadavg, release, totalmem, type } from "node:os";

export interface Conditions {
  readonly date: string;
  readonly processor: string;
  readonly memory: string;
  readonly system: string;
  readonly node: string;
  /** Of the minute before: above the number of cores, others have taken part of them. */
  readonly load: string;
}

const GB = 1_000_000_000;

export function conditions(now: Date): Conditions {
  const all = cpus();
  return {
    date: `${now.toISOString().slice(0, 16).replace("T", " ")} UTC`,
    processor: `${all.length} × ${all[0]?.model.trim() || "unknown"}`,
    memory: `${Math.round(totalmem() / GB)} GB`,
    system: `${type()} ${release()}, ${arch()}`,
    node: process.version,
    load: (loadavg()[0] ?? 0).toFixed(1),
  };
}

/** In a line, for plots. */
export const sourceOf = ({ date, processor, node }: Conditions): string =>
  `pnpm bench · ${date.slice(0, 10)} · ${processor} · Node ${node}`;
