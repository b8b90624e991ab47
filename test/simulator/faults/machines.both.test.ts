import { describe, expect, it } from "vitest";
import { ORDER, orderOf } from "../../helpers/sesterce-calls.ts";
import { type Simulated, simulated } from "../../helpers/simulated.ts";
import { machineFaults } from "./machines.ts";

const BOOT_MS = 100_000;
const NEVER = Number.POSITIVE_INFINITY;

/** One entry for each fault: a fault without a test does not compile. */
const behaviour: Record<keyof typeof machineFaults, (world: Simulated) => Promise<void>> = {
  "machine-error": async (world) => {
    world.simulator.faults.add({ fault: "machine-error" });
    const id = await world.rent();
    await becomes(world, id, BOOT_MS, "pending", "error");
    expect(world.simulator.billedNow()).toMatchObject([{ status: "error", minutes: 0 }]);
    expect(world.simulator.ssh.readyAt(id)).toBe(NEVER);
  },
  "never-active": async (world) => {
    world.simulator.faults.add({ fault: "never-active" });
    const id = await world.rent();
    await becomes(world, id, 86_400_000, "pending", "pending");
    expect(world.simulator.ssh.readyAt(id)).toBe(NEVER);
  },
  "unknown-status": async (world) => {
    world.simulator.faults.add({ fault: "unknown-status", status: "restarting", forMs: 5_000 });
    const id = await world.rent();
    await becomes(world, id, BOOT_MS, "pending", "restarting");
    await becomes(world, id, 5_000, "restarting", "active");
    expect(world.simulator.ssh.readyAt(id)).toBe(world.clock.now() + 10_000);
  },
  "active-before-ssh": async (world) => {
    world.simulator.faults.add({ fault: "active-before-ssh", sshMs: 300_000 });
    const id = await world.rent();
    await becomes(world, id, BOOT_MS, "pending", "active");
    await world.clock.advance(299_999);
    expect(world.simulator.ssh.answers(id)).toBe(false);
    await world.clock.advance(1);
    expect(world.simulator.ssh.answers(id)).toBe(true);
  },
  "ssh-never": async (world) => {
    world.simulator.faults.add({ fault: "ssh-never" });
    const id = await world.rent();
    await becomes(world, id, BOOT_MS, "pending", "active");
    await world.clock.advance(86_400_000);
    expect(world.simulator.ssh.answers(id)).toBe(false);
  },
  "fewer-gpus": async (world) => {
    world.simulator.faults.add({ fault: "fewer-gpus" });
    world.simulator.faults.add({ fault: "fewer-gpus", present: 3 });
    const eight = orderOf("H200x8", "tokyo-japan-5");
    const ids = [await world.rent(eight), await world.rent(eight)];
    expect(ids.map((id) => world.simulator.ssh.gpuCount(id))).toEqual([7, 3]);
    expect((await world.get(ids[0] ?? "")).body).toMatchObject({ gpuCount: 8 });
  },
  "ip-newline": async (world) => {
    world.simulator.faults.add({ fault: "ip-newline" });
    const id = await world.rent();
    await world.clock.advance(BOOT_MS);
    const ip = expect.stringMatching(/^[\d.]+\n {2}ProxyCommand /);
    expect((await world.get(id)).body).toMatchObject({ ip });
  },
  vanish: async (world) => {
    world.simulator.faults.add({ fault: "vanish", afterMs: 30_000 });
    const id = await world.rent();
    await world.clock.advance(BOOT_MS);
    await becomes(world, id, 30_000, "active", undefined);
    expect(await world.names()).toEqual([]);
    expect((await world.remove(id)).status).toBe(404);
    expect(world.simulator.billedNow()).toEqual([]);
  },
  "list-short": async (world) => {
    for (const name of ["one", "two", "three"]) await world.create({ ...ORDER, name });
    world.simulator.faults.add({ fault: "list-short" }).add({ fault: "list-short", keep: 1 });
    expect(await world.names()).toEqual([]);
    expect(await world.names()).toEqual(["three"]);
    expect(await world.names()).toHaveLength(3);
  },
  "get-404-live": async (world) => {
    const id = await world.rent();
    world.simulator.faults.add({ fault: "get-404-live" });
    expect((await world.get("0123456789abcdef01234567")).status).toBe(404);
    expect(world.simulator.faults.unmet()).toEqual(["get-404-live"]);
    expect((await world.get(id)).status).toBe(404);
    expect(await world.names()).toEqual(["a-name"]);
    expect((await world.get(id)).status).toBe(200);
  },
  "delete-refused-pending": async (world) => {
    const id = await world.rent();
    world.simulator.faults.add({ fault: "delete-refused-pending", times: NEVER });
    expect((await world.remove(id)).status).toBe(409);
    await becomes(world, id, BOOT_MS, "pending", "active");
    expect((await world.remove(id)).status).toBe(204);
  },
  "delete-ignored": async (world) => {
    const id = await world.rent();
    world.simulator.faults.add({ fault: "delete-ignored" });
    expect((await world.remove(id)).status).toBe(204);
    await becomes(world, id, BOOT_MS, "pending", "active");
    await world.remove(id);
    expect(world.simulator.billedNow()).toEqual([]);
  },
  resurrect: async (world) => {
    const id = await world.rent();
    world.simulator.faults.add({ fault: "resurrect", afterMs: 40_000 });
    await world.remove(id);
    await becomes(world, id, 15_000, "deleting", undefined);
    expect(world.simulator.billedNow()).toEqual([]);
    await becomes(world, id, 40_000, undefined, "active");
    expect(world.simulator.billedNow()).toMatchObject([{ id, status: "active" }]);
    await world.remove(id);
    await world.clock.advance(86_400_000);
    expect(world.simulator.billedNow()).toEqual([]);
  },
};

describe("a fault of a machine's life does what its line says:", () => {
  it.each(Object.entries(machineFaults))("%s: $doc", async (name) => {
    const world = simulated({ bootMs: BOOT_MS, sshMs: 10_000, deletingMs: 15_000 });
    await new Map(Object.entries(behaviour)).get(name)?.(world);
    expect.hasAssertions();
  });
});

/** Until just before `ms` have passed the machine is `before`, and `after` from then on. */
async function becomes(world: Simulated, id: string, ms: number, before?: string, after?: string) {
  await world.clock.advance(ms - 1);
  expect(await world.status(id)).toBe(before);
  await world.clock.advance(1);
  expect(await world.status(id)).toBe(after);
}
