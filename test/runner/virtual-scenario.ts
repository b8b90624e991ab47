/** One job on a simulated cloud, all of it in this process and in virtual time: what takes minutes takes milliseconds. */
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { macrotask } from "../helpers/turns.ts";
import { VirtualClock } from "../helpers/virtual-clock.ts";
import { createSimulator, type SimulatorOptions } from "../simulator/index.ts";
import { diceOf } from "../week/dice.ts";
import { JobScenario, type ScenarioParts } from "./job-scenario.ts";
import { openingWith, playing } from "./open-scenarios.ts";
import type { JobOptions } from "./step.ts";
import { VirtualJob, type VirtualJobOptions } from "./virtual-job.ts";

export interface VirtualSetting extends Partial<JobOptions> {
  readonly cloud?: Partial<SimulatorOptions>;
  /** In place of one of its own; goes with the scenario all the same. */
  readonly home?: string;
}

const API_KEY = "a-key-that-nobody-may-see";
/** Nothing is learned of a slow boot that is not learned of a quick one. */
export const QUICK = { bootMs: 1_500, sshMs: 1_000, deletingMs: 500 };
/** Seeds nonces and the jitter of waits. */
const SEED = 1;

export class VirtualScenario extends JobScenario<VirtualJob> {
  readonly options: VirtualJobOptions;
  readonly #clock: VirtualClock;

  private constructor(
    parts: ScenarioParts<VirtualJob>,
    options: VirtualJobOptions,
    clock: VirtualClock,
  ) {
    super(parts);
    this.options = options;
    this.#clock = clock;
  }

  static async start({
    cloud = {},
    inputs = {},
    home = mkdtempSync(join(tmpdir(), "sgpu-home-")),
    ...job
  }: VirtualSetting): Promise<VirtualScenario> {
    const clock = virtualClock();
    const simulator = createSimulator({ clock, apiKey: API_KEY, ...QUICK, ...cloud });
    const { baseUrl } = simulator.options;
    const options = {
      inputs: { "api-key": API_KEY, "api-url": baseUrl, "wait-for": "active", ...inputs },
      clock,
      fetch: simulator.fetch,
      random: diceOf(SEED).next,
      home,
      ...job,
    };
    const started = await VirtualJob.start(options);
    return new VirtualScenario({ simulator, home, job: started }, options, clock);
  }

  drive<T>(work: Promise<T>): Promise<T> {
    return this.#clock.run(work);
  }

  async close(): Promise<void> {
    await Promise.all([this.job.end(), rm(this.home, { recursive: true, force: true })]);
  }
}

/** Time stands still while files are read or written: that is done on threads of its own. */
export function virtualClock(): VirtualClock {
  const files = {
    isBusy: () =>
      process
        .getActiveResourcesInfo()
        .some((name) => name.startsWith("FSReq") || name === "CloseReq"),
    pause: macrotask,
  };
  return new VirtualClock(undefined, { elsewhere: files });
}

export function virtualScenarios(): (setting?: VirtualSetting) => Promise<VirtualScenario> {
  const open = openingWith((setting: VirtualSetting) => VirtualScenario.start(setting));
  return (setting = {}) => open(setting);
}

export const inVirtualScenario = (
  setting: VirtualSetting,
  play: (scenario: VirtualScenario) => Promise<void>,
): Promise<void> => playing(VirtualScenario.start(setting), play);
