/** The state behind the API, and the two things that change it: renting a machine and ending one. */
import type { Clock } from "@sesterce-gpu/shared";
import type { Faults } from "./faults/script.ts";
import type { JournalEntry } from "./journal.ts";
import { bootingLife, endedLife } from "./lifecycle.ts";
import { type Machine, Machines } from "./machines.ts";
import { OfferBook } from "./offers.ts";
import type { SimulatorOptions } from "./options.ts";
import type { WireAvailability, WireCreate, WireOffer } from "./wire.ts";

/** The login differs by cloud; those that are not listed have the first one. */
const SSH_USERS: Record<string, string> = { AZ_02: "ubuntu", AZ_05: "root", DV_02: "ubuntu" };
const USUAL_SSH_USER = "shadeform";

export class Server {
  readonly options: SimulatorOptions;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly machines = new Machines();
  readonly offers: OfferBook;
  readonly journal: JournalEntry[] = [];

  constructor(options: SimulatorOptions, faults: Faults) {
    this.options = options;
    this.clock = options.clock;
    this.faults = faults;
    this.offers = new OfferBook(options.offers);
  }

  /** Creates a machine without further questions. */
  async rent(order: WireCreate, offer: WireOffer, place: WireAvailability): Promise<Machine> {
    const machine = this.#blank(order, offer, place);
    const { bootMs, sshMs, address } = this.options;
    const activeAt = machine.createdAt + resolve(bootMs, machine);
    machine.life = bootingLife(machine.createdAt, activeAt);
    machine.sshFrom = activeAt + resolve(sshMs, machine);
    Object.assign(machine, await address(machine));
    this.machines.add(machine);
    return machine;
  }

  end(machine: Machine): void {
    machine.life = endedLife(machine.life, this.clock.now(), this.options.deletingMs);
  }

  #blank(order: WireCreate, offer: WireOffer, place: WireAvailability): Machine {
    const createdAt = this.clock.now();
    const [usualOs = ""] = offer.configuration.os;
    return {
      id: this.machines.mintId(createdAt + this.options.clockSkewMs),
      order,
      offer,
      place,
      os: order.vm?.os ?? usualOs,
      createdAt,
      name: order.name,
      life: [],
      listedFrom: createdAt,
      sshFrom: Number.POSITIVE_INFINITY,
      gpusPresent: offer.gpuCount,
      ip: "",
      sshUser: SSH_USERS[offer.cloud.name] ?? USUAL_SSH_USER,
      sshPort: 0,
    };
  }
}

function resolve(value: number | ((machine: Machine) => number), machine: Machine): number {
  return typeof value === "function" ? value(machine) : value;
}
