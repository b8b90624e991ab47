import { describe, expect, it } from "vitest";
import type { CreateRequest, OffersQuery } from "./client.ts";
import {
  API_KEY,
  json,
  noContent,
  type Reply,
  refusal,
  ScriptedApi,
} from "./scripted-api.fixture.ts";

const machine = { _id: "0123456789ab", name: "a", status: "pending" };
const order: CreateRequest = {
  name: "a",
  cloudProvider: "cloud",
  instanceId: "H100",
  region: "dallas-usa-3",
  sshKey: "ssh-ed25519 AAAA",
};

function setUp(...replies: Reply[]) {
  const api = new ScriptedApi(replies);
  return { api, client: api.client() };
}

describe("each request", () => {
  it.each([
    ["offers", "GET", "/offers", json(200, [])],
    ["create", "POST", "", json(201, machine)],
    ["list", "GET", "", json(200, [])],
    ["get", "GET", "/m1", json(200, machine)],
    ["delete", "DELETE", "/m1", noContent()],
  ] as const)("of %s goes as %s to its path", async (operation, method, path, reply) => {
    const { api, client } = setUp(reply);
    const calls = {
      offers: () => client.offers(),
      create: () => client.create(order),
      list: () => client.list(),
      get: () => client.get("m1"),
      delete: () => client.delete("m1"),
    };
    await api.clock.run<unknown>(calls[operation]());
    expect(api.sent).toHaveLength(1);
    const [sent] = api.sent;
    expect(sent?.method).toBe(method);
    expect(sent?.url.href).toBe(`https://api.example.test/base/gpu-cloud/instances${path}`);
    expect(sent?.headers.get("x-api-key")).toBe(API_KEY);
    expect(sent?.headers.get("user-agent")).toBe("sesterce-gpu-test/1");
    // The key must not be carried to another host.
    expect(sent?.redirect).toBe("manual");
    expect(api.clock.pending).toBe(0);
  });

  it("has the key in no URL and no body", async () => {
    const { api, client } = setUp(json(200, []), json(201, machine));
    await api.clock.run(client.offers({ region: "a" }));
    await api.clock.run(client.create(order));
    const told = api.sent.map(({ url, body }) => url.href + JSON.stringify(body));
    expect(told.join()).not.toContain(API_KEY);
  });

  it("puts an id into one segment of the path", async () => {
    const { api, client } = setUp(refusal(404));
    await api.clock.run(client.get("../offers?x=1#y"));
    expect(api.sent[0]?.url.pathname).toBe("/base/gpu-cloud/instances/..%2Foffers%3Fx%3D1%23y");
  });
});

describe("the query of offers", () => {
  it.each<[OffersQuery, string]>([
    [{}, ""],
    [{ region: "a b&c" }, "?region=a+b%26c"],
    [{ numGpus: 8 }, "?numGpus=8"],
    [{ gpuType: "H100" }, "?gpuType=H100"],
    [{ available: true }, "?available=true"],
    [{ available: false }, "?available=false"],
    [{ sort: "price" }, "?sort=price"],
    [{ deploymentType: "baremetal" }, "?deploymentType=baremetal"],
    [{ numGpus: 2, gpuType: "L4", sort: "price" }, "?numGpus=2&gpuType=L4&sort=price"],
  ])("%j is %j", async (query, expected) => {
    const { api, client } = setUp(json(200, []));
    await api.clock.run(client.offers(query));
    expect(api.sent[0]?.url.search).toBe(expected);
  });

  it("of the list is only the deployment type", async () => {
    const { api, client } = setUp(json(200, []));
    await api.clock.run(client.list({ deploymentType: "container" }));
    expect(api.sent[0]?.url.search).toBe("?deploymentType=container");
  });
});

describe("the body of create", () => {
  const { sshKey: _, ...keyless } = order;
  it.each<[string, CreateRequest]>([
    ["the least", order],
    ["a key of the account", { ...keyless, sshKeyId: "key1" }],
    ["a volume", { ...order, volumeId: "vol1" }],
    ["an OS", { ...order, vm: { os: "ubuntu22.04" } }],
    ["a cloud-init script", { ...order, vm: { os: "u", base64CloudInitScript: "I2Nsb3Vk" } }],
    ["an image", { ...order, dockerContainer: { image: "nvidia/cuda:12" } }],
  ])("is sent as it is: %s", async (_name, body) => {
    const { api, client } = setUp(json(201, machine));
    await api.clock.run(client.create(body));
    expect(api.sent[0]?.body).toEqual(body);
    expect(api.sent[0]?.headers.get("content-type")).toBe("application/json");
  });
});

describe("what comes back", () => {
  it("leaves out rows that can't be read, and keeps the others", async () => {
    const { api, client } = setUp(json(200, [{ name: "no id" }, null, machine, { _id: "../x" }]));
    const listed = await api.clock.run(client.list());
    expect(listed.map(({ _id }) => _id)).toEqual(["0123456789ab"]);
  });

  it("is the machine that was created", async () => {
    const { api, client } = setUp(json(201, { ...machine, ip: null, extra: 1 }));
    expect(await api.clock.run(client.create(order))).toMatchObject({ ...machine, ip: null });
  });

  it("is undefined or not-found for a machine that the API does not know", async () => {
    const { api, client } = setUp(refusal(404), refusal(404));
    expect(await api.clock.run(client.get("m1"))).toBeUndefined();
    expect(await api.clock.run(client.delete("m1"))).toBe("not-found");
  });

  it("is accepted for a DELETE with or without a body", async () => {
    const { api, client } = setUp(noContent(), json(200, { ok: true }));
    expect(await api.clock.run(client.delete("m1"))).toBe("accepted");
    expect(await api.clock.run(client.delete("m1"))).toBe("accepted");
  });
});
