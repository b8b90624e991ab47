import { choose, type Offer } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { inputsOf } from "../inputs/inputs.fixture.ts";
import { offer } from "../renting.fixture.ts";
import { noOfferLines } from "./misses.ts";

const place = (region: string, available = true) => ({
  region,
  name: region,
  countryCode: null,
  available,
});
const { configuration } = offer;
const offers: readonly Offer[] = [
  offer,
  { ...offer, instanceId: "x8", gpuCount: 8, hourlyPrice: 30 },
  { ...offer, instanceId: "metal", deploymentType: "baremetal", hourlyPrice: 2.189 },
  { ...offer, instanceId: "l4", gpuName: "L4", hourlyPrice: 0.8 },
  { ...offer, instanceId: "cpu", gpuName: "CPU", gpuCount: 0, hourlyPrice: 0.3 },
];

function lines(change: Record<string, string>, all: readonly Offer[] = offers, waitedMs = 0) {
  const { requirements } = inputsOf(change);
  return noOfferLines(choose(all, requirements), requirements, waitedMs);
}
/** The first miss alone. */
const nearest = (change: Record<string, string>, changed: Partial<Offer> = {}) =>
  lines(change, [{ ...offer, ...changed }]).at(-1);

describe("when no offer fits", () => {
  it("the nearest misses are told, each with why and which inputs would let it in", () => {
    expect(lines({ gpu: "H100", "max-hourly-price": "2" }).join("\n")).toMatchInlineSnapshot(`
      "No offer fits, of 5 that Sesterce has.
      The nearest:
      - 1×H100 (AZ_07, 4.796 $/h) is too dear by 2.796 $/h. It would fit with \`max-hourly-price: 4.796\`.
      - 1×H100 (AZ_07, 2.189 $/h) is baremetal, not vm; is too dear by 0.189 $/h. It would fit with \`deployment-type: baremetal\` and \`max-hourly-price: 2.189\`.
      - 8×H100 (AZ_07, 30.00 $/h) is not H100; is too dear by 28.00 $/h. It would fit with \`gpu: H100:8\` and \`max-hourly-price: 30.00\`.
      - 1×L4 (AZ_07, 0.80 $/h) is not H100. It would fit with \`gpu: L4\`.
      - 0×CPU (AZ_07, 0.30 $/h) has no GPU."
    `);
  });

  it("a wait for capacity and the number of offers are told", () => {
    expect(lines({ "min-ram-gb": "9999" }, offers, 1_800_000)[0]).toBe(
      "No offer fits in 30m, of 5 that Sesterce has.",
    );
  });

  it("and there is no offer at all, there is nothing more to say", () => {
    expect(lines({}, [])).toEqual(["No offer fits, of 0 that Sesterce has."]);
    expect(lines({ gpu: "H100" }, [])[1]).toBe("No offer has a GPU called H100 now.");
  });

  it("at most five misses are told", () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...offer, instanceId: `o${index}` }));
    expect(lines({ "max-hourly-price": "1" }, many).filter((l) => l.startsWith("- "))).toHaveLength(
      5,
    );
  });
});

describe("a near miss says what would let it in:", () => {
  const soldOut = [place("dallas", false), place("oslo", false)];

  it.each<[string, Record<string, string>, Partial<Offer>]>([
    ["the price per hour", { "max-hourly-price": "4.5" }, {}],
    ["the price in all", { "max-cost": "10" }, {}],
    ["GPU memory", { "min-vram-gb": "96" }, {}],
    ["RAM", { "min-ram-gb": "512" }, { configuration: { ...configuration, ramGB: 225.7 } }],
    ["vCPUs", { "min-vcpus": "64" }, {}],
    ["storage", { "min-storage-gb": "4000" }, {}],
    ["the GPU", { gpu: "A100_80G:2, L4" }, {}],
    ["the kind", { "deployment-type": "baremetal" }, {}],
    ["the cloud", { clouds: "DV_01" }, {}],
    ["the region", { regions: "oslo" }, {}],
    ["the region, where all are sold out", { regions: "paris" }, { availability: soldOut }],
    ["regions elsewhere", { regions: "austin-usa-1" }, {}],
    ["time, where it is sold out", {}, { availability: soldOut }],
    ["the system", { os: "debian" }, { configuration: { ...configuration, os: ["u24", "u22"] } }],
    ["no system at all", { os: "debian" }, { configuration: { ...configuration, os: [] } }],
    ["no cloud-init", { "cloud-init": "#!/bin/sh" }, {}],
    ["nothing, for a machine without GPU", {}, { gpuName: "CPU", gpuCount: 0 }],
    ["two things", { "min-vcpus": "64", "max-hourly-price": "1" }, {}],
  ])("%s", (_, change, changed) => {
    expect(nearest(change, changed)).toMatchSnapshot();
  });

  it("and with that it fits", () => {
    const misses = lines({ "max-cost": "10" }, [offer]).join();
    const [, price = ""] = /`max-cost: ([\d.]+)`/.exec(misses) ?? [];
    const { requirements } = inputsOf({ "max-cost": price });
    expect(choose([offer], requirements).candidates).not.toEqual([]);
  });
});

describe("a GPU that nobody offers", () => {
  it("is said to be unknown, with what it may have meant and what there is", () => {
    expect(lines({ gpu: "H10O" })[1]).toBe(
      "No offer has a GPU called H10O now. Did you mean H100? On offer: H100, L4.",
    );
    expect(lines({ gpu: "TPUv5e" })[1]).toBe(
      "No offer has a GPU called TPUv5e now. On offer: H100, L4.",
    );
  });

  it("is not said of one that is there in another number or case, and not of any", () => {
    expect(lines({ gpu: "h100:4" }).join()).not.toContain("called");
    expect(lines({ gpu: "any", "min-ram-gb": "9999" }).join()).not.toContain("called");
  });
});

describe("a region or a cloud that nobody has", () => {
  it("is said to be unknown", () => {
    const [region = ""] = lines({ regions: "moon" }).slice(1);
    expect(region).toMatch(/^No offer is in a region called moon now\. On offer: /);
    const [cloud = ""] = lines({ clouds: "AWS" }).slice(1);
    expect(cloud).toMatch(/^No offer is in a cloud called AWS now\./);
  });
});

describe("text from the API", () => {
  it("is one line in all of it", () => {
    const evil = "x\n::error::y";
    const odd = { gpuName: evil, cloud: { _id: "c", name: evil }, availability: [place(evil)] };
    const all = lines({ gpu: "H100", regions: "oslo", clouds: "DV" }, [{ ...offer, ...odd }]);
    expect(all.filter((line) => /[\n\r]|^::/.test(line))).toEqual([]);
  });
});
