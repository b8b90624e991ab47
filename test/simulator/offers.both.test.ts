import { describe, expect, it } from "vitest";
import { ORDER, rows } from "../helpers/sesterce-calls.ts";
import { simulated } from "../helpers/simulated.ts";
import { sampleOffers } from "./index.ts";

describe("the offers", () => {
  it("are the sample, with the keys and nulls that were observed", async () => {
    const { offers } = simulated();
    expect((await offers()).body).toEqual(sampleOffers);
  });

  it.each([
    ["?numGpus=8", (o: Record<string, unknown>) => o.gpuCount === 8],
    ["?gpuType=L40S", (o: Record<string, unknown>) => o.gpuName === "L40S"],
    ["?deploymentType=container", (o: Record<string, unknown>) => o.deploymentType === "container"],
    ["?region=oslo-norway-1", (o: Record<string, unknown>) => /oslo-/.test(JSON.stringify(o))],
    ["?available=true", (o: Record<string, unknown>) => JSON.stringify(o).includes('able":true')],
  ])("are filtered by %s", async (query, isWanted) => {
    const found = rows((await simulated().offers(query)).body);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(sampleOffers.length);
    expect(found.every(isWanted)).toBe(true);
  });

  it("are sorted by price when asked", async () => {
    const prices = rows((await simulated().offers("?sort=price")).body).map((o) =>
      Number(o.hourlyPrice),
    );
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
  });

  it("can sell out and come back while a test runs", async () => {
    const { simulator, create } = simulated({ soldOutGives: 404 });
    simulator.offers.setAvailable(false, { region: ORDER.region });
    expect((await create()).status).toBe(404);
    simulator.offers.setAvailable(true);
    expect((await create()).status).toBe(201);
  });

  it.each(["/offers?page=2", "/offers?sort=name", "/offers?available=yes", "?sort=price"])(
    "a query that the API does not know is refused: %s",
    async (path) => {
      const answer = await simulated().call(path);
      expect(answer).toMatchObject({ status: 400, body: { message: [expect.any(String)] } });
    },
  );
});
