/** How a GitHub runner cancels a step: it asks twice, then kills. Source: actions/runner, ProcessInvoker.cs. */
import type { RunningStep, StepResult } from "./job.ts";

const SIGINT_MS = 7_500;
const SIGTERM_MS = 2_500;

export interface CancelledStep extends StepResult {
  /** The last signal that was needed. */
  readonly endedBy: "SIGINT" | "SIGTERM" | "SIGKILL";
}

/** `rate`: how much faster than the runner's is its patience, as SGPU_CLOCK_RATE is for the action. */
export async function cancelStep({ process, done }: RunningStep, rate = 1): Promise<CancelledStep> {
  process.kill("SIGINT");
  if (await endsWithin(done, SIGINT_MS / rate)) return { ...(await done), endedBy: "SIGINT" };
  process.kill("SIGTERM");
  if (await endsWithin(done, SIGTERM_MS / rate)) return { ...(await done), endedBy: "SIGTERM" };
  process.kill("SIGKILL");
  return { ...(await done), endedBy: "SIGKILL" };
}

async function endsWithin(done: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([done.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
