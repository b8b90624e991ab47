/**
 * The SSH servers of a served simulator: one for each machine that would answer, opened and closed
 * as the machines come and go on the simulator's clock. Node only.
 */
import { gpuTools } from "./gpu-tools.ts";
import type { Machine } from "./machines.ts";
import { runShell } from "./shell.ts";
import type { Simulator } from "./simulator.ts";
import { type SshServer, startSshServer } from "./ssh-server.ts";

const LOOK_EVERY_MS = 20;

export class SshFleet {
  readonly #simulator: Simulator;
  readonly #host: string;
  readonly #servers = new Map<string, Promise<SshServer>>();
  readonly #timer: NodeJS.Timeout;

  constructor(simulator: Simulator, host: string) {
    this.#simulator = simulator;
    this.#host = host;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#servers.keys()].map((id) => this.#shut(id)));
  }

  #look(): void {
    for (const machine of this.#simulator.machines.all()) {
      const { id } = machine;
      const answers = this.#simulator.ssh.answers(id);
      if (answers && !this.#servers.has(id)) this.#servers.set(id, this.#open(machine));
      else if (!answers && this.#servers.has(id)) void this.#shut(id);
    }
  }

  #open(machine: Machine): Promise<SshServer> {
    const { name: hostname, sshUser: user, sshPort: port, order } = machine;
    const world = { hostname, user, tools: gpuTools(machine) };
    const run = (command: string) => runShell(command, world);
    return startSshServer({ host: this.#host, port, user, publicKey: order.sshKey, run });
  }

  async #shut(id: string): Promise<void> {
    const server = this.#servers.get(id);
    this.#servers.delete(id);
    await (await server)?.close();
  }
}
