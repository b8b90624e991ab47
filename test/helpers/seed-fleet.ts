/** A fleet on a simulator: machines of people, workflows and strangers, rented in the past. */
import {
  createNonce,
  encodeName,
  encodeStem,
  HOUR_MS,
  MINUTE_MS,
  type Owner,
} from "@sesterce-gpu/shared";
import type { Simulator } from "../simulator/index.ts";
import { callsTo, orderOf } from "./sesterce-calls.ts";

export interface SeedMachine {
  /** The owner of a lease, or the name of a foreign machine. */
  readonly who: Owner | string;
  /** How long ago it was rented. */
  readonly ageMs: number;
  /** From its rent; 2 hours. */
  readonly leaseMs?: number;
  /** `instanceId` and region of a sample offer. */
  readonly offer?: readonly [instanceId: string, region: string];
}

/** Time that can be set back while a machine is rented. */
export interface SettableClock {
  now(): number;
  setBack(ms: number): void;
}

/** Rents the oldest first; returns the ids in the order given. */
export async function seedFleet(
  simulator: Simulator,
  clock: SettableClock,
  machines: readonly SeedMachine[],
  /** Brings the simulator's time to what the clock was set to. */
  arrive: () => Promise<void> = async () => {},
): Promise<string[]> {
  const ids = new Map<SeedMachine, string>();
  for (const machine of machines.toSorted((a, b) => b.ageMs - a.ageMs)) {
    clock.setBack(machine.ageMs);
    await arrive();
    ids.set(machine, await rent(simulator, clock.now(), machine));
  }
  clock.setBack(0);
  await arrive();
  return machines.map((machine) => ids.get(machine) ?? "");
}

const DEFAULT_OFFER = ["H100_sxm5", "dallas-usa-3"] as const;

function rent(simulator: Simulator, now: number, machine: SeedMachine): Promise<string> {
  const { who, leaseMs = 2 * HOUR_MS, offer = DEFAULT_OFFER } = machine;
  const name = typeof who === "string" ? who : leasedName(who, now + 20 * MINUTE_MS + leaseMs);
  return callsTo(simulator).rent({ ...orderOf(...offer), name });
}

let leases = 0;

/** A new lease's name; nonces differ and are the same in every run. */
function leasedName(owner: Owner, expiresAt: number): string {
  leases += 1;
  let rest = leases;
  const nonce = createNonce(() => {
    const digit = rest % 36;
    rest = Math.floor(rest / 36);
    return digit / 36;
  });
  return encodeName(encodeStem(owner, nonce), expiresAt);
}
