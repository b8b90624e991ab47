import type { ChildProcess } from "node:child_process";
import { constants, setPriority } from "node:os";

/** It, and what it starts, gets little of the processor while others want it. */
export function letOthersFirst({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system has no such thing.
  }
}
