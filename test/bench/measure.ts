/** Every measurement of the bench. What is timed runs alone: the others would take its CPU. */
import { measureCancelLag } from "./cancel-lag.ts";
import { measureChoosing } from "./choosing.ts";
import { measureDist } from "./dist-size.ts";
import { type InRuntime, measureInRuntime } from "./in-runtime.ts";
import { measureListCpu } from "./list-cpu.ts";
import type { GrowthTimes } from "./plots/growth.ts";
import type { ReadyLag } from "./ready-lag.ts";
import { measureStartUp, type StartUp } from "./start-up.ts";
import { measurePlan, measureSweepCpu } from "./sweep-cpu.ts";
import { readyLagInThread, weekInThread } from "./threads.ts";
import type { Weeks } from "./week.ts";

export interface Measured {
  readonly startUp: StartUp;
  readonly distKb: number;
  readonly readyLag: ReadyLag;
  /** Ms of each cancelled run. */
  readonly cancelLags: readonly number[];
  readonly growth: GrowthTimes;
  readonly inRuntime: InRuntime;
  readonly weeks: Weeks;
}

/** Is told of each part how long it took. */
export type OnPart = (part: string, tookMs: number) => void;

const START_UP_RUNS = 80;
const BOOTS = 300;
const CANCELS = 15;
const OFFERS = [100, 1_000, 10_000];
const MACHINES = [1, 50, 200, 1_000];
const SWEPT = [1, 50, 200, 500];
const PLANNED = [100, 1_000, 10_000];

export async function measureAll(onPart: OnPart): Promise<Measured> {
  const timed = async <T>(part: string, measure: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const measured = await measure();
    onPart(part, performance.now() - startedAt);
    return measured;
  };
  return {
    startUp: await timed("start-up", () => measureStartUp(START_UP_RUNS)),
    distKb: await measureDist(),
    cancelLags: await timed("cancel", () => measureCancelLag(CANCELS)),
    growth: {
      choose: await timed("choosing", () => each(OFFERS, measureChoosing)),
      list: await timed("CPU of lists", () => each(MACHINES, measureListCpu)),
      sweep: await timed("CPU of sweeps", () => each(SWEPT, measureSweepCpu)),
      plan: await timed("plan", () => each(PLANNED, measurePlan)),
    },
    inRuntime: await timed("lists and acknowledgements in workerd", () =>
      measureInRuntime(MACHINES),
    ),
    ...(await timed("ready lag and the simulated week", inVirtualTime)),
  };
}

/** Together: none of it is timed. */
async function inVirtualTime(): Promise<Pick<Measured, "readyLag" | "weeks">> {
  const [allNets, postOnly, nothing, readyLag] = await Promise.all([
    weekInThread("all"),
    weekInThread("post only"),
    weekInThread("nothing"),
    readyLagInThread(BOOTS),
  ]);
  return { readyLag, weeks: { allNets, postOnly, nothing } };
}

async function each<T>(
  counts: readonly number[],
  measure: (count: number) => Promise<T> | T,
): Promise<[count: number, measured: T][]> {
  const all: [number, T][] = [];
  for (const count of counts) all.push([count, await measure(count)]);
  return all;
}
