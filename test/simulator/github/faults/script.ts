/**
 * The script of faults of one simulated GitHub. Faults wait in the order in which they were added;
 * each is met `times` times, by the requests that it is for, and then is done.
 */
import type { Call, Operation } from "../call.ts";
import type { FaultName, FaultParams, Hooks } from "./definition.ts";
import { faultRegistry } from "./registry.ts";

interface Aim {
  /** How many requests meet it; 1 unless told, Infinity = all. */
  readonly times?: number;
  /** How many requests that it is for get away first. */
  readonly skip?: number;
  /** Only these of the fault's operations. */
  readonly on?: readonly Operation[];
  /** Only requests about the repository of this id, however it is addressed. */
  readonly repository?: number;
  /** Only requests about this run, its attempts and its jobs. */
  readonly run?: number;
  /** Only requests for which this is true. */
  readonly when?: (call: Call) => boolean;
}

export type ScriptedFault<N extends FaultName = FaultName> = { readonly fault: N } & Aim &
  FaultParams[N];

interface Waiting {
  readonly fault: FaultName;
  readonly hooks: Hooks;
  isFor(call: Call): boolean;
  skip: number;
  left: number;
}

export class Faults {
  #script: Waiting[] = [];

  add<N extends FaultName>(scripted: ScriptedFault<N>): this {
    const { fault, times = 1, skip = 0 } = scripted;
    const definition = faultRegistry[fault];
    const on = scripted.on ?? definition.on;
    const stray = on.find((operation) => !definition.on.includes(operation));
    if (stray) throw new Error(`The fault ${fault} cannot meet the operation ${stray}.`);
    const hooks = definition.script(scripted);
    const isFor = (call: Call) =>
      on.includes(call.operation) && isAimedAt(scripted, call) && (hooks.applies?.(call) ?? true);
    this.#script.push({ fault, hooks, isFor, skip, left: times });
    return this;
  }

  clear(): void {
    this.#script = [];
  }

  /** What was scripted and not met (often enough): a test that ends with some has tested less. */
  unmet(): FaultName[] {
    return this.#script.filter(({ left }) => Number.isFinite(left)).map(({ fault }) => fault);
  }

  /** The fault that this request meets, which is thereby used up by one. */
  claim(call: Call): Hooks | undefined {
    for (const waiting of this.#script) {
      if (!waiting.isFor(call)) continue;
      if (waiting.skip-- > 0) continue;
      waiting.left -= 1;
      this.#script = this.#script.filter(({ left }) => left > 0);
      return waiting.hooks;
    }
    return undefined;
  }
}

function isAimedAt({ repository, run, when }: Aim, call: Call): boolean {
  const { targets } = call;
  if (repository !== undefined && targets.repository?.id !== repository) return false;
  if (run !== undefined && targets.run?.id !== run) return false;
  return when?.(call) ?? true;
}
