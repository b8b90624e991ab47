import { describe, expect, it } from "vitest";
import { checkRequest, checkResponse } from "../helpers/openapi.ts";
import { HEADERS, type Heard, ORDER } from "../helpers/sesterce-calls.ts";
import { simulated } from "../helpers/simulated.ts";

const PATH = "/gpu-cloud/instances";
const NOBODY = `${PATH}/0123456789abcdef01234567`;
const { sshKey: _, ...keyless } = ORDER;

function problems(method: string, path: string, { status, text, body }: Heard): string[] {
  return checkResponse({ method, path, status, ...(text === "" ? {} : { body }) });
}

describe("with documented answers, the OpenAPI document finds no fault with", () => {
  it("the offers", async () => {
    const { offers } = simulated({ answers: "documented" });
    expect(problems("GET", `${PATH}/offers`, await offers())).toEqual([]);
    expect(problems("GET", `${PATH}/offers`, await offers("?sort=price"))).toEqual([]);
  });

  it.each([
    ["a key of its own", ORDER],
    ["a key of the account and a volume", { ...keyless, sshKeyId: "k", volumeId: "v" }],
  ])("a machine with %s, at each stage of its life", async (_name, order) => {
    const { clock, create, rent, list, get, remove } = simulated({
      answers: "documented",
      getDeletedGives: 200,
      listKeepsDeleted: true,
    });
    expect(problems("POST", PATH, await create(order))).toEqual([]);
    const id = await rent(order);
    const path = `${PATH}/${id}`;
    const look = async (status: string) => {
      const [details, all] = [await get(id), await list()];
      expect(details.body).toMatchObject({ status });
      expect([...problems("GET", path, details), ...problems("GET", PATH, all)]).toEqual([]);
    };
    await look("pending");
    await clock.advance(600_000);
    await look("active");
    expect(problems("DELETE", path, await remove(id))).toEqual([]);
    await look("deleting");
    await clock.advance(600_000);
    await look("deleted");
  });

  it.each([403, 404] as const)("an unknown key, answered with %i", async (status) => {
    const { call } = simulated({
      answers: "documented",
      unknownKeyGives: status,
      unknownKeyListGives: status,
    });
    const headers = { ...HEADERS, "x-api-key": "wrong" };
    const requests = [
      ["GET", `${PATH}/offers`, undefined],
      ["POST", PATH, ORDER],
      ["GET", PATH, undefined],
      ["GET", NOBODY, undefined],
      ["DELETE", NOBODY, undefined],
    ] as const;
    for (const [method, path, body] of requests) {
      const answer = await call(path.slice(PATH.length), { method, headers, body });
      expect(answer.status).toBe(status);
      expect(problems(method, path, answer)).toEqual([]);
    }
  });

  it("a create in a region that is sold out, or with a volume that is not there", async () => {
    const { create } = simulated({ answers: "documented", volumeIds: [] });
    for (const order of [
      { ...ORDER, region: "us-midwest-3" },
      { ...ORDER, volumeId: "v" },
    ]) {
      const answer = await create(order);
      expect(answer.status).toBe(404);
      expect(problems("POST", PATH, answer)).toEqual([]);
    }
  });

  it("a machine that is not there", async () => {
    const { get, remove } = simulated({ answers: "documented" });
    const id = NOBODY.slice(PATH.length + 1);
    for (const [method, answer] of [
      ["GET", await get(id)],
      ["DELETE", await remove(id)],
    ] as const) {
      expect(answer.status).toBe(404);
      expect(problems(method, NOBODY, answer)).toEqual([]);
    }
  });
});

describe("with observed answers", () => {
  it("the document finds fault with the nulls, as it would with the real API", async () => {
    const { offers, create, list } = simulated({ answers: "observed" });
    expect(problems("GET", `${PATH}/offers`, await offers()).join()).toContain("countryCode");
    expect(problems("POST", PATH, await create()).join()).toContain("/ip must be string");
    expect(problems("GET", PATH, await list()).join()).toContain("/0/deletedAt must be string");
  });
});

describe("strictness", () => {
  it("is no less than the document's: what the simulator takes, the document takes", async () => {
    const { simulator, create, call } = simulated();
    await create();
    await create({ ...ORDER, dockerContainer: { image: "i" } });
    await call("/offers?available=true&numGpus=1", {});
    await call("?deploymentType=vm", {});
    for (const { method, path, query, body, status } of simulator.requests) {
      const url = `https://api.test${path}?${new URLSearchParams(query)}`;
      const sent = method === "POST" ? { body } : {};
      expect(status).toBeLessThan(300);
      expect(checkRequest({ method, url, headers: HEADERS, ...sent })).toEqual([]);
    }
  });
});
