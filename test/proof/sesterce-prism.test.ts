/** The client against Prism, which mocks the vendor's description: a Sesterce that none of us has written. */
import { SesterceClient, systemClock } from "@sesterce-gpu/shared";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Prism, startPrism } from "./sesterce/prism.ts";

let prism: Prism;
beforeAll(async () => {
  prism = await startPrism();
});
afterAll(() => prism.close());

const KEY = "proof-key";
const PATH = "/gpu-cloud/instances";
const CREATE = {
  name: "sgpu-proof",
  cloudProvider: "6b",
  instanceId: "H100_sxm5",
  region: "dallas-usa-3",
  sshKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== proof",
} as const;

/** `code`: Prism answers with this documented status in place of the good one. */
function clientOf(code?: number) {
  const statuses: number[] = [];
  const watched: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    if (code !== undefined) request.headers.set("prefer", `code=${code}`);
    const answer = await fetch(request);
    statuses.push(answer.status);
    return answer;
  };
  const config = { apiUrl: prism.url, apiKey: KEY, userAgent: "sesterce-gpu", retryBudgetMs: 0 };
  const deps = { fetch: watched, clock: systemClock, random: () => 0.5 };
  return { client: new SesterceClient(config, deps), statuses };
}

const MACHINE = { _id: "string", name: "string", status: "pending", ip: "string", hourlyPrice: 0 };

describe("Prism takes the client's requests, and the client reads its answers:", () => {
  it("offers, whatever is asked for", async () => {
    const { client, statuses } = clientOf();
    const queries = [
      {},
      { region: "dallas-usa-3", numGpus: 8, gpuType: "H100", available: true, sort: "price" },
      { available: false, deploymentType: "container" },
    ] as const;
    for (const query of queries) {
      const offers = await client.offers(query);
      expect(offers).toMatchObject([{ instanceId: "string", availability: [{ available: true }] }]);
    }
    expect(statuses).toEqual([200, 200, 200]);
  });

  it("create, with all that it may name", async () => {
    const { client, statuses } = clientOf();
    const { sshKey: _, ...keyless } = CREATE;
    const vm = { os: "ubuntu22.04", base64CloudInitScript: "IyEvYmluL3No" };
    expect(await client.create({ ...CREATE, vm, volumeId: "v" })).toMatchObject(MACHINE);
    const dockerContainer = { image: "ubuntu" };
    const other = { ...keyless, sshKeyId: "k", dockerContainer };
    expect(await client.create(other)).toMatchObject(MACHINE);
    expect(statuses).toEqual([201, 201]);
  });

  it("list, of one kind, too", async () => {
    const { client, statuses } = clientOf();
    expect(await client.list()).toMatchObject([MACHINE]);
    const survey = await client.survey({ deploymentType: "vm" });
    expect(survey).toMatchObject({ rows: [MACHINE], unreadable: 0 });
    expect(statuses).toEqual([200, 200]);
  });

  it("get and delete", async () => {
    const { client, statuses } = clientOf();
    expect(await client.get("6b046f55")).toMatchObject({ ...MACHINE, portForwards: ["string"] });
    expect(await client.delete("6b046f55")).toBe("accepted");
    expect(statuses).toEqual([200, 204]);
  });

  it("a refused key", async () => {
    const { client, statuses } = clientOf(403);
    const refused = { code: "key-refused", status: 403 };
    await expect(client.offers()).rejects.toMatchObject(refused);
    await expect(client.create(CREATE)).rejects.toMatchObject(refused);
    await expect(client.list()).rejects.toMatchObject(refused);
    await expect(client.get("m")).rejects.toMatchObject(refused);
    await expect(client.delete("m")).rejects.toMatchObject(refused);
    expect(statuses).toEqual([403, 403, 403, 403, 403]);
  });

  it("a 404, which of the list is a refused key", async () => {
    const { client, statuses } = clientOf(404);
    await expect(client.offers()).rejects.toMatchObject({ code: "not-found" });
    await expect(client.create(CREATE)).rejects.toMatchObject({ code: "refused", status: 404 });
    await expect(client.list()).rejects.toMatchObject({ code: "key-refused" });
    expect(await client.get("m")).toBeUndefined();
    expect(await client.delete("m")).toBe("not-found");
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
  });
});

describe("Prism would not take", () => {
  const post = (body: object, headers: Record<string, string> = { "x-api-key": KEY }) =>
    fetch(`${prism.url}${PATH}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const { region: _, ...placeless } = CREATE;

  it.each<[string, () => Promise<Response>]>([
    ["a create without its region", () => post(placeless)],
    ["a key of the body that is not described", () => post({ ...CREATE, tags: [] })],
    ["a request without a key", () => post(CREATE, {})],
    [
      "an order that is not described",
      () => fetch(`${prism.url}${PATH}/offers?sort=name`, { headers: { "x-api-key": KEY } }),
    ],
  ])("%s: 422", async (_name, ask) => {
    expect((await ask()).status).toBe(422);
  });
});
