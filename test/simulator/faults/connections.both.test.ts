import { describe, expect, it } from "vitest";
import { field, ORDER } from "../../helpers/sesterce-calls.ts";
import { type Simulated, simulated } from "../../helpers/simulated.ts";
import { connectionFaults } from "./connections.ts";

const lost = (code: string) => ({ name: "TypeError", cause: { code } });
const left = ({ simulator }: Simulated) => simulator.billedNow().length;

/** One entry for each fault: a fault without a test does not compile. */
const behaviour: Record<keyof typeof connectionFaults, (world: Simulated) => Promise<void>> = {
  "connection-refused": async (world) => {
    world.simulator.faults.add({ fault: "connection-refused" });
    await expect(world.create()).rejects.toMatchObject(lost("ECONNREFUSED"));
    expect(world.simulator.requests).toEqual([]);
    expect(left(world)).toBe(0);
  },
  "connection-lost": async (world) => {
    const id = await world.rent();
    world.simulator.faults.add({ fault: "connection-lost" });
    await expect(world.remove(id)).rejects.toMatchObject(lost("ECONNRESET"));
    expect(await world.status(id)).toBe("pending");
    world.simulator.faults.add({ fault: "connection-lost", handled: true });
    await expect(world.remove(id)).rejects.toMatchObject(lost("ECONNRESET"));
    expect(await world.status(id)).toBe("deleting");
    expect(world.simulator.requests.map(({ status }) => status)).toEqual([
      201,
      null,
      200,
      null,
      200,
    ]);
  },
  slow: async (world) => {
    const { clock, simulator } = world;
    const started = clock.now();
    simulator.faults.add({ fault: "slow", ms: 5_000 });
    expect((await clock.run(world.create())).status).toBe(201);
    expect(clock.now() - started).toBe(5_000);
    simulator.faults.add({ fault: "slow" });
    await expect(world.clock.run(hangUpAfter(world, 30_000))).rejects.toThrow("timed out");
    expect(left(world)).toBe(2);
    simulator.faults.add({ fault: "slow", handled: false });
    await expect(world.clock.run(hangUpAfter(world, 30_000))).rejects.toThrow("timed out");
    await world.clock.advance(60_000);
    expect(left(world)).toBe(2);
  },
  cut: async (world) => {
    world.simulator.faults.add({ fault: "cut" });
    const answer = await world.offers();
    expect(answer).toMatchObject({ status: 200, body: undefined });
    expect(answer.text).toMatch(/^\[\{/);
  },
  "cloudflare-1010": async (world) => {
    world.simulator.faults.add({ fault: "cloudflare-1010" });
    const answer = await world.list();
    expect(answer).toMatchObject({ status: 403, body: undefined });
    expect(answer.text).toContain("<span>1010</span>");
  },
  "key-refused": async (world) => {
    world.simulator.faults.add({ fault: "key-refused" });
    world.simulator.faults.add({ fault: "key-refused", status: 401 });
    expect(await world.create()).toMatchObject({ status: 403, body: { statusCode: 403 } });
    expect(await world.create()).toMatchObject({ status: 401, body: { statusCode: 401 } });
    expect(left(world)).toBe(0);
  },
  "rate-limited": async (world) => {
    world.simulator.faults.add({ fault: "rate-limited" });
    world.simulator.faults.add({ fault: "rate-limited", retryAfter: 7 });
    const answers = [await world.list(), await world.list()];
    expect(answers.map(({ status }) => status)).toEqual([429, 429]);
    expect(answers.map(({ headers }) => headers.get("retry-after"))).toEqual([null, "7"]);
  },
  "server-error": async (world) => {
    const id = await world.rent();
    world.simulator.faults.add({ fault: "server-error", status: 503 });
    world.simulator.faults.add({ fault: "server-error", handled: true });
    expect((await world.remove(id)).status).toBe(503);
    expect(left(world)).toBe(1);
    expect((await world.remove(id)).status).toBe(500);
    expect(left(world)).toBe(0);
  },
  refused: async (world) => {
    world.simulator.faults.add({ fault: "refused", status: 422, message: "no" });
    expect(await world.create()).toMatchObject({ status: 422, body: { message: "no" } });
    expect(left(world)).toBe(0);
  },
  "message-list": async (world) => {
    world.simulator.faults.add({ fault: "message-list" });
    const { status, body } = await world.create();
    expect(status).toBe(400);
    expect(field(body, "message")).toEqual(["first complaint", "second complaint"]);
  },
};

describe("a fault of the connection or the front does what its line says:", () => {
  it.each(Object.entries(connectionFaults))("%s: $doc", async (name) => {
    await new Map(Object.entries(behaviour)).get(name)?.(simulated());
    expect.hasAssertions();
  });
});

async function hangUpAfter({ clock, call }: Simulated, ms: number) {
  const abort = new AbortController();
  const creating = call("", { method: "POST", body: ORDER, signal: abort.signal });
  await Promise.race([creating, clock.sleep(ms)]);
  abort.abort(new Error("timed out"));
  return creating;
}
