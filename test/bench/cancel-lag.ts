/**
 * How long the bundled action takes from SIGINT, while its machine boots, until the DELETE arrives at the
 * API: real processes on a real clock, each cancelled at another moment of the boot.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cancelStep } from "../runner/cancel.ts";
import { Job } from "../runner/job.ts";
import { SIMULATOR_API_KEY } from "../simulator/index.ts";
import { type OnRequest, serveSimulator } from "../simulator/serve.ts";

/** Longer than a run, so that every one is cancelled while it waits. */
const BOOT_MS = 600_000;
/** The moments lie in this time after the create: a poll of main is sent every 2.57 s. */
const MOMENTS_MS = 3_000;

/** So many runs at a time: they mostly wait, and no two are cancelled at the same moment. */
const LANES = 3;

/** Ms of each run. Throws when a DELETE does not come. */
export async function measureCancelLag(runs: number): Promise<readonly number[]> {
  const moments = Array.from({ length: runs }, (_, run) => (MOMENTS_MS * run) / runs);
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    inTurn(moments.filter((_, run) => run % LANES === lane)),
  );
  return (await Promise.all(lanes)).flat();
}

async function inTurn(moments: readonly number[]): Promise<number[]> {
  const lags: number[] = [];
  for (const moment of moments) lags.push(await cancelOnce(moment));
  return lags;
}

async function cancelOnce(afterMs: number): Promise<number> {
  const created = Promise.withResolvers<void>();
  let deletedAt = Number.NaN;
  const onRequest: OnRequest = async (phase, { method }) => {
    if (method === "POST" && phase === "after") created.resolve();
    if (method === "DELETE" && phase === "before") deletedAt = performance.now();
  };
  const { url, simulator, close } = await serveSimulator({ bootMs: BOOT_MS, onRequest });
  const home = await mkdtemp(join(tmpdir(), "sgpu-home-"));
  const job = await Job.start({
    inputs: { "api-key": SIMULATOR_API_KEY, "api-url": url, gpu: "L4" },
    env: { SGPU_HOME: home },
  });
  try {
    const step = await job.startMain();
    await Promise.race([created.promise, step.done]);
    // The id is known when the answer has been read.
    await simulator.clock.sleep(50 + afterMs);
    const cancelledAt = performance.now();
    const { log } = await cancelStep(step);
    if (Number.isNaN(deletedAt)) throw new Error(`A cancelled run sent no DELETE:\n${log}`);
    return deletedAt - cancelledAt;
  } finally {
    await Promise.all([close(), job.end(), rm(home, { recursive: true, force: true })]);
  }
}
