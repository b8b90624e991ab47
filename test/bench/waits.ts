/**
 * Ways to wait for a machine: the product's own, and a loop with a fixed pause as one would write it in
 * a script. Each resolves when it would hand the machine over, with its id.
 */
import { choose, fail, ok, provision, type Reach, type SesterceClient } from "@sesterce-gpu/shared";
import { reachOverSsh } from "../../action/src/ssh/reach.ts";
import { usualRequest } from "../helpers/lease.ts";
import type { SimulatedBoot } from "./simulated-boot.ts";

export type Wait = (boot: SimulatedBoot) => Promise<string>;

export const waitAsTheActionDoes: Wait = async ({ client, clock, sshTo }) => {
  const reach: Reach = async ({ address, candidate, machineId, onProgress }, signal) => {
    const { gpuName, gpuCount } = candidate.offer;
    const target = { address, gpuName, gpuCount, mode: "login", signal } as const;
    const ssh = { clock, ...sshTo(machineId) };
    const reached = await reachOverSsh({ ...target, onLast: onProgress }, ssh);
    if (!reached.ok) return fail({ code: reached.reason.code, detail: reached.reason.code });
    return ok({ gpus: reached.value.verified === "login" ? reached.value.gpus : null });
  };
  const journal = { pendingCreate: () => {}, created: () => {} };
  const deps = { client, clock, random: () => 0.5, journal, reach, on: () => {} };
  const rented = await provision(usualRequest, deps);
  if (!rented.ok) throw new Error(`The bench rented nothing: ${rented.reason.code}.`);
  return rented.value.machine._id;
};

/** Sleeps between looks; the first login is tried as soon as the machine is seen active. */
export const waitWithPauses =
  (pauseMs: number): Wait =>
  async ({ client, clock, sshTo }) => {
    const id = await rentCheapest(client);
    while ((await client.get(id))?.status !== "active") await clock.sleep(pauseMs);
    const { run } = sshTo(id);
    const login = { command: "nvidia-smi -L", firstContact: true, timeoutMs: 30_000 };
    const { signal } = new AbortController();
    for (;;) {
      const tried = await run({ ...login, signal });
      if (tried.ok && tried.value.code === 0) return id;
      await clock.sleep(pauseMs);
    }
  };

async function rentCheapest(client: SesterceClient): Promise<string> {
  const { candidates } = choose(await client.offers(), usualRequest.requirements);
  const [cheapest] = candidates;
  if (!cheapest?.os) throw new Error("The sample has no machine to rent.");
  const { offer, region, os } = cheapest;
  const machine = await client.create({
    name: "bench",
    cloudProvider: offer.cloud._id,
    instanceId: offer.instanceId,
    region,
    vm: { os },
    ...usualRequest.access,
  });
  return machine._id;
}
