import { describe, expect, it } from "vitest";
import { field, HEADERS, ORDER } from "../helpers/sesterce-calls.ts";
import { simulated } from "../helpers/simulated.ts";
import type { SimulatorOptions } from "./index.ts";

describe("the gate", () => {
  it.each([{}, { "x-api-key": "wrong" }])(
    "refuses a key in the API's own JSON: %o",
    async (key) => {
      const { call } = simulated({ unknownKeyListGives: 404 });
      const headers = { "user-agent": "mine", ...key };
      const path = "/gpu-cloud/instances/offers";
      const error = {
        statusCode: 403,
        timestamp: expect.any(String),
        path,
        message: expect.any(String),
      };
      expect(await call("/offers", { headers })).toMatchObject({ status: 403, body: error });
      expect((await call("", { headers })).status).toBe(404);
    },
  );

  it.each(["", "node", "curl/8.5.0", "axios/1.7"])(
    "shows the agent %o the 1010 page",
    async (agent) => {
      const { call } = simulated();
      const answer = await call("", { headers: { ...HEADERS, "user-agent": agent } });
      expect(answer.status).toBe(403);
      expect(answer.headers.get("content-type")).toContain("text/html");
      expect(answer.text).toContain("1010");
    },
  );

  it("lets any agent in when told to", async () => {
    const { call } = simulated({ refuseDefaultUserAgents: false });
    expect((await call("", { headers: { "x-api-key": HEADERS["x-api-key"] } })).status).toBe(200);
  });
});

describe("the unknowns of the API are switches", () => {
  async function deleted(options: Partial<SimulatorOptions>) {
    const world = simulated(options);
    const id = await world.rent();
    await world.remove(id);
    await world.clock.advance(60_000);
    return { ...world, id };
  }

  it("keeps deleted rows in the list, and in GET", async () => {
    const { list, get, id } = await deleted({ listKeepsDeleted: true, getDeletedGives: 200 });
    const row = { status: "deleted", deletedAt: expect.stringContaining("T12:00:15") };
    expect((await list()).body).toMatchObject([row]);
    expect(await get(id)).toMatchObject({ status: 200, body: row });
  });

  it("answers a second DELETE with 204", async () => {
    const { remove, id } = await deleted({ secondDeleteGives: 204 });
    expect((await remove(id)).status).toBe(204);
  });

  it.each([400, 409] as const)("refuses to delete a pending machine with %i", async (status) => {
    const { clock, rent, remove } = simulated({ deletePendingGives: status });
    const id = await rent();
    expect((await remove(id)).status).toBe(status);
    await clock.advance(600_000);
    expect((await remove(id)).status).toBe(204);
  });

  it("caps the list at the newest", async () => {
    const { create, names } = simulated({ listCap: 2 });
    for (const name of ["one", "two", "three"]) await create({ ...ORDER, name });
    expect(await names()).toEqual(["three", "two"]);
  });

  it.each([
    ["strings", { portForwards: ["22:22"] }],
    ["objects", { portForwards: [{ internalPort: 22, externalPort: 22 }] }],
    ["absent", {}],
  ] as const)("tells port forwards as %s", async (portForwards, expected) => {
    const { rent, get } = simulated({ portForwards });
    const details = (await get(await rent())).body;
    expect(details).toMatchObject(expected);
    expect(field(details, "portForwards") === undefined).toBe(portForwards === "absent");
  });
});
