import { describe, expect, it } from "vitest";
import { field, ORDER, orderOf } from "../helpers/sesterce-calls.ts";
import { simulated } from "../helpers/simulated.ts";

describe("create is strict", () => {
  const { sshKey: _, ...keyless } = ORDER;
  it.each([
    ["an unknown key", { ...ORDER, tags: [] }, "property tags should not exist"],
    ["an unknown nested key", { ...ORDER, vm: { ...ORDER.vm, x: 1 } }, "property vm.x"],
    ["a missing key", { ...ORDER, name: undefined }, "name should not be empty"],
    ["a wrong type", { ...ORDER, region: 7 }, "region must be a string"],
    ["not an object", [], "name should not be empty"],
    ["an unknown offer", { ...ORDER, instanceId: "H900" }, "H900 is not offered"],
    ["another cloud's offer", { ...ORDER, cloudProvider: "x" }, "not offered by this cloud"],
    ["a region's display name", { ...ORDER, region: "USA-Dallas-3" }, "does not exist"],
    ["another os", { ...ORDER, vm: { os: "ubuntu" } }, "vm.os must be one of"],
    ["no login", keyless, "exactly one of sshKey and sshKeyId"],
    ["two logins", { ...ORDER, sshKeyId: "id" }, "exactly one of sshKey and sshKeyId"],
    ["a key that is none", { ...ORDER, sshKey: "AAAA" }, "must be an OpenSSH public key"],
    [
      "cloud-init where there is none",
      { ...ORDER, vm: { ...ORDER.vm, base64CloudInitScript: btoa("#!/bin/sh") } },
      "vm.base64CloudInitScript is not available",
    ],
    [
      "a container without an image",
      { ...orderOf("A6000_container", "warsaw-poland-1"), vm: undefined },
      "dockerContainer should not be empty",
    ],
  ])("%s is a 400 with a list of complaints", async (_name, order, complaint) => {
    const { simulator, create } = simulated();
    const answer = await create(order);
    expect(answer).toMatchObject({ status: 400, body: { statusCode: 400 } });
    expect(String(field(answer.body, "message"))).toContain(complaint);
    expect(simulator.billing()).toEqual([]);
  });

  it("takes cloud-init, a container, a volume and a key of the account where they fit", async () => {
    const { create } = simulated();
    const l4 = orderOf("L4", "paris-france-1");
    const vm = { os: "ubuntu22.04", base64CloudInitScript: btoa("#cloud-config\n") };
    const image = "pytorch/pytorch:latest";
    const container = { ...orderOf("A6000_container", "warsaw-poland-1"), vm: undefined };
    expect((await create({ ...l4, vm })).status).toBe(201);
    expect((await create({ ...container, dockerContainer: { image } })).body).toMatchObject({
      dockerImage: image,
    });
    expect((await create({ ...keyless, sshKeyId: "k", volumeId: "v" })).body).toMatchObject({
      volumes: [["v"]],
    });
  });

  it("refuses a region that is sold out, a taken name, an unknown volume or key", async () => {
    const { create } = simulated({ nameUnique: true, volumeIds: ["v"], sshKeyIds: ["k"] });
    expect((await create({ ...ORDER, region: "us-midwest-3" })).status).toBe(409);
    expect((await create({ ...ORDER, volumeId: "w" })).status).toBe(404);
    expect((await create({ ...keyless, sshKeyId: "l" })).status).toBe(404);
    expect((await create()).status).toBe(201);
    expect((await create()).status).toBe(409);
  });
});
