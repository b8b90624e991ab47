/** What SSH to a machine would find, for tests and benchmarks that open no sockets. */
import { isRunning, statusAt } from "./lifecycle.ts";
import type { Machine } from "./machines.ts";
import type { Server } from "./server.ts";

export class SshReach {
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  /** Whether an SSH server answers at this moment. */
  answers(id: string): boolean {
    const machine = this.#machine(id);
    const now = this.#server.clock.now();
    const status = statusAt(machine.life, now);
    return machine.sshFrom <= now && isRunning(status) && status !== "error";
  }

  /** The GPUs that `nvidia-smi` or `rocm-smi` would show. */
  gpuCount(id: string): number {
    return this.#machine(id).gpusPresent;
  }

  /** When the machine both is shown as active and answers SSH, in clock ms; Infinity = never. */
  readyAt(id: string): number {
    const { life, sshFrom } = this.#machine(id);
    const next = life.find(({ status, from }, index) => {
      const until = life[index + 1]?.from ?? Number.POSITIVE_INFINITY;
      return status === "active" && Math.max(from, sshFrom) < until;
    });
    return next ? Math.max(next.from, sshFrom) : Number.POSITIVE_INFINITY;
  }

  #machine(id: string): Machine {
    const machine = this.#server.machines.get(id);
    if (!machine) throw new Error(`The simulator never created a machine ${id}.`);
    return machine;
  }
}
