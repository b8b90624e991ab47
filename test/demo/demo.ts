/**
 * The main job on the simulated cloud, from outside: the bundled action is started as a runner starts it, a
 * later step uses `ssh gpu`, post deletes; a second job is killed; the cloud says what it still bills.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { systemClock } from "@sesterce-gpu/shared";
import { scaledClock } from "../../action/src/scaled-clock.ts";
import { Job } from "../runner/job.ts";
import { LogView } from "../runner/log-view.ts";
import type { StepResult } from "../runner/step.ts";
import { type ServedSimulator, serveSimulator } from "../simulator/serve.ts";
import { playKilledRun } from "./killed-run.ts";
import { type DemoOptions, DemoProblem, parseOptions, requireSshClient } from "./options.ts";
import { heading, type Print } from "./print.ts";

const WITH = { gpu: "H100:8, H100, A100_80G:2", "max-hourly-price": "5", lifetime: "1h" };
const BOOT_MS = 5_000;
const SSH_MS = 1_500;

/** `rate`: how much faster than the wall's the clocks run, the cloud's and the action's; for the test of it. */
export async function demo(argv: readonly string[], print: Print, rate = 1): Promise<number> {
  try {
    const options = parseOptions(argv);
    await requireSshClient();
    const cloud = await startCloud(options, rate);
    try {
      return (await playDemo(cloud, { ...options, rate }, print)) ? 0 : 1;
    } finally {
      await cloud.close();
    }
  } catch (error) {
    if (!(error instanceof DemoProblem)) throw error;
    print(error.message);
    return 1;
  }
}

async function startCloud({ port }: DemoOptions, rate: number): Promise<ServedSimulator> {
  const clock = scaledClock(systemClock, rate);
  try {
    return await serveSimulator({ port, clock, bootMs: BOOT_MS, sshMs: SSH_MS, deletingMs: 1_000 });
  } catch (error) {
    throw new DemoProblem(error instanceof Error ? error.message : String(error));
  }
}

async function playDemo(
  cloud: ServedSimulator,
  { home, rate }: DemoOptions & { readonly rate: number },
  print: Print,
): Promise<boolean> {
  const { simulator, url } = cloud;
  const inputs = { "api-key": simulator.options.apiKey, "api-url": url, ...WITH };
  const ofHome = home === undefined ? {} : { SGPU_HOME: home };
  const env = { ...ofHome, SGPU_CLOCK_RATE: String(rate) };
  introduce(cloud, print);
  const isGood = await playJob({ inputs, env, home }, print);
  const isCleaned = await playKilledRun({ cloud, inputs, env }, print);
  return showBilling(cloud, print) === 0 && isGood && isCleaned;
}

interface JobPlan {
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly home: string | undefined;
}

async function playJob({ inputs, env, home }: JobPlan, print: Print): Promise<boolean> {
  const view = new LogView();
  const onLine = (line: string) => {
    for (const shown of view.view(line)) print(`  │ ${shown}`);
  };
  const job = await Job.start({ inputs, env, onLine });
  try {
    const main = await playMain(job, print);
    const step = main.exitCode === 0 ? await playStep(home, print) : undefined;
    const post = await playPost(job, print);
    showSummary([main, post], print);
    return [main, post].every(({ exitCode }) => exitCode === 0) && step === 0;
  } finally {
    await job.end();
  }
}

function introduce({ url, simulator }: ServedSimulator, print: Print): void {
  print(
    "The bundled action on a simulated Sesterce cloud. No account, no real machine; nothing leaves",
  );
  print(
    "this computer. While the machine lives, ~/.ssh/config has three lines for the name `gpu`.",
  );
  print("");
  print(
    `The cloud: ${url}, ${simulator.offers.all().length} offers; a machine boots in ${BOOT_MS / 1_000} s.`,
  );
}

async function playMain(job: Job, print: Print): Promise<StepResult> {
  heading(print, "Step 1: uses: org/sesterce-gpu@v1");
  for (const [name, value] of Object.entries(WITH)) print(`      ${name}: ${value}`);
  const main = await job.main();
  if (main.exitCode !== 0) return main;
  print("  Outputs:");
  for (const [name, value] of Object.entries(main.outputs)) print(`      ${name}: ${value}`);
  return main;
}

async function playStep(home: string | undefined, print: Print): Promise<number | null> {
  heading(print, "Step 2: run: ssh gpu nvidia-smi");
  const config = home === undefined ? [] : ["-F", join(home, ".ssh", "config")];
  const ssh = spawn("ssh", [...config, "gpu", "nvidia-smi"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  ssh.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const exitCode = await new Promise<number | null>((resolve) => ssh.once("close", resolve));
  for (const line of output.trimEnd().split("\n")) print(`  │ ${line}`);
  return exitCode;
}

async function playPost(job: Job, print: Print): Promise<StepResult> {
  heading(print, "Post step of step 1 (runs whatever happened before)");
  return job.post();
}

function showSummary(steps: readonly StepResult[], print: Print): void {
  heading(print, "The job summary (GitHub renders the Markdown)");
  const markdown = steps.map(({ summary }) => summary.trimEnd()).filter((text) => text !== "");
  for (const line of markdown.join("\n\n").split("\n")) print(`  ${line}`);
}

/** How many machines the cloud bills now. */
function showBilling({ simulator }: ServedSimulator, print: Print): number {
  heading(print, "What the cloud says");
  for (const { id, status, minutes, usd } of simulator.billing()) {
    print(`  machine ${id}: ${status}, ${minutes} min billed, ${usd.toFixed(2)} $`);
  }
  const billed = simulator.billedNow();
  print(
    billed.length === 0
      ? "  It bills nothing now."
      : `  It still bills: ${billed.map(({ id, hourlyUsd }) => `${id} (${hourlyUsd} $/h)`).join(", ")}`,
  );
  return billed.length;
}
