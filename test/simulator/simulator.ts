/**
 * The Sesterce GPU cloud, simulated: stateful, in virtual or real time, with scripted faults.
 *
 *   const clock = new VirtualClock();
 *   const simulator = createSimulator({ clock, bootMs: 300_000 });
 *   simulator.faults.add({ fault: "create-5xx-landed", lateMs: 5_000 });
 *   await clock.run(provision({ clock, fetch: simulator.fetch }));
 *   expect(simulator.billedNow()).toEqual([]);
 *
 * Runs in Node and in workerd; `serve.ts` puts it on a port, with SSH servers.
 */
import type { Clock } from "@sesterce-gpu/shared";
import type { Hono } from "hono";
import { createApp } from "./app.ts";
import { type Bill, billedNow, billing } from "./billing.ts";
import { Faults } from "./faults/script.ts";
import { requestOf, sendTo } from "./in-process.ts";
import type { JournalEntry } from "./journal.ts";
import type { Machines } from "./machines.ts";
import type { OfferBook } from "./offers.ts";
import { type SimulatorOptions, withDefaults } from "./options.ts";
import { SshReach } from "./reach.ts";
import { Server } from "./server.ts";

export interface Simulator {
  readonly options: SimulatorOptions;
  readonly app: Hono;
  /** A drop-in for the global one, for URLs under `options.baseUrl`; anything else throws. */
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly machines: Machines;
  readonly offers: OfferBook;
  readonly faults: Faults;
  /** Every request that reached the API, oldest first. */
  readonly requests: readonly JournalEntry[];
  readonly ssh: SshReach;
  /** Drops the requests so far: who simulates for long need not carry them. */
  forgetRequests(): void;
  billing(): Bill[];
  billedNow(): Bill[];
}

export function createSimulator(options: Partial<SimulatorOptions> = {}): Simulator {
  const faults = new Faults();
  const server = new Server(withDefaults(options), faults);
  const app = createApp(server);
  return {
    options: server.options,
    app,
    fetch: (input, init) => send(requestOf(input, init), app, server.options.baseUrl),
    clock: server.clock,
    machines: server.machines,
    offers: server.offers,
    faults,
    requests: server.journal,
    ssh: new SshReach(server),
    forgetRequests: () => void server.journal.splice(0),
    billing: () => billing(server),
    billedNow: () => billedNow(server),
  };
}

async function send(request: Request, app: Hono, baseUrl: string): Promise<Response> {
  if (new URL(request.url).origin !== new URL(baseUrl).origin) {
    throw new Error(`An unexpected request left for ${request.url}; the simulator is ${baseUrl}.`);
  }
  return sendTo(app, request);
}
