import { describe, expect, it } from "vitest";
import { field } from "../../helpers/sesterce-calls.ts";
import { type Simulated, simulated } from "../../helpers/simulated.ts";
import { creationFaults } from "./creation.ts";

/** One entry for each fault: a fault without a test does not compile. */
const behaviour: Record<keyof typeof creationFaults, (world: Simulated) => Promise<void>> = {
  "create-5xx-landed": async (world) => {
    world.simulator.faults.add({ fault: "create-5xx-landed", status: 504, lateMs: 20_000 });
    expect((await world.create()).status).toBe(504);
    await isListedAfter(world, 20_000, ["a-name"]);
  },
  "create-lost-landed": async (world) => {
    world.simulator.faults.add({ fault: "create-lost-landed" });
    await expect(world.create()).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    expect(await world.names()).toEqual(["a-name"]);
  },
  "create-listed-late": async (world) => {
    world.simulator.faults.add({ fault: "create-listed-late", lateMs: 8_000 });
    const id = await world.rent();
    expect(await world.status(id)).toBe("pending");
    await isListedAfter(world, 8_000, ["a-name"]);
  },
  "create-twin": async (world) => {
    world.simulator.faults.add({ fault: "create-twin" });
    await world.rent();
    expect(await world.names()).toEqual(["a-name"]);
    await world.clock.advance(20_000);
    expect(await world.names()).toEqual(["a-name", "a-name"]);
    expect(new Set(world.simulator.billedNow().map(({ id }) => id)).size).toBe(2);
  },
  "sold-out": async (world) => {
    for (const status of [400, 404, 409, 500] as const) {
      world.simulator.faults.add({ fault: "sold-out", status });
      const answer = await world.create();
      expect(answer.status).toBe(status);
      expect(field(answer.body, "message")).toContain("OUT_OF_STOCK");
    }
    await nothingWasRented(world);
  },
  "no-balance": async (world) => {
    world.simulator.faults.add({ fault: "no-balance" });
    expect((await world.create()).status).toBe(402);
    await nothingWasRented(world);
  },
  "name-taken": async (world) => {
    world.simulator.faults.add({ fault: "name-taken" });
    expect((await world.create()).status).toBe(409);
    await nothingWasRented(world);
  },
  "name-changed": async (world) => {
    world.simulator.faults.add({ fault: "name-changed" });
    expect((await world.create()).body).toMatchObject({ name: "a-name-1" });
    expect(await world.names()).toEqual(["a-name-1"]);
  },
  "name-cut": async (world) => {
    world.simulator.faults.add({ fault: "name-cut", length: 3 });
    expect((await world.create()).body).toMatchObject({ name: "a-n" });
  },
};

describe("a fault of create does what its line says:", () => {
  it.each(Object.entries(creationFaults))("%s: $doc", async (name) => {
    await new Map(Object.entries(behaviour)).get(name)?.(simulated());
    expect.hasAssertions();
  });

  it("leaves a create alone that is refused anyway", async () => {
    const world = simulated();
    world.simulator.faults.add({ fault: "create-5xx-landed" }).add({ fault: "create-lost-landed" });
    expect((await world.create({})).status).toBe(400);
    expect((await world.create({})).status).toBe(400);
  });
});

async function isListedAfter({ clock, names }: Simulated, ms: number, expected: string[]) {
  await clock.advance(ms - 1);
  expect(await names()).toEqual([]);
  await clock.advance(1);
  expect(await names()).toEqual(expected);
}

async function nothingWasRented({ simulator, names }: Simulated) {
  expect(await names()).toEqual([]);
  expect(simulator.billing()).toEqual([]);
}
