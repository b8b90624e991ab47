/** Runs one crash: a cloud, a job and a home of its own; main is ended on the way, and post cleans up. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cancelStep } from "../runner/cancel.ts";
import { Job, type RunningStep } from "../runner/job.ts";
import { ConnectionFault, type Simulator } from "../simulator/index.ts";
import { serveSimulator } from "../simulator/serve.ts";
import { type Ambush, Hold } from "./hold.ts";
import { harmDone, rentNeighbours } from "./neighbours.ts";
import { CLOCK_RATE, type Crash, type Manner, WORLDS, type World } from "./plan.ts";
import { faultsOf } from "./verdict.ts";

/** Real milliseconds. */
const QUICK = { bootMs: 200, sshMs: 60, deletingMs: 50 };

export interface Ended {
  readonly crash: Crash;
  /** False: main was through before this request, and ended by itself. */
  readonly wasHit: boolean;
  /** What is billed or was harmed; empty = no leak. */
  readonly leaks: readonly string[];
  readonly wrong: readonly string[];
  readonly log: string;
}

interface Stage {
  readonly simulator: Simulator;
  readonly neighbours: readonly string[];
  readonly hold: Hold;
  readonly job: Job;
}

/** The operations of a main that nothing happens to. Throws when it fails. */
export function goodRun(world: World): Promise<readonly string[]> {
  return onStage(world, async ({ simulator, hold, job }) => {
    const before = simulator.requests.length;
    const main = await job.main();
    if (main.exitCode !== 0) throw new Error(`The good run (${world}) failed:\n${main.log}`);
    const operations = simulator.requests.slice(before).map(({ operation }) => operation);
    if (operations.length !== hold.seen.length) throw new Error("A request went uncounted.");
    return operations;
  });
}

export function runCrash(crash: Crash): Promise<Ended> {
  return onStage(crash.world, async ({ simulator, neighbours, hold, job }) => {
    const mainLog = await crashMain(crash, { hold, job });
    const settled = simulator.requests.length;
    const wasSent = hold.seen.some((request) => request.startsWith("POST "));
    const post = await job.post(crash.state === "with state" ? job.state : {});
    await untilAllListed(simulator);
    const rented = simulator.machines.all().filter(({ id }) => !neighbours.includes(id));
    const left = simulator.billedNow().filter(({ id }) => !neighbours.includes(id));
    const sinceMain = simulator.requests.slice(settled);
    const happened = { state: crash.state, machines: rented.length, wasSent, sinceMain };
    return {
      crash,
      wasHit: hold.hasSprung,
      leaks: [
        ...left.map(({ name, status }) => `${name} is ${status}`),
        ...harmDone(simulator, neighbours),
      ],
      wrong: faultsOf(post, happened),
      log: `${mainLog}\n--- post\n${post.log}`,
    };
  });
}

async function crashMain(crash: Crash, { hold, job }: Pick<Stage, "hold" | "job">) {
  const started = Promise.withResolvers<RunningStep>();
  const { request, manner } = crash;
  const cancelled: Promise<unknown>[] = [];
  const endings = {
    kill: async () => {
      const step = await started.promise;
      step.process.kill("SIGKILL");
      await step.done;
    },
    cancel: async () => {
      const ended = cancelStep(await started.promise, CLOCK_RATE);
      cancelled.push(ended);
      await ended;
    },
    beginCancel: async () => {
      cancelled.push(cancelStep(await started.promise, CLOCK_RATE));
    },
  };
  hold.lay({ request, at: ambushOf(manner, endings) });
  const step = await job.startMain();
  started.resolve(step);
  const { log } = await step.done;
  hold.lift();
  await Promise.all(cancelled);
  return log;
}

type Endings = Readonly<Record<"kill" | "cancel" | "beginCancel", () => Promise<void>>>;

function ambushOf(manner: Manner, { kill, cancel, beginCancel }: Endings): Ambush["at"] {
  const lose = () => Promise.reject(new ConnectionFault("ECONNRESET"));
  switch (manner) {
    case "killed before":
      return { before: () => kill().then(lose) };
    case "killed after":
      return { after: kill };
    case "cancelled, lost":
      return { before: () => cancel().then(lose) };
    case "cancelled, landing":
      return { before: beginCancel };
    case "cancelled after":
      return { after: cancel };
  }
}

/** A machine that shows late is billed all the same; nobody may say that it was not waited for. */
async function untilAllListed({ machines, clock }: Simulator): Promise<void> {
  const last = Math.max(...machines.all().map(({ listedFrom }) => listedFrom));
  await clock.sleep(Math.max(0, last - clock.now()) + QUICK.deletingMs);
}

async function onStage<T>(world: World, act: (stage: Stage) => Promise<T>): Promise<T> {
  const apiKey = `crash-${randomBytes(12).toString("hex")}`;
  const hold = new Hold();
  const { url, simulator, close } = await serveSimulator({
    ...QUICK,
    apiKey,
    onRequest: hold.onRequest,
  });
  const home = await mkdtemp(join(tmpdir(), "sgpu-home-"));
  const job = await Job.start({
    inputs: { "api-key": apiKey, "api-url": url, gpu: "L4" },
    env: { SGPU_CLOCK_RATE: String(CLOCK_RATE), SGPU_HOME: home },
  });
  try {
    const neighbours = await rentNeighbours(simulator);
    const fault = WORLDS[world];
    if (fault) simulator.faults.add(fault);
    return await act({ simulator, neighbours, hold, job });
  } finally {
    await Promise.all([close(), job.end(), rm(home, { recursive: true, force: true })]);
  }
}
