/** The job summary of a job on the simulated cloud: its first machine breaks, the next one is used and deleted. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { marked } from "marked";
import { Job } from "../runner/job.ts";
import { serveSimulator } from "../simulator/serve.ts";

const WITH = { gpu: "H100, A100_80G:2", "max-hourly-price": "5", lifetime: "1h" };
const BOOT_MS = 9_000;
/** What the later steps take. */
const USED_MS = 15_000;

export async function summaryHtml(): Promise<string> {
  const cloud = await serveSimulator({ bootMs: BOOT_MS, sshMs: 2_000, deletingMs: 1_000 });
  const home = await mkdtemp(join(tmpdir(), "sgpu-home-"));
  const inputs = { "api-key": cloud.simulator.options.apiKey, "api-url": cloud.url, ...WITH };
  const job = await Job.start({ inputs, env: { SGPU_HOME: home } });
  try {
    cloud.simulator.faults.add({ fault: "machine-error" });
    const main = await job.main();
    await pause(USED_MS);
    const post = await job.post();
    if (main.exitCode !== 0 || post.exitCode !== 0) throw new Error(main.log + post.log);
    return `<article class="summary">${await marked(`${main.summary}\n${post.summary}`)}</article>`;
  } finally {
    await Promise.all([cloud.close(), job.end(), rm(home, { recursive: true, force: true })]);
  }
}
