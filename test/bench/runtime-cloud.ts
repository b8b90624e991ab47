/** Sesterce on a port, with a fleet that grows on demand; without the SSH servers that `serveSimulator` opens. */
import { type SeedMachine, seedFleet } from "../helpers/seed-fleet.ts";
import { httpServer, listen, stop } from "../simulator/http-server.ts";
import { createSimulator } from "../simulator/index.ts";

const HOST = "127.0.0.1";

export type RuntimeCloud = Awaited<ReturnType<typeof openCloud>>;

export async function openCloud() {
  const clock = new PatientClock();
  // With latency each request sleeps: then it can be made to hang.
  const simulator = createSimulator({ clock, bootMs: 0, latencyMs: 1 });
  const server = httpServer((request) => simulator.app.fetch(request));
  const url = `http://${HOST}:${await listen(server, 0, HOST)}`;
  let machines = 0;
  return {
    url,
    apiKey: simulator.options.apiKey,
    growTo: async (count: number): Promise<void> => {
      const more = Array.from({ length: count - machines }, (_, index) => seedOf(machines + index));
      machines = count;
      await seedFleet(simulator, clock, more);
    },
    hang: () => clock.hang(),
    close: () => stop(server),
  };
}

const seedOf = (index: number): SeedMachine => ({
  who: { kind: "person", teamHash: "0000", userId: `U0${index}` },
  ageMs: index * 1_000,
});

/** Real time that can be set back; nobody waits, or everybody for ever. */
class PatientClock {
  #backMs = 0;
  #hangs = false;

  now(): number {
    return Date.now() - this.#backMs;
  }

  setBack(ms: number): void {
    this.#backMs = ms;
  }

  hang(): void {
    this.#hangs = true;
  }

  sleep(): Promise<void> {
    return this.#hangs ? new Promise(() => {}) : Promise.resolve();
  }
}
