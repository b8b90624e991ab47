import { describe, expect, it } from "vitest";
import { SesterceError, type SesterceErrorCode } from "../errors.ts";
import { place } from "../offers/offer.fixture.ts";
import { createBody, isOf, waitBeforeAnother } from "./create-machine.ts";
import { candidate, machine } from "./rented.fixture.ts";

const error = (code: SesterceErrorCode, retryAfterMs?: number) =>
  new SesterceError({ code, message: code, retryAfterMs });

describe("before the same create is sent again", () => {
  it.each<[string, SesterceError, number, number | undefined]>([
    ["a rate limit waits two seconds at first", error("rate-limited"), 0, 2_000],
    ["then four", error("rate-limited"), 1, 4_000],
    ["and eight at most", error("rate-limited"), 9, 8_000],
    ["as long as the API says, when that is longer", error("rate-limited", 90_000), 0, 90_000],
    ["and no shorter than it would by itself", error("rate-limited", 1_000), 0, 2_000],
    ["20 minutes are waited", error("rate-limited", 1_200_000), 0, 1_200_000],
    ["more than 20 minutes are not", error("rate-limited", 1_200_001), 0, undefined],
    ["a connection that never stood is tried anew", error("network"), 0, 2_000],
    ["and a third time", error("network"), 2, 8_000],
    ["but no more", error("network"), 3, undefined],
    ["a wrong key is no reason to wait", error("key-refused", 1_000), 0, undefined],
    ["nor is a balance", error("balance"), 0, undefined],
  ])("%s", (_, why, attempt, waitMs) => {
    expect(waitBeforeAnother(why, attempt, 1)).toBe(waitMs);
  });

  it("chance takes up to half of it away", () => {
    expect(waitBeforeAnother(error("rate-limited"), 0, 0)).toBe(1_000);
  });
});

describe("a machine that showed late", () => {
  it("is what the candidate would have become", () => {
    expect(isOf(machine(), candidate)).toBe(true);
  });

  it.each([
    ["GPU", { gpuModel: "L4" }],
    ["count", { gpuCount: 8 }],
    ["price", { hourlyPrice: 4.797 }],
    ["region", { region: "OSLO-NORWAY-1" }],
    ["region, told by its slug", { region: "dallas-usa-3" }],
  ])("is not when it has another %s", (_, change) => {
    expect(isOf(machine(change), candidate)).toBe(false);
  });

  it("may be any when the API tells nothing of it", () => {
    const silent = { gpuModel: null, gpuCount: null, hourlyPrice: null, region: null };
    expect(isOf(machine(silent), candidate)).toBe(true);
  });

  it("is not when its region is none of the offer's", () => {
    const offer = { ...candidate.offer, availability: [place("oslo-norway-1")] };
    expect(isOf(machine(), { ...candidate, offer })).toBe(false);
    expect(isOf(machine(), { ...candidate, offer: { ...offer, availability: [] } })).toBe(false);
  });
});

describe("what a create asks for", () => {
  const access = { sshKey: "ssh-ed25519 AAAA" };
  const asked = {
    name: "sgpu-a",
    cloudProvider: "cloud-7",
    instanceId: "H100_sxm5",
    region: "dallas-usa-3",
    sshKey: "ssh-ed25519 AAAA",
  };

  it("is the offer in its region, with the OS that was chosen", () => {
    const vm = { os: "ubuntu22.04" };
    expect(createBody({ access }, candidate, "sgpu-a")).toStrictEqual({ ...asked, vm });
  });

  it("has no virtual machine's part without an OS", () => {
    const container = { ...candidate, os: null };
    const request = { access, cloudInitBase64: "IyE=" };
    expect(createBody(request, container, "sgpu-a")).toStrictEqual(asked);
  });

  it("has cloud-init, image and volume when they are given", () => {
    const request = { access, cloudInitBase64: "IyE=", dockerImage: "a/b:1", volumeId: "v1" };
    expect(createBody(request, candidate, "sgpu-a")).toStrictEqual({
      ...asked,
      vm: { os: "ubuntu22.04", base64CloudInitScript: "IyE=" },
      dockerContainer: { image: "a/b:1" },
      volumeId: "v1",
    });
  });
});
