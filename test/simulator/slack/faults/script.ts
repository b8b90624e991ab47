/**
 * The script of faults of one end. Faults wait in the order in which they were added; each is met
 * `times` times, by the requests that it is for, and then is done.
 */
import type { SlackCall, SlackOperation } from "../call.ts";
import type { FaultHooks, SlackFaultName, SlackFaultParams } from "./definition.ts";
import { slackFaultRegistry } from "./registry.ts";

interface Aim {
  /** How many requests meet it; 1 unless told, Infinity = all. */
  readonly times?: number;
  /** How many requests that it is for get away first. */
  readonly skip?: number;
  /** Only these of the fault's operations. */
  readonly on?: readonly SlackOperation[];
  /** Only requests for which this is true. */
  readonly when?: (call: SlackCall) => boolean;
}

export type ScriptedSlackFault<N extends SlackFaultName = SlackFaultName> = {
  readonly fault: N;
} & Aim &
  SlackFaultParams[N];

interface Waiting {
  readonly fault: SlackFaultName;
  readonly hooks: FaultHooks;
  isFor(call: SlackCall): boolean;
  skip: number;
  left: number;
}

export class SlackFaults {
  #script: Waiting[] = [];

  add<N extends SlackFaultName>(scripted: ScriptedSlackFault<N>): this {
    const { fault, times = 1, skip = 0, when } = scripted;
    const definition = slackFaultRegistry[fault];
    const on: readonly string[] = scripted.on ?? definition.on;
    const stray = scripted.on?.find((operation) => !definition.on.includes(operation));
    if (stray) throw new Error(`The fault ${fault} cannot meet the operation ${stray}.`);
    const hooks = definition.script(scripted);
    const isFor = (call: SlackCall) =>
      on.includes(call.operation) && (hooks.applies?.(call) ?? true) && (when?.(call) ?? true);
    this.#script.push({ fault, hooks, isFor, skip, left: times });
    return this;
  }

  clear(): void {
    this.#script = [];
  }

  /** What was scripted and not met (often enough): a test that ends with some has tested less. */
  unmet(): SlackFaultName[] {
    return this.#script.filter(({ left }) => Number.isFinite(left)).map(({ fault }) => fault);
  }

  /** The fault that this request meets, which is thereby used up by one. */
  claim(call: SlackCall): FaultHooks | undefined {
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
