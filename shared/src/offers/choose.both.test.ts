import { describe, expect, it } from "vitest";
import type { Offer } from "../schemas.ts";
import { choose } from "./choose.ts";
import { anything, h100, place } from "./offer.fixture.ts";
import { candidateKey, matchesWish, type Requirements } from "./requirements.ts";

const named = (instanceId: string, change: Partial<Offer> = {}): Offer => ({
  ...h100,
  instanceId,
  ...change,
});

/** `instanceId@region` of each candidate, in their order. */
function ranking(offers: readonly Offer[], change: Partial<Requirements> = {}): string[] {
  const { candidates } = choose(offers, { ...anything, ...change });
  return candidates.map(({ offer, region }) => `${offer.instanceId}@${region}`);
}

function missesOf(offers: readonly Offer[], change: Partial<Requirements> = {}) {
  const { misses } = choose(offers, { ...anything, ...change });
  return misses.map(({ offer, misfits }) => [offer.instanceId, misfits] as const);
}

describe("the ranking", () => {
  const dear = named("dear", { hourlyPrice: 5 });
  const cheap = named("cheap", { hourlyPrice: 2 });
  const l4 = named("l4", { gpuName: "L4", hourlyPrice: 1 });

  it("puts the cheapest first", () => {
    expect(ranking([dear, cheap])).toEqual(["cheap@dallas-usa-3", "dear@dallas-usa-3"]);
  });

  it("puts the first wish before a cheaper one", () => {
    const gpus = [
      { name: "H100", count: null },
      { name: "L4", count: null },
    ];
    expect(ranking([l4, dear, cheap], { gpus })).toEqual([
      "cheap@dallas-usa-3",
      "dear@dallas-usa-3",
      "l4@dallas-usa-3",
    ]);
  });

  it("counts an offer for the first wish that it meets", () => {
    const gpus = [
      { name: "any", count: 2 },
      { name: "any", count: null },
    ];
    const two = named("two", { gpuCount: 2, hourlyPrice: 9 });
    expect(ranking([l4, two], { gpus })[0]).toBe("two@dallas-usa-3");
  });

  it("goes by the regions' order as asked for when the price is the same", () => {
    const offer = named("o", { availability: [place("a"), place("b"), place("c")] });
    expect(ranking([offer], { regions: ["c", "A", "b"] })).toEqual(["o@c", "o@a", "o@b"]);
  });

  it("goes by the names when all else is equal", () => {
    const b = named("b", { availability: [place("y"), place("x")] });
    expect(ranking([b, named("a")])).toEqual(["a@dallas-usa-3", "b@x", "b@y"]);
  });
});

describe("a region", () => {
  const oslo = { region: "oslo-norway-1", name: "Oslo 1", countryCode: "NO", available: true };
  const offer = named("o", { availability: [oslo, place("dallas-usa-3")] });

  it.each(["oslo-norway-1", "OSLO-NORWAY-1", "oslo 1", "no"])("is meant by %s", (name) => {
    expect(ranking([offer], { regions: [name] })).toEqual(["o@oslo-norway-1"]);
  });

  it.each(["oslo", "", "null"])("is not meant by %j", (name) => {
    const misfit = { code: "regions", has: ["oslo-norway-1", "dallas-usa-3"], wants: [name] };
    expect(missesOf([offer], { regions: [name] })).toEqual([["o", [misfit]]]);
  });

  it("that is sold out is no candidate, and the offer's other regions are told", () => {
    const availability = [place("a", false), place("b")];
    const misfit = { code: "sold-out", regions: ["a"], elsewhere: ["b"] };
    expect(ranking([named("o", { availability })])).toEqual(["o@b"]);
    expect(missesOf([named("o", { availability })], { regions: ["a"] })).toEqual([["o", [misfit]]]);
  });

  it("that is nowhere is sold out everywhere", () => {
    const misfit = { code: "sold-out", regions: [], elsewhere: [] };
    expect(missesOf([named("o", { availability: [] })])).toEqual([["o", [misfit]]]);
  });
});

