/** What a machine that is ready is, in lines for the log. Pure. */
import { formatCandidate, formatDuration, oneLine, type ReadyMachine } from "@sesterce-gpu/shared";
import type { Inputs } from "../inputs/inputs.ts";
import { formatTime } from "./time.ts";

export function handOverLines(ready: ReadyMachine, inputs: Inputs): string[] {
  const { machine, candidate, address, gpus, expiresAt, timings } = ready;
  const { chooseMs, createMs, bootMs, sshMs } = timings;
  const counted =
    gpus === null ? "GPUs not counted" : `${gpus} GPU${gpus === 1 ? "" : "s"} counted`;
  const total = formatDuration(chooseMs + createMs + bootMs + sshMs);
  const lines = [
    `Ready after ${total}: ${formatCandidate(candidate)}, machine ${oneLine(machine._id, 60)}, ${address.user}@${address.host}:${address.port}, ${counted}.`,
    `Later steps reach it with: ssh ${inputs.sshAlias}`,
  ];
  return [...lines, ...endLines(inputs, formatTime(expiresAt))];
}

function endLines({ scope, jobCheckRunId }: Inputs, end: string): string[] {
  if (scope === "run") {
    return [
      `Scope run: this job does not delete it. End it in a last job with if: always() and uses: org/sesterce-gpu/action/release@v1; a Worker in enforce mode ends it after the run. Its lease ends at ${end}.`,
    ];
  }
  const whole =
    "The runner does not tell which job this is, so to a Worker it belongs to the whole run.";
  return [
    "The post step of this action deletes it when the job ends; should it fail, it says so and names the machine.",
    ...(jobCheckRunId === 0 ? [whole] : []),
  ];
}
