/**
 * Measurements in virtual time, each in a thread of its own: what they show does not depend on how long they take,
 * so they may share the processor with each other. What they leave in memory goes with the thread.
 */
import { Worker } from "node:worker_threads";
import type { ReadyLag } from "./ready-lag.ts";
import type { PlayedWeek, WeekNets } from "./week.ts";

/** What is asked of a thread. */
export type Task =
  | { readonly kind: "week"; readonly nets: WeekNets }
  | { readonly kind: "ready lag"; readonly boots: number };

const ENTRY = new URL("thread.ts", import.meta.url);
/** Most of what they make is dead at once: with the usual room for new objects they would be copied first. */
const NEW_OBJECTS_MB = 64;

export const weekInThread = (nets: WeekNets): Promise<PlayedWeek> =>
  inThread<PlayedWeek>({ kind: "week", nets });

export const readyLagInThread = (boots: number): Promise<ReadyLag> =>
  inThread<ReadyLag>({ kind: "ready lag", boots });

function inThread<T>(task: Task): Promise<T> {
  return new Promise((resolve, reject) => {
    const resourceLimits = { maxYoungGenerationSizeMb: NEW_OBJECTS_MB };
    const thread = new Worker(ENTRY, { workerData: task, resourceLimits });
    thread.once("message", (result: T) => resolve(result));
    thread.once("error", reject);
    thread.once("exit", (code) => reject(new Error(`A thread ended without a word (${code}).`)));
  });
}
