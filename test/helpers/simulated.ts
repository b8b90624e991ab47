/** A simulator in virtual time with raw calls to it: what the simulator's own tests start from. */
import { createSimulator, type SimulatorOptions } from "../simulator/index.ts";
import { callsTo } from "./sesterce-calls.ts";
import { VirtualClock } from "./virtual-clock.ts";

export type Simulated = ReturnType<typeof simulated>;

export function simulated(options: Partial<SimulatorOptions> = {}) {
  const clock = new VirtualClock();
  const simulator = createSimulator({ clock, ...options });
  return { clock, simulator, ...callsTo(simulator) };
}
