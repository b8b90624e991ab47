/** The demo's second job: main is killed while its machine boots, and post finds the machine by its name. */
import { Job } from "../runner/job.ts";
import { LogView } from "../runner/log-view.ts";
import type { StepResult } from "../runner/step.ts";
import type { ServedSimulator } from "../simulator/serve.ts";
import { heading, type Print } from "./print.ts";

export interface KilledRun {
  readonly cloud: ServedSimulator;
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** Whether post cleaned up. */
export async function playKilledRun(run: KilledRun, print: Print): Promise<boolean> {
  heading(print, "A second job: its main is killed (SIGKILL) while the machine boots");
  const view = new LogView();
  const onLine = (line: string) => {
    for (const shown of view.view(line)) print(`  │ ${shown}`);
  };
  const { inputs, env } = run;
  const job = await Job.start({ inputs, env, runId: "9000000002", onLine });
  try {
    await killWhileBooting(job, run.cloud);
    for (const { id, hourlyUsd } of run.cloud.simulator.billedNow()) {
      print(`  Killed. Machine ${id} goes on: ${hourlyUsd} $/h.`);
    }
    heading(print, "Its post step, without any state of main's");
    const post: StepResult = await job.post({});
    return post.exitCode === 0;
  } finally {
    await job.end();
  }
}

async function killWhileBooting(job: Job, { simulator }: ServedSimulator): Promise<void> {
  const main = await job.startMain();
  const isBooting = () => simulator.billedNow().length > 0;
  while (!isBooting() && main.process.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  main.process.kill("SIGKILL");
  await main.done;
}
