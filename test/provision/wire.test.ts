import { SesterceClient } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { Lease } from "../helpers/lease.ts";
import { checkRequest, checkResponse } from "../helpers/openapi.ts";
import { VirtualClock } from "../helpers/virtual-clock.ts";
import { createSimulator, type SimulatorOptions } from "../simulator/index.ts";

/** A client whose every request and answer is held against the vendor's OpenAPI. */
function setUp(options: Partial<SimulatorOptions> = {}, apiKey?: string) {
  const clock = new VirtualClock();
  const simulator = createSimulator({ clock, answers: "documented", bootMs: 60_000, ...options });
  const problems: string[] = [];
  let exchanges = 0;
  const checked: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { method, url } = request;
    const text = await request.clone().text();
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const headers = Object.fromEntries(request.headers);
    problems.push(...checkRequest({ method, url, headers, ...(body !== undefined && { body }) }));
    const answer = await simulator.fetch(request);
    const answered = await answer.clone().text();
    const path = new URL(url).pathname;
    const heard: unknown = answered === "" ? undefined : JSON.parse(answered);
    problems.push(...checkResponse({ method, path, status: answer.status, body: heard }));
    exchanges += 1;
    return answer;
  };
  const { baseUrl: apiUrl } = simulator.options;
  const config = { apiUrl, apiKey: apiKey ?? simulator.options.apiKey, userAgent: "sesterce-gpu" };
  const client = new SesterceClient(config, { fetch: checked, clock, random: () => 0.5 });
  return { clock, client, simulator, problems, exchanges: () => exchanges };
}

describe("the client keeps to the vendor's OpenAPI", () => {
  it("through the whole life of a machine", async () => {
    const { clock, client, simulator, problems, exchanges } = setUp();
    const query = { gpuType: "H100", numGpus: 1, sort: "price", deploymentType: "vm" } as const;
    const [offer] = await clock.run(client.offers(query));
    if (!offer) throw new Error("There is no H100.");
    const machine = await clock.run(
      client.create({
        name: "a-machine",
        cloudProvider: offer.cloud._id,
        instanceId: offer.instanceId,
        region: offer.availability[0]?.region ?? "",
        sshKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== test",
        vm: { os: offer.configuration.os[0] ?? "" },
        volumeId: "vol1",
      }),
    );
    expect(machine).toMatchObject({ name: "a-machine", status: "pending" });
    await clock.advance(60_000);
    expect(await clock.run(client.get(machine._id))).toMatchObject({ status: "active" });
    expect(await clock.run(client.list({ deploymentType: "vm" }))).toHaveLength(1);
    expect(await clock.run(client.delete(machine._id))).toBe("accepted");
    await clock.advance(60_000);
    expect(await clock.run(client.get(machine._id))).toBeUndefined();
    expect(await clock.run(client.delete(machine._id))).toBe("not-found");
    expect(simulator.billedNow()).toEqual([]);
    expect(exchanges()).toBe(7);
    expect(problems).toEqual([]);
  });

  it.each([
    {},
    { region: "oslo-norway-1" },
    { available: true },
    { available: false },
    { deploymentType: "vm" },
    { deploymentType: "container" },
    { deploymentType: "baremetal" },
  ] as const)("in asking for offers by %j", async (query) => {
    const { clock, client, problems } = setUp();
    expect((await clock.run(client.offers(query))).length).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  it.each([403, 404] as const)("and reads a refused key from its list: %i", async (status) => {
    const { clock, client, problems } = setUp({ unknownKeyListGives: status }, "another-key");
    await expect(clock.run(client.list())).rejects.toMatchObject({ code: "key-refused", status });
    await expect(clock.run(client.offers())).rejects.toMatchObject({ code: "key-refused" });
    await expect(clock.run(client.get("m1"))).rejects.toMatchObject({ code: "key-refused" });
    expect(problems).toEqual([]);
  });
});

describe("provisioning keeps to the vendor's OpenAPI", () => {
  it("in all that it sends", async () => {
    const lease = new Lease();
    await lease.provision();
    await lease.release();
    const { requests, options } = lease.simulator;
    const problems = requests.flatMap(({ method, path, query, headers, body }) => {
      const url = `${options.baseUrl}${path}?${new URLSearchParams(query)}`;
      return checkRequest({ method, url, headers, ...(method === "POST" && { body }) });
    });
    expect(problems).toEqual([]);
    expect(new Set(requests.map(({ operation }) => operation)).size).toBe(5);
    expect(lease.alive).toEqual([]);
  });

  it("and never introduces itself as a library, which the front would refuse", async () => {
    const lease = new Lease();
    await lease.provision();
    const agents = new Set(lease.simulator.requests.map(({ headers }) => headers["user-agent"]));
    expect([...agents]).toEqual(["sesterce-gpu-test"]);
    await lease.release();
    expect(lease.alive).toEqual([]);
  });
});
