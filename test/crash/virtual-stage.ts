/** A crash in virtual time: the job's steps run in this process, and a kill ends all that they had begun. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VirtualJob } from "../runner/virtual-job.ts";
import { virtualClock } from "../runner/virtual-scenario.ts";
import { held } from "../simulator/held.ts";
import { sendTo } from "../simulator/in-process.ts";
import { createSimulator, SIMULATOR_API_KEY } from "../simulator/index.ts";
import { diceOf } from "../week/dice.ts";
import { CLOUD, type OnStage } from "./run.ts";

/** Every request is on its way for a while. */
const LATENCY_MS = 100;

export const onVirtualStage: OnStage = async (hold, act) => {
  const clock = virtualClock();
  const simulator = createSimulator({ ...CLOUD, clock, latencyMs: LATENCY_MS });
  const watched = {
    fetch: (request: Request) => held(request, simulator.app, hold.onRequest),
  };
  const home = await mkdtemp(join(tmpdir(), "sgpu-home-"));
  const job = await VirtualJob.start({
    inputs: {
      "api-key": SIMULATOR_API_KEY,
      "api-url": simulator.options.baseUrl,
      gpu: "L4",
      "wait-for": "active",
    },
    clock,
    fetch: (input, init) => sendTo(watched, new Request(input, init)),
    random: diceOf(1).next,
    home,
  });
  try {
    return await clock.run(act({ simulator, job, clock }));
  } finally {
    await Promise.all([job.end(), rm(home, { recursive: true, force: true })]);
  }
};
