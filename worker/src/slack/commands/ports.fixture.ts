/** Ports of which none is to be used. */
import type { CommandPorts } from "./context.ts";

const unused = () => {
  throw new Error("Nobody should have asked for that.");
};

export const noPorts: CommandPorts = { openHand: unused, sweep: unused, startLaunch: unused };
