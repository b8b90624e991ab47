/** Entry of a thread of the bench: measures what it was asked for, and says it. */
import { parentPort, workerData } from "node:worker_threads";
import { measureReadyLag } from "./ready-lag.ts";
import type { Task } from "./threads.ts";
import { playWeek } from "./week.ts";

const task: Task = workerData;
parentPort?.postMessage(
  task.kind === "week" ? await playWeek(task.nets) : await measureReadyLag(task.boots),
);
