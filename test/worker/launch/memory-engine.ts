/**
 * A Workflows engine in memory, that can be stopped at any step and made to fail any step: it keeps results as the
 * real one does, and begins a step anew whose result was not kept. Fast enough to try every step in every way.
 */
import { fail, ok } from "@sesterce-gpu/shared";
import { launchPorts } from "../../../worker/src/app.ts";
import { READY_TIMEOUT_MS } from "../../../worker/src/fleet/hand.ts";
import type { LaunchParams } from "../../../worker/src/fleet/launch.ts";
import type { LaunchOutcome } from "../../../worker/src/workflows/launch.ts";
import { launch } from "../../../worker/src/workflows/launch.ts";
import type { Steps } from "../../../worker/src/workflows/steps.ts";
import { type LaunchWorld, LIFETIME_MS, PERSON, SSH_KEY } from "./world.ts";

/** What goes wrong with one step. */
export interface Trouble {
  readonly step: string;
  /** `stop`: the engine stops the run there, once. `fail`: the step fails, `times` times. */
  readonly kind: "stop" | "fail";
  /** Whether its work was done before, so that only its result is lost. */
  readonly isDone: boolean;
  readonly times?: number;
}

export interface MemoryRun {
  readonly outcome: LaunchOutcome | { readonly kind: "over" };
  /** In order, waits included; each once. */
  readonly names: readonly string[];
  /** How often the code ran from its beginning. */
  readonly runs: number;
  readonly wasMet: boolean;
}

/** Runs the launch of this world until it is over. */
export async function runInMemory(
  world: LaunchWorld,
  trouble?: Trouble,
  change: Partial<LaunchParams> = {},
): Promise<MemoryRun> {
  const engine = new MemoryEngine(world, trouble);
  const ports = { ...launchPorts(world.deps), steps: engine };
  for (let runs = 1; ; runs++) {
    try {
      const outcome = await world.drive(launch({ ...paramsOf(world), ...change }, ports));
      return { outcome, names: [...engine.names], runs, wasMet: engine.wasMet };
    } catch (error) {
      if (!(error instanceof Error && error.message === STOP)) throw error;
    }
  }
}

const paramsOf = ({ id, stem }: LaunchWorld): LaunchParams => ({
  launchId: id,
  stem,
  userId: PERSON,
  sshKey: SSH_KEY,
  wish: { gpu: "H100", count: 1, region: null },
  lifetimeMs: LIFETIME_MS,
  readyTimeoutMs: READY_TIMEOUT_MS,
  maxHourlyUsd: 5,
});

const STOP = "Aborting engine: Grace period complete";

class MemoryEngine implements Steps {
  readonly names = new Set<string>();
  wasMet = false;
  readonly #kept = new Map<string, string>();
  readonly #world: LaunchWorld;
  readonly #trouble: Trouble | undefined;
  #left: number;

  constructor(world: LaunchWorld, trouble: Trouble | undefined) {
    this.#world = world;
    this.#trouble = trouble;
    this.#left = trouble?.kind === "stop" ? 1 : (trouble?.times ?? Number.POSITIVE_INFINITY);
  }

  async do<T>(name: string, { retries }: { retries: number }, work: () => Promise<T>) {
    this.names.add(name);
    for (let attempt = 0; ; attempt++) {
      const before = this.#kept.get(name);
      if (before !== undefined) return read<T>(before);
      const trouble = this.#meet(name);
      try {
        if (trouble && !trouble.isDone) throw new Error("scripted");
        const value = await work();
        if (trouble) throw new Error("scripted");
        this.#kept.set(name, JSON.stringify({ ok: true, value }));
      } catch (error) {
        if (trouble?.kind === "stop") throw new Error(STOP);
        const message = error instanceof Error ? error.message : String(error);
        const failed = JSON.stringify({ ok: false, message });
        if (attempt >= retries) this.#kept.set(name, failed);
      }
    }
  }

  async sleep(name: string, ms: number): Promise<void> {
    this.names.add(name);
    if (this.#kept.has(name)) return;
    const trouble = this.#meet(name);
    if (trouble && !trouble.isDone) throw new Error(STOP);
    await this.#world.clock.advance(ms);
    this.#kept.set(name, "");
    if (trouble) throw new Error(STOP);
  }

  #meet(name: string): Trouble | undefined {
    if (this.#trouble?.step !== name || this.#left <= 0) return undefined;
    this.#left -= 1;
    this.wasMet = true;
    return this.#trouble;
  }
}

function read<T>(text: string) {
  const kept: { ok: true; value: T } | { ok: false; message: string } = JSON.parse(text);
  return kept.ok ? ok(kept.value) : fail({ message: kept.message });
}
