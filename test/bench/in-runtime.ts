/**
 * What the Worker costs in Cloudflare's own runtime: CPU of `/gpu list` by the number of machines, and how
 * soon a command is acknowledged while Sesterce hangs. The local database runs in the same process as the
 * Worker, so its CPU is in here; on Cloudflare it would not be.
 */
import { type Runtime, withRuntime } from "./runtime.ts";
import { cpuOfWorkerd } from "./workerd-cpu.ts";

export interface InRuntime {
  /** CPU ms of one list; null where the system does not tell a process's CPU in files. */
  readonly lists: readonly (readonly [machines: number, ms: number | null])[];
  /** Ms until the 200 of each command, with a Sesterce that never answers. */
  readonly acknowledgements: readonly number[];
}

const WARM_UP = 10;
const LISTS = 40;
const ACKNOWLEDGEMENTS = 200;

/** `counts`: of machines, ascending. */
export function measureInRuntime(counts: readonly number[]): Promise<InRuntime> {
  return withRuntime(async (runtime) => {
    const lists: [number, number | null][] = [];
    for (const count of counts) {
      await runtime.growTo(count);
      lists.push([count, await cpuOfList(runtime)]);
    }
    return { lists, acknowledgements: await acknowledgementsOf(runtime) };
  });
}

async function cpuOfList({ list }: Runtime): Promise<number | null> {
  for (let run = 0; run < WARM_UP; run++) await list();
  const before = await cpuOfWorkerd();
  for (let run = 0; run < LISTS; run++) await list();
  const after = await cpuOfWorkerd();
  return before === null || after === null ? null : (after - before) / LISTS;
}

async function acknowledgementsOf({ hang, acknowledge }: Runtime): Promise<number[]> {
  hang();
  for (let run = 0; run < WARM_UP; run++) await acknowledge();
  const times: number[] = [];
  for (let run = 0; run < ACKNOWLEDGEMENTS; run++) times.push(await acknowledge());
  return times;
}
