/** How a GitHub runner cancels a step: it asks twice, then kills. Source: actions/runner, ProcessInvoker.cs. */
import { type Clock, systemClock } from "@sesterce-gpu/shared";
import type { RunningStep, StepResult, StepSignal } from "./step.ts";

const SIGINT_MS = 7_500;
const SIGTERM_MS = 2_500;

export interface CancelledStep extends StepResult {
  /** The last signal that was needed. */
  readonly endedBy: StepSignal;
}

/** `clock`: the one that the step's time is measured by, where that is not the wall's. */
export async function cancelStep(
  { process, done }: RunningStep,
  clock: Clock = systemClock,
): Promise<CancelledStep> {
  process.kill("SIGINT");
  if (await endsWithin(done, SIGINT_MS, clock)) return { ...(await done), endedBy: "SIGINT" };
  process.kill("SIGTERM");
  if (await endsWithin(done, SIGTERM_MS, clock)) return { ...(await done), endedBy: "SIGTERM" };
  process.kill("SIGKILL");
  return { ...(await done), endedBy: "SIGKILL" };
}

async function endsWithin(done: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  const inTime = new AbortController();
  const late = clock.sleep(ms, inTime.signal).then(
    () => false,
    () => true,
  );
  try {
    return await Promise.race([done.then(() => true), late]);
  } finally {
    inTime.abort();
  }
}
