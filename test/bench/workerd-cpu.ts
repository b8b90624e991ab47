/** CPU of a workerd that this process has started, as Linux tells it. */
import { readdir, readFile } from "node:fs/promises";

/** Linux counts CPU in ticks of 10 ms. */
const TICK_MS = 10;

/**
 * User and system time of the runtime that we have started; null: not Linux. There are two, a proxy before
 * the Worker and the Worker's own, which started later.
 */
export async function cpuOfWorkerd(): Promise<number | null> {
  const entries = await readdir("/proc").catch(() => []);
  const times: number[] = [];
  for (const pid of entries.filter((entry) => /^\d+$/.test(entry)).sort(byNumber)) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const [, name = "", rest = ""] = /\((.*)\) (.*)/s.exec(stat) ?? [];
    const fields = rest.split(" ");
    if (name !== "workerd" || Number(fields[1]) !== process.pid || fields[0] === "Z") continue;
    times.push((Number(fields[11]) + Number(fields[12])) * TICK_MS);
  }
  return times.at(-1) ?? null;
}

const byNumber = (a: string, b: string): number => Number(a) - Number(b);