describe("what this lease has tried in vain", () => {
  const offer = named("o", { availability: [place("a"), place("b"), place("c", false)] });
  const key = (region: string) => candidateKey({ offer, region });

  it("is left out, region by region", () => {
    const { candidates } = choose([offer], anything, new Set([key("a")]));
    expect(candidates.map(({ region }) => region)).toEqual(["b"]);
  });

  it("is told when nothing else of the offer is left", () => {
    const { candidates, misses } = choose([offer], anything, new Set([key("a"), key("b")]));
    expect(candidates).toEqual([]);
    expect(misses).toEqual([{ offer, misfits: [{ code: "left-out", regions: ["a", "b"] }] }]);
  });
});

describe("the misses", () => {
  it("begin with the nearest: a figure, then the kind of machine, then the GPU, then none", () => {
    const offers = [
      named("cpu", { gpuName: "CPU", gpuCount: 0, hourlyPrice: 0.1 }),
      named("gpu", { gpuName: "L4", hourlyPrice: 0.2 }),
      named("kind", { deploymentType: "container", hourlyPrice: 0.3 }),
      named("two-figures", { hourlyPrice: 9, availability: [] }),
      named("dearer", { hourlyPrice: 8 }),
      named("dear", { hourlyPrice: 7 }),
    ];
    const gpus = [{ name: "H100", count: null }];
    const order = missesOf(offers, { gpus, maxHourlyUsd: 6 }).map(([id]) => id);
    expect(order).toEqual(["dear", "dearer", "two-figures", "kind", "gpu", "cpu"]);
  });

  it("have the wanted GPU in another count before another GPU, and after a wrong kind of machine", () => {
    const offers = [
      named("gpu", { gpuName: "L4", hourlyPrice: 0.2 }),
      named("count", { gpuCount: 4, hourlyPrice: 9 }),
      named("kind", { gpuCount: 2, deploymentType: "container", hourlyPrice: 9 }),
    ];
    const gpus = [
      { name: "b200", count: null },
      { name: "h100", count: 2 },
    ];
    expect(missesOf(offers, { gpus }).map(([id]) => id)).toEqual(["kind", "count", "gpu"]);
  });

  it("go by price, then by cloud and id, whatever the order in which they are listed", () => {
    const cloud = { _id: "cloud-8", name: "AZ_08" };
    const offers = [
      named("z", { availability: [], hourlyPrice: 1 }),
      named("a", { availability: [] }),
      named("b", { availability: [] }),
      named("a", { availability: [], cloud }),
    ];
    for (const listed of [offers, offers.toReversed()]) {
      const { misses } = choose(listed, anything);
      expect(misses.map(({ offer }) => offer)).toEqual(offers);
    }
  });

  it("tell reasons of the offer and of its regions together", () => {
    const [[, misfits] = ["", []]] = missesOf([named("o", { availability: [] })], { minVcpus: 99 });
    expect(misfits.map(({ code }) => code)).toEqual(["min-vcpus", "sold-out"]);
  });
});

describe("a wish", () => {
  it.each([
    ["H100", null, 1, true],
    ["h100", null, 8, true],
    ["any", null, 0, false],
    ["any", 8, 8, true],
    ["any", 8, 4, false],
    ["L4", null, 1, false],
  ])("for %s:%s is met by %i of an H100: %s", (name, count, gpuCount, isMet) => {
    expect(matchesWish(named("o", { gpuCount }), { name, count })).toBe(isMet);
  });
});

describe("a candidate", () => {
  it("names the offer's first OS that has the prefix, and none when the offer has none", () => {
    const two = named("o", { configuration: { ...h100.configuration, os: ["a1", "b1", "b2"] } });
    const none = named("o", { configuration: { ...h100.configuration, os: [] } });
    expect(choose([two], { ...anything, osPrefix: "b" }).candidates[0]?.os).toBe("b1");
    expect(choose([two], anything).candidates[0]?.os).toBe("a1");
    expect(choose([none], anything).candidates[0]?.os).toBeNull();
  });
});
