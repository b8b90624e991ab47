import { describe, expect, it } from "vitest";
import { field, HEADERS, ORDER, offerOf } from "../helpers/sesterce-calls.ts";
import { simulated } from "../helpers/simulated.ts";

describe("a machine's life", () => {
  it("goes from pending without an address to active with one, and SSH answers later", async () => {
    const { clock, simulator, create, get } = simulated({ bootMs: 60_000, sshMs: 5_000 });
    const created = await create();
    const id = String(field(created.body, "_id"));
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ name: "a-name", status: "pending", ip: null });
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    await clock.advance(59_999);
    expect((await get(id)).body).toMatchObject({ status: "pending", isPending: true });
    await clock.advance(1);
    expect((await get(id)).body).toMatchObject({ status: "active", sshUser: "shadeform" });
    expect(simulator.ssh.answers(id)).toBe(false);
    expect(simulator.ssh.readyAt(id)).toBe(clock.now() + 5_000);
    await clock.advance(5_000);
    expect(simulator.ssh.answers(id)).toBe(true);
    expect(simulator.ssh.gpuCount(id)).toBe(1);
  });

  it("ends by DELETE: deleting for a while, then gone from list and GET", async () => {
    const { clock, simulator, rent, remove, status, get, names } = simulated({
      deletingMs: 10_000,
    });
    const id = await rent();
    await clock.advance(600_000);
    expect((await remove(id)).status).toBe(204);
    expect(await status(id)).toBe("deleting");
    expect(await names()).toEqual(["a-name"]);
    expect(simulator.ssh.answers(id)).toBe(false);
    await clock.advance(10_000);
    expect(await names()).toEqual([]);
    expect((await get(id)).status).toBe(404);
    expect((await remove(id)).status).toBe(404);
  });

  it("may have SSH before active, and boots as long as the machine's function says", async () => {
    const { clock, simulator, rent } = simulated({
      bootMs: ({ offer }) => (offer.gpuCount > 1 ? 900_000 : 60_000),
      sshMs: -10_000,
    });
    const id = await rent();
    await clock.advance(50_000);
    expect(simulator.ssh.answers(id)).toBe(true);
    expect(simulator.ssh.readyAt(id)).toBe(clock.now() + 10_000);
  });

  it("is billed by the begun minute from active on, and is running until someone ends it", async () => {
    const { clock, simulator, rent, remove } = simulated({ bootMs: 60_000 });
    const id = await rent();
    const hourlyUsd = offerOf("H100_sxm5").hourlyPrice;
    expect(simulator.billedNow()).toMatchObject([{ id, status: "pending", minutes: 0, hourlyUsd }]);
    await clock.advance(60_000 + 90_000);
    await remove(id);
    await clock.advance(3_600_000);
    expect(simulator.billing()).toMatchObject([{ id, minutes: 2, usd: (2 * hourlyUsd) / 60 }]);
    expect(simulator.billedNow()).toEqual([]);
  });
});

describe("time", () => {
  it("passes before each answer, and the Date header tells the server's", async () => {
    const { clock, list } = simulated({ latencyMs: 250, clockSkewMs: 120_000 });
    const before = clock.now();
    const answer = await clock.run(list());
    expect(clock.now()).toBe(before + 250);
    expect(answer.headers.get("date")).toBe("Thu, 01 Jan 2026 12:02:00 GMT");
  });
});

describe("in process", () => {
  it("fetch throws for any other origin", async () => {
    const { simulator } = simulated();
    await expect(simulator.fetch("https://example.com/")).rejects.toThrow("unexpected request");
  });

  it("fetch takes a Request, and rejects with the reason of its abort", async () => {
    const { clock, simulator } = simulated({ latencyMs: 1_000 });
    const abort = new AbortController();
    const url = `${simulator.options.baseUrl}/gpu-cloud/instances`;
    const request = new Request(url, { headers: HEADERS, signal: abort.signal });
    const sending = simulator.fetch(request);
    abort.abort(new Error("enough"));
    await expect(clock.run(sending)).rejects.toThrow("enough");
    await expect(simulator.fetch(request)).rejects.toThrow("enough");
  });

  it("an unknown path is a 404 in JSON", async () => {
    expect(await simulated().call("/a/b")).toMatchObject({
      status: 404,
      body: { statusCode: 404 },
    });
  });

  it("requests are recorded without the key", async () => {
    const { clock, simulator, create, list } = simulated();
    await create();
    await list("?deploymentType=vm");
    expect(simulator.requests).toMatchObject([
      { at: clock.now(), operation: "create", method: "POST", body: ORDER, status: 201 },
      { operation: "list", query: { deploymentType: "vm" }, status: 200 },
    ]);
    expect(JSON.stringify(simulator.requests)).not.toContain(HEADERS["x-api-key"]);
    expect(simulator.requests[0]?.headers["user-agent"]).toBe("sesterce-gpu-test");
  });
});
