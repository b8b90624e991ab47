/**
 * Launches on the real local Workflows engine and D1, with Sesterce and Slack simulated. The Workflow runs in the
 * tests' isolate, so its one line of wiring is replaced: by the same with the test's deps, and with a `step.sleep`
 * that moves the virtual clock on.
 */
import { introspectWorkflowInstance } from "cloudflare:test";
import { env, type WorkflowStepConfig } from "cloudflare:workers";
import type { Clock } from "@sesterce-gpu/shared";
import { onTestFinished, vi } from "vitest";
import * as z from "zod/mini";
import { runLaunch } from "../../../worker/src/app.ts";
import { Launch } from "../../../worker/src/index.ts";
import { paramsOf, startLaunch } from "../../../worker/src/workflows/start-launch.ts";
import type { VirtualClock } from "../../helpers/virtual-clock.ts";
import { type LaunchWorld, launchWorld, SSH_KEY, type WorldOptions } from "./world.ts";

type Introspector = Awaited<ReturnType<typeof introspectWorkflowInstance>>;
type Modify = Parameters<Introspector["modify"]>[0];

export type RealLaunch = Awaited<ReturnType<typeof onRealEngine>>;

export interface RunOptions {
  /** What the engine is made to do to steps. */
  readonly modify?: Modify;
  readonly until?: "complete" | "terminated";
  /** How often *Create* is clicked, all at once. */
  readonly clicks?: number;
}

export async function onRealEngine(options: WorldOptions = {}) {
  const world = await launchWorld({ ...options, clockOver: movedFromWithin });
  const engine = runHere(world);
  const start = ({ clicks = 1 }: RunOptions) =>
    Promise.all(Array.from({ length: clicks }, () => startLaunch(world.deps, world.id)));
  const createAgain = async () =>
    env.LAUNCH.create({ id: world.id, params: paramsOf(await world.row(), SSH_KEY) });
  return {
    ...world,
    ...engine,
    run: (how?: RunOptions) => run({ ...world, ...engine }, start, how),
    /** An instance of the same id, whatever D1 says. */
    runAgain: () => run({ ...world, ...engine }, createAgain),
  };
}

/** Until the Workflow is over. Its instance is forgotten then. */
async function run<T>(
  world: LaunchWorld & ReturnType<typeof runHere>,
  start: (how: RunOptions) => Promise<T>,
  how: RunOptions = {},
) {
  const { modify = async () => {}, until = "complete" } = how;
  await using instance = await introspectWorkflowInstance(env.LAUNCH, world.id);
  await instance.modify(async (m) => {
    await m.disableSleeps();
    await m.disableRetryDelays();
    await modify(m);
  });
  const started = await start(how);
  if (world.isToPause()) {
    await instance.waitForStatus("paused");
    await (await env.LAUNCH.get(world.id)).resume();
  }
  await instance.waitForStatus(until);
  const output = until === "complete" ? await instance.getOutput() : { kind: "terminated" };
  return { started, output: z.parse(Output, output) };
}

interface Interruption {
  /** A step; its result is kept. */
  readonly after: string;
  /** Paused, it is resumed at once. */
  readonly by: "pause" | "terminate";
}

/**
 * Whoever sleeps moves the time, since the test must not wake what belongs to the Workflow's own requests. Limits
 * of time never come: nothing hangs here.
 */
const movedFromWithin = (clock: VirtualClock): Clock => ({
  now: () => clock.now(),
  sleep: (ms, signal) => (ms < SHORTEST_LIMIT_MS ? clock.advance(ms) : untilAborted(signal)),
});

const SHORTEST_LIMIT_MS = 8_000;

const untilAborted = (signal?: AbortSignal): Promise<void> =>
  new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/** What the engine was asked for, in order, and how often the code ran from its beginning. */
function runHere({ deps, clock, id }: LaunchWorld) {
  const steps: string[] = [];
  const passed = new Set<string>();
  let next: Interruption | undefined;
  let runs = 0;
  const spy = vi.spyOn(Launch.prototype, "run").mockImplementation((event, step) => {
    runs += 1;
    return runLaunch(deps, event.payload, {
      do: (name: string, config: WorkflowStepConfig, work: () => Promise<string>) => {
        steps.push(name);
        return step.do(name, config, async () => {
          const result = await work();
          if (next?.after === name) await interrupt(next.by);
          return result;
        });
      },
      // One that a replay meets again has passed already.
      sleep: async (name, duration) => {
        if (!passed.has(name)) await clock.advance(Number(duration));
        passed.add(name);
        steps.push(name);
        await step.sleep(name, duration);
      },
    });
  });
  const interrupt = async (by: Interruption["by"]) => {
    next = undefined;
    const instance = await env.LAUNCH.get(id);
    await instance[by]();
  };
  onTestFinished(() => spy.mockRestore());
  return {
    steps,
    runs: () => runs,
    isToPause: () => next?.by === "pause",
    interrupt: (interruption: Interruption) => {
      next = interruption;
    },
  };
}

const Undone = z.object({
  deletedIds: z.array(z.string()),
  left: z.array(z.object({ id: z.string(), why: z.string() })),
  mayStillLand: z.boolean(),
});
const Output = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), machineId: z.string(), leaseEndsAt: z.number() }),
  z.object({ kind: z.literal("failed"), code: z.string(), undone: Undone }),
  z.object({ kind: z.enum(["over", "terminated"]) }),
]);
