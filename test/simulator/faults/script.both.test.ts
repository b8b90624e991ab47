import { describe, expect, it } from "vitest";
import { ORDER } from "../../helpers/sesterce-calls.ts";
import { simulated } from "../../helpers/simulated.ts";

describe("the script of faults", () => {
  it("is met in its order, each fault once unless told otherwise", async () => {
    const { simulator, list } = simulated();
    simulator.faults
      .add({ fault: "server-error", status: 503, times: 2 })
      .add({ fault: "rate-limited" });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await list()).status);
    expect(statuses).toEqual([503, 503, 429, 200]);
    expect(simulator.faults.unmet()).toEqual([]);
  });

  it("can let some go first, and can aim at operations and at requests", async () => {
    const { simulator, create, list, offers } = simulated();
    simulator.faults.add({ fault: "server-error", on: ["list"], skip: 1 });
    simulator.faults.add({ fault: "sold-out", when: ({ body }) => body.name === "unlucky" });
    expect((await offers()).status).toBe(200);
    expect((await list()).status).toBe(200);
    expect((await list()).status).toBe(500);
    expect((await create()).status).toBe(201);
    expect(simulator.faults.unmet()).toEqual(["sold-out"]);
    expect((await create({ ...ORDER, name: "unlucky" })).status).toBe(409);
  });

  it("meets only requests that pass the gate", async () => {
    const { simulator, call, list } = simulated();
    simulator.faults.add({ fault: "server-error" });
    expect((await call("", { headers: { "user-agent": "mine" } })).status).toBe(403);
    expect((await list()).status).toBe(500);
  });

  it("combines a fault of the answer with one of the machine", async () => {
    const { clock, simulator, create } = simulated();
    simulator.faults.add({ fault: "create-5xx-landed" }).add({ fault: "machine-error" });
    expect((await create()).status).toBe(502);
    await clock.advance(600_000);
    expect(simulator.billedNow()).toMatchObject([{ status: "error" }]);
  });

  it("can last for ever, and be cleared", async () => {
    const { simulator, list } = simulated();
    simulator.faults.add({ fault: "server-error", times: Number.POSITIVE_INFINITY });
    for (let i = 0; i < 5; i++) expect((await list()).status).toBe(500);
    expect(simulator.faults.unmet()).toEqual([]);
    simulator.faults.clear();
    expect((await list()).status).toBe(200);
  });

  it("refuses a fault aimed at an operation that it cannot meet", () => {
    const { faults } = simulated().simulator;
    expect(() => faults.add({ fault: "vanish", on: ["list"] })).toThrow("cannot meet");
  });
});
