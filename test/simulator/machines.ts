/** The store: every machine that was ever created, by id, with ids that look like Mongo's. */
import type { Life } from "./lifecycle.ts";
import type { WireAvailability, WireCreate, WireOffer } from "./wire.ts";

/** Times are milliseconds of the simulator's clock. Tests may change what is not readonly. */
export interface Machine {
  readonly id: string;
  readonly order: WireCreate;
  readonly offer: WireOffer;
  readonly place: WireAvailability;
  readonly os: string;
  readonly createdAt: number;
  name: string;
  life: Life;
  /** From when the list shows it. */
  listedFrom: number;
  /** From when SSH answers, if the machine runs; Infinity = never. */
  sshFrom: number;
  /** GPUs that are really there, whatever the API says. */
  gpusPresent: number;
  ip: string;
  sshUser: string;
  sshPort: number;
}

export class Machines {
  readonly #byId = new Map<string, Machine>();
  #minted = 0;

  mintId(now: number): string {
    const seconds = Math.floor(now / 1000).toString(16);
    this.#minted += 1;
    return `${seconds.padStart(8, "0").slice(-8)}5e57e4ce${this.#minted.toString(16).padStart(8, "0")}`;
  }

  /** How many ids were minted so far: a number that no two machines share. */
  get count(): number {
    return this.#minted;
  }

  add(machine: Machine): void {
    this.#byId.set(machine.id, machine);
  }

  get(id: string): Machine | undefined {
    return this.#byId.get(id);
  }

  /** As if it had never been: who simulates for long need not carry all that has ended. */
  forget(id: string): void {
    this.#byId.delete(id);
  }

  /** Newest first. */
  all(): Machine[] {
    return [...this.#byId.values()].reverse();
  }
}
