import { describe, expect, it } from "vitest";
import type { Offer } from "../schemas.ts";
import { type Misfit, offerMisfits, osFor } from "./fit.ts";
import { anything, h100, withConfiguration } from "./offer.fixture.ts";
import type { Requirements } from "./requirements.ts";

const eight: Offer = { ...withConfiguration({ vRamGB: 640 }), gpuCount: 8 };

describe("an offer fits", () => {
  it.each<[string, Offer, Partial<Requirements>]>([
    ["when anything goes", h100, {}],
    ["the name in any case", h100, { gpus: [{ name: "h100", count: null }] }],
    ["any GPU", h100, { gpus: [{ name: "ANY", count: null }] }],
    ["one of several wishes", h100, { gpus: [wish("L4"), wish("H100", 1)] }],
    ["its exact count", eight, { gpus: [wish("H100", 8)] }],
    ["a wish without a count, with eight", eight, { gpus: [wish("H100")] }],
    ["its cloud in any case", h100, { clouds: ["XX", "az_07"] }],
    ["memory per GPU, not of all", eight, { minVramGbPerGpu: 80 }],
    ["RAM at the minimum", h100, { minRamGb: 225 }],
    ["vCPUs at the minimum", h100, { minVcpus: 26 }],
    ["storage at the minimum", h100, { minStorageGb: 2816 }],
    ["the prefix of its OS in any case", h100, { osPrefix: "Ubuntu22" }],
    ["cloud-init, which it takes", { ...h100, cloudInitAvailable: true }, { needsCloudInit: true }],
    ["its price as the cap", h100, { maxHourlyUsd: 4.796 }],
    ["its cost as the cap", h100, { maxCostUsd: 4.796 * 2, billableMs: 7_200_000 }],
  ])("%s", (_, offer, change) => {
    expect(offerMisfits(offer, { ...anything, ...change })).toEqual([]);
  });
});

describe("one requirement alone excludes an offer, and says by what figures:", () => {
  const cpu: Offer = { ...h100, gpuName: "CPU", gpuCount: 0 };
  it.each<[string, Offer, Partial<Requirements>, Misfit]>([
    ["a CPU offer", cpu, {}, { code: "no-gpu" }],
    ["a CPU offer that counts one", { ...cpu, gpuCount: 1 }, {}, { code: "no-gpu" }],
    ["a GPU without a GPU", { ...h100, gpuCount: 0 }, {}, { code: "no-gpu" }],
    ["the GPU's name", h100, { gpus: [wish("H200")] }, { code: "gpu", wants: [wish("H200")] }],
    ["a prefix is no name", h100, { gpus: [wish("H10")] }, { code: "gpu", wants: [wish("H10")] }],
    ["the count", h100, { gpus: [wish("H100", 2)] }, { code: "gpu", wants: [wish("H100", 2)] }],
    [
      "more GPUs than asked",
      eight,
      { gpus: [wish("any", 1)] },
      { code: "gpu", wants: [wish("any", 1)] },
    ],
    [
      "the deployment type",
      h100,
      { deploymentType: "container" },
      { code: "deployment-type", has: "vm", wants: "container" },
    ],
    ["the cloud", h100, { clouds: ["AZ_0"] }, { code: "clouds", has: "AZ_07", wants: ["AZ_0"] }],
    ["memory", eight, { minVramGbPerGpu: 80.1 }, { code: "min-vram-gb", has: 80, wants: 80.1 }],
    ["RAM", h100, { minRamGb: 226 }, { code: "min-ram-gb", has: 225, wants: 226 }],
    ["vCPUs", h100, { minVcpus: 27 }, { code: "min-vcpus", has: 26, wants: 27 }],
    ["storage", h100, { minStorageGb: 3000 }, { code: "min-storage-gb", has: 2816, wants: 3000 }],
    [
      "the OS",
      h100,
      { osPrefix: "ubuntu24" },
      { code: "os", has: h100.configuration.os, wants: "ubuntu24" },
    ],
    [
      "an OS that it has none of",
      withConfiguration({ os: [] }),
      { osPrefix: "u" },
      { code: "os", has: [], wants: "u" },
    ],
    ["cloud-init", h100, { needsCloudInit: true }, { code: "cloud-init" }],
    [
      "the hourly price",
      h100,
      { maxHourlyUsd: 4.79 },
      { code: "max-hourly-price", has: 4.796, wants: 4.79 },
    ],
    [
      "the cost in all",
      h100,
      { maxCostUsd: 9.59, billableMs: 7_200_000 },
      { code: "max-cost", has: 9.592, wants: 9.59 },
    ],
  ])("%s", (_, offer, change, misfit) => {
    expect(offerMisfits(offer, { ...anything, ...change })).toEqual([misfit]);
  });
});

describe("all reasons are told at once", () => {
  it("in the order in which a person would ask", () => {
    const wanted: Requirements = {
      ...anything,
      gpus: [wish("B200")],
      deploymentType: "baremetal",
      clouds: ["XX"],
      minVramGbPerGpu: 999,
      minRamGb: 999,
      minVcpus: 999,
      minStorageGb: 9_999,
      osPrefix: "windows",
      needsCloudInit: true,
      maxHourlyUsd: 0,
      maxCostUsd: 0,
    };
    expect(offerMisfits(h100, wanted).map(({ code }) => code)).toEqual([
      "gpu",
      "deployment-type",
      "clouds",
      "min-vram-gb",
      "min-ram-gb",
      "min-vcpus",
      "min-storage-gb",
      "os",
      "cloud-init",
      "max-hourly-price",
      "max-cost",
    ]);
  });
});

describe("the OS that create names", () => {
  const offer = withConfiguration({ os: ["ubuntu24.04_a", "ubuntu22.04_b", "ubuntu22.04_c"] });
  it.each([
    [undefined, "ubuntu24.04_a"],
    ["ubuntu22", "ubuntu22.04_b"],
    ["UBUNTU22.04_C", "ubuntu22.04_c"],
    ["debian", undefined],
  ])("for prefix %s is %s", (prefix, expected) => {
    expect(osFor(offer, prefix)).toBe(expected);
  });
});

function wish(name: string, count: number | null = null) {
  return { name, count };
}
