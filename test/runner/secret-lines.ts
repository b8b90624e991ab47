/** That no line of a private key has left its file. */
import { expect } from "vitest";
import type { JobScenario } from "./job-scenario.ts";
import type { ActionJob, StepResult } from "./step.ts";

/** Everything that leaves a step, the line that masks the API key included. */
const everything = (steps: readonly StepResult[]) => JSON.stringify(steps.map(flat));
const flat = ({ log, outputs, state, summary }: StepResult) => ({ log, outputs, state, summary });

/** Lines of a key that tell something of it. */
export const secretLines = (key: string): string[] =>
  key.split("\n").filter((line) => /^[A-Za-z0-9+/=]{8,}$/.test(line));

export function expectNoLineOf(key: string, { steps, simulator }: JobScenario<ActionJob>): void {
  // The public half, which has the modulus of an RSA key in it, is sent.
  const bodies = simulator.requests.map(({ body: { sshKey: _, ...rest } }) => rest);
  const seen = everything(steps) + JSON.stringify(bodies);
  const lines = secretLines(key);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.filter((line) => seen.includes(line))).toEqual([]);
}
