import { describe, expect, it } from "vitest";
import { checkRequest, checkResponse } from "./openapi.ts";

const INSTANCES = "/gpu-cloud/instances";
const headers = { "x-api-key": "key", "content-type": "application/json" };
const get = (path: string) => ({ method: "GET", url: `https://api.test${path}`, headers });
const body = {
  name: "a",
  cloudProvider: "c",
  instanceId: "i",
  region: "r",
  sshKey: "ssh-ed25519 A",
};
const post = { ...get(INSTANCES), method: "POST", body };

describe("a request that is as documented has no problems", () => {
  it.each([
    get(`${INSTANCES}/offers`),
    get(`${INSTANCES}/offers?available=true&sort=price&numGpus=8&gpuType=H100&region=AMS`),
    get(`${INSTANCES}?deploymentType=vm`),
    get(`${INSTANCES}/65f0c0ffee`),
    { ...get(`${INSTANCES}/65f0c0ffee`), method: "DELETE" },
    post,
    { ...post, body: { ...body, vm: { os: "ubuntu" }, dockerContainer: { image: "img" } } },
  ])("$method $url", (request) => {
    expect(checkRequest(request)).toEqual([]);
  });
});

describe("a request that is not as documented has problems", () => {
  it.each([
    ["an unknown path", get("/gpu-cloud/machines"), "is not an operation"],
    ["an unknown method", { ...get(INSTANCES), method: "PATCH" }, "is not an operation"],
    ["an unknown query parameter", get(`${INSTANCES}?page=2`), "page"],
    ["a parameter of another operation", get(`${INSTANCES}?sort=price`), "sort"],
    ["a boolean that is none", get(`${INSTANCES}/offers?available=yes`), "must be boolean"],
    ["a value out of the enum", get(`${INSTANCES}/offers?sort=name`), "allowed values"],
    ["no API key", { ...get(INSTANCES), headers: {} }, "x-api-key"],
    ["no body", { ...post, body: undefined }, "requestBody"],
    ["a body where none is taken", { ...get(INSTANCES), body: {} }, "takes no body"],
    ["an unknown body key", { ...post, body: { ...body, tags: [] } }, "tags"],
    ["an unknown nested key", { ...post, body: { ...body, vm: { os: "u", x: 1 } } }, "x"],
    ["a missing key", { ...post, body: { ...body, region: undefined } }, "region"],
    ["a wrong type", { ...post, body: { ...body, name: 7 } }, "/requestBody/name must be string"],
  ])("%s", (_, request, problem) => {
    expect(checkRequest(request).join("\n")).toContain(problem);
  });
});

describe("an answer", () => {
  const path = `${INSTANCES}/65f0c0ffee`;

  it("with a documented status and body has no problems", () => {
    const error = { statusCode: 404, timestamp: "now", path, message: "Not found" };
    expect(checkResponse({ method: "GET", path, status: 404, body: error })).toEqual([]);
    expect(checkResponse({ method: "DELETE", path, status: 204 })).toEqual([]);
    expect(checkResponse({ method: "GET", path: INSTANCES, status: 200, body: [] })).toEqual([]);
  });

  it.each([
    ["of an undocumented status", { method: "GET", status: 409, body: {} }, "not a documented"],
    ["with a body where none is", { method: "DELETE", status: 204, body: {} }, "must have no body"],
    ["to an unknown path", { method: "GET", path: "/x", status: 200 }, "is not an operation"],
    ["with missing keys", { method: "GET", status: 200, body: { _id: "a" } }, "'status'"],
    ["with a null", { method: "GET", status: 200, body: { ip: null } }, "/ip must be string"],
    ["with an odd date", { method: "GET", status: 200, body: { createdAt: "now" } }, "date-time"],
    ["with a message list", { method: "GET", status: 404, body: { message: ["a"] } }, "/message"],
  ])("%s has problems", (_, response, problem) => {
    expect(checkResponse({ path, ...response }).join("\n")).toContain(problem);
  });
});
