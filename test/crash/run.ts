/** Runs one crash: main is ended on the way, post cleans up. A stage says whether that is in processes or in virtual time. */
import type { Clock } from "@sesterce-gpu/shared";
import { type CancelledStep, cancelStep } from "../runner/cancel.ts";
import type { ActionJob, RunningStep, StepSignal } from "../runner/step.ts";
import { ConnectionFault, type Operation, type Simulator } from "../simulator/index.ts";
import { type Ambush, Hold } from "./hold.ts";
import { harmDone, rentNeighbours } from "./neighbours.ts";
import { type Crash, type Manner, WORLDS, type World } from "./plan.ts";
import { faultsOf } from "./verdict.ts";

/** Of the action's time, which is the simulator's. */
export const CLOUD = { bootMs: 8_000, sshMs: 1_200, deletingMs: 1_000 };

export interface Ended {
  readonly crash: Crash;
  /** False: main was through before this request, and ended by itself. */
  readonly wasHit: boolean;
  /** The last signal that a cancelled main needed. */
  readonly endedBy: StepSignal | undefined;
  /** What is billed or was harmed; empty = no leak. */
  readonly leaks: readonly string[];
  readonly wrong: readonly string[];
  readonly log: string;
}

/** A cloud, a job and a home of its own. */
export interface Stage {
  readonly simulator: Simulator;
  readonly job: ActionJob;
  /** By which the runner loses its patience. */
  readonly clock: Clock;
}

/** Sets the stage up and clears it away. All main's requests go by the hold. */
export type OnStage = <T>(hold: Hold, act: (stage: Stage) => Promise<T>) => Promise<T>;

/** The operations of a main that nothing happens to. Throws when it fails. */
export function goodRun(world: World, onStage: OnStage): Promise<readonly Operation[]> {
  const hold = new Hold();
  return onStage(hold, async ({ simulator, job }) => {
    await enter(world, simulator);
    const before = simulator.requests.length;
    const main = await job.main();
    if (main.exitCode !== 0) throw new Error(`The good run (${world}) failed:\n${main.log}`);
    const operations = simulator.requests.slice(before).map(({ operation }) => operation);
    if (operations.join() !== hold.seen.join()) throw new Error("A request went unseen.");
    return operations;
  });
}

export function runCrash(crash: Crash, onStage: OnStage): Promise<Ended> {
  const hold = new Hold();
  return onStage(hold, async (stage) => {
    const { simulator, job } = stage;
    const neighbours = await enter(crash.world, simulator);
    const main = await crashMain(crash, hold, stage);
    const settled = simulator.requests.length;
    const creates = hold.seen.filter((operation) => operation === "create").length;
    const post = await job.post(crash.state === "with state" ? job.state : {});
    await untilAllListed(simulator);
    const rented = simulator.machines.all().filter(({ id }) => !neighbours.includes(id));
    const left = simulator.billedNow().filter(({ id }) => !neighbours.includes(id));
    const sinceMain = simulator.requests.slice(settled);
    const happened = { state: crash.state, machines: rented.length, creates, sinceMain };
    return {
      crash,
      wasHit: hold.hasSprung,
      endedBy: main.endedBy,
      leaks: [
        ...left.map(({ name, status }) => `${name} is ${status}`),
        ...harmDone(simulator, neighbours),
      ],
      wrong: faultsOf(post, happened),
      log: `${main.log}\n--- post\n${post.log}`,
    };
  });
}

async function crashMain(
  crash: Crash,
  hold: Hold,
  { job, clock }: Stage,
): Promise<{ readonly log: string; readonly endedBy: StepSignal | undefined }> {
  const started = Promise.withResolvers<RunningStep>();
  const { request, operation, manner } = crash;
  const cancelled: Promise<CancelledStep>[] = [];
  const beginCancel = async () => {
    cancelled.push(cancelStep(await started.promise, clock));
  };
  const endings = {
    kill: async () => {
      const step = await started.promise;
      step.process.kill("SIGKILL");
      await step.done;
    },
    cancel: () => beginCancel().then(() => cancelled.at(-1)),
    beginCancel,
  };
  hold.lay({
    isFor: (seen, index) => (request === undefined ? seen === operation : index === request),
    at: ambushOf(manner, endings),
  });
  const step = await job.startMain();
  started.resolve(step);
  const { log } = await step.done;
  hold.lift();
  const [end] = await Promise.all(cancelled);
  return { log, endedBy: end?.endedBy };
}

type Endings = Readonly<Record<"kill" | "cancel" | "beginCancel", () => Promise<unknown>>>;

function ambushOf(manner: Manner, { kill, cancel, beginCancel }: Endings): Ambush["at"] {
  const lose = () => Promise.reject(new ConnectionFault("ECONNRESET"));
  const only = (end: () => Promise<unknown>) => async () => void (await end());
  switch (manner) {
    case "killed before":
      return { before: () => kill().then(lose) };
    case "killed after":
      return { after: only(kill) };
    case "cancelled, lost":
      return { before: () => cancel().then(lose) };
    case "cancelled, landing":
      return { before: only(beginCancel) };
    case "cancelled after":
      return { after: only(cancel) };
  }
}

/** Other people's machines come first; their ids. */
async function enter(world: World, simulator: Simulator): Promise<readonly string[]> {
  const neighbours = await rentNeighbours(simulator);
  const fault = WORLDS[world];
  if (fault) simulator.faults.add(fault);
  return neighbours;
}

/** A machine that shows late is billed all the same; nobody may say that it was not waited for. */
async function untilAllListed({ machines, clock }: Simulator): Promise<void> {
  const last = Math.max(...machines.all().map(({ listedFrom }) => listedFrom));
  await clock.sleep(Math.max(0, last - clock.now()) + CLOUD.deletingMs);
}
