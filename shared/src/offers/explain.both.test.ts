import { describe, expect, it } from "vitest";
import {
  formatCandidate,
  formatCost,
  formatGpu,
  formatHourly,
  formatMisfit,
  formatUsd,
  formatWish,
} from "./explain.ts";
import type { Misfit } from "./fit.ts";
import { h100 } from "./offer.fixture.ts";
import { costUsd, usedCostUsd } from "./requirements.ts";

describe("an amount", () => {
  it.each([
    [0, "0.00"],
    [2, "2.00"],
    [4.796, "4.796"],
    [30.008000000000003, "30.008"],
    [0.1 + 0.2, "0.30"],
    [28.16, "28.16"],
    [0.0000004, "0.00"],
    [0.000001, "0.000001"],
    [1234567.5, "1234567.50"],
  ])("of %d USD reads %s", (usd, text) => {
    expect(formatUsd(usd)).toBe(text);
    expect(formatHourly(usd)).toBe(`${text} $/h`);
  });

  it.each([
    [4.796, 7_200_000, 9.592],
    [2.189, 60_000, 0.036483],
    [0, 7_200_000, 0],
  ])("of %d $/h in %d ms is %d USD", (hourlyUsd, ms, usd) => {
    expect(costUsd(hourlyUsd, ms)).toBe(usd);
  });

  it.each([
    [0, "0.00 $"],
    [5.11, "5.11 $"],
    [5.1100001, "5.12 $"],
    [5.101, "5.11 $"],
    [0.1 + 0.2, "0.30 $"],
    [12, "12.00 $"],
  ])("of %d USD as a cost is %s: never too little", (usd, text) => {
    expect(formatCost(usd)).toBe(text);
  });

  it.each([
    [0, 0],
    [1, 0.1],
    [60_000, 0.1],
    [60_001, 0.2],
    [3_600_000, 6],
  ])("is billed by the minute that has begun: %d ms", (activeMs, usd) => {
    expect(usedCostUsd(6, activeMs)).toBe(usd);
  });
});

describe("names", () => {
  it.each([
    [{ name: "H100", count: null }, "H100"],
    [{ name: "H100", count: 1 }, "H100"],
    [{ name: "H100", count: 8 }, "H100:8"],
  ])("of the wish %j is %s", (wish, text) => {
    expect(formatWish(wish)).toBe(text);
  });

  it("of a GPU and a candidate", () => {
    expect(formatGpu({ gpuName: "A100_80G", gpuCount: 8 })).toBe("8×A100_80G");
    expect(formatCandidate({ offer: h100, region: "dallas-usa-3", os: null })).toBe(
      "1×H100 in dallas-usa-3 (AZ_07), 4.796 $/h",
    );
  });
});

describe("why an offer does not qualify", () => {
  const wishes = [
    { name: "H100", count: 2 },
    { name: "A100_80G", count: null },
  ];
  const misfits: Misfit[] = [
    { code: "no-gpu" },
    { code: "gpu", wants: wishes },
    { code: "deployment-type", has: "container", wants: "vm" },
    { code: "clouds", has: "AZ_02", wants: ["AZ_07"] },
    { code: "regions", has: ["oslo-norway-1", "paris-france-1"], wants: ["x"] },
    { code: "regions", has: [], wants: ["x"] },
    { code: "sold-out", regions: [], elsewhere: [] },
    { code: "sold-out", regions: ["oslo-norway-1"], elsewhere: [] },
    { code: "sold-out", regions: ["oslo-norway-1"], elsewhere: ["paris-france-1"] },
    { code: "sold-out", regions: ["a", "b", "c", "d", "e", "f", "g", "h"], elsewhere: [] },
    { code: "min-vram-gb", has: 39.96, wants: 80 },
    { code: "min-ram-gb", has: 225, wants: 226 },
    { code: "min-vcpus", has: 26, wants: 32 },
    { code: "min-storage-gb", has: 100, wants: 500 },
    { code: "os", has: ["ubuntu22.04"], wants: "ubuntu24" },
    { code: "os", has: [], wants: "ubuntu24" },
    { code: "cloud-init" },
    { code: "max-hourly-price", has: 4.796, wants: 4.5 },
    { code: "max-cost", has: 11.190667, wants: 10 },
    { code: "left-out", regions: ["dallas-usa-3"] },
  ];

  it("reads like this", () => {
    expect(misfits.map(formatMisfit).join("\n")).toMatchInlineSnapshot(`
      "has no GPU
      is not H100:2, A100_80G
      is container, not vm
      is in cloud AZ_02
      is offered only in oslo-norway-1, paris-france-1
      is offered only in nothing
      is sold out everywhere
      is sold out in oslo-norway-1
      is sold out in oslo-norway-1, to be had in paris-france-1
      is sold out in a, b, c, d, e, f and 2 more
      has 39.9 GB of memory per GPU, not 80
      has 225 GB of RAM, not 226
      has 26 vCPUs, not 32
      has 100 GB of storage, not 500
      has ubuntu22.04, none beginning with "ubuntu24"
      has nothing, none beginning with "ubuntu24"
      does not take cloud-init
      is too dear by 0.296 $/h
      could cost 11.190667 $ in all, 1.190667 $ too much
      was tried in vain in dallas-usa-3"
    `);
  });

  it("is one line, whatever the API calls its things", () => {
    const evil = "a\n::error::b\r\u001b[31m\u2028c";
    const told: string[] = [
      ...(["deployment-type", "clouds"] as const).map((code) =>
        formatMisfit(
          code === "clouds" ? { code, has: evil, wants: [] } : { code, has: evil, wants: "vm" },
        ),
      ),
      formatMisfit({ code: "gpu", wants: [{ name: evil, count: 2 }] }),
      formatMisfit({ code: "regions", has: [evil], wants: ["x"] }),
      formatMisfit({ code: "sold-out", regions: [evil], elsewhere: [evil] }),
      formatMisfit({ code: "left-out", regions: [evil] }),
      formatMisfit({ code: "os", has: [evil], wants: "u" }),
      formatGpu({ gpuName: evil, gpuCount: 1 }),
      formatCandidate({
        offer: { ...h100, gpuName: evil, cloud: { _id: "x", name: evil } },
        region: evil,
        os: evil,
      }),
    ];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    for (const text of told) expect(text).not.toMatch(/[\u0000-\u001f\u2028]/);
  });
});
