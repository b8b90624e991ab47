import { describe, expect, it } from "vitest";
import { Machine, Offer } from "./schemas.ts";

const offer = {
  gpuName: "H100",
  gpuCount: 1,
  deploymentType: "vm",
  instanceId: "H100_sxm5",
  cloudInitAvailable: false,
  nvlink: false,
  cloud: { _id: "aa0000000000000000000003", name: "AZ_07" },
  configuration: {
    ramGB: 225,
    storageGB: 2816,
    vCpu: 26,
    vRamGB: 80,
    os: ["u22"],
    interconnect: "sxm5",
  },
  hourlyPrice: 30.008000000000003,
  availability: [
    { region: "dallas-usa-3", name: "USA-Dallas-3", countryCode: null, available: true },
  ],
};

describe("an offer", () => {
  it("loses the float artefact of its price and keys that we do not know", () => {
    const read = Offer.parse({ ...offer, spotOfferAvailable: false });
    expect(read.hourlyPrice).toBe(30.008);
    expect(read).not.toHaveProperty("spotOfferAvailable");
  });

  it.each([[null], ["2.1"], [-1], [undefined], [Number.MAX_VALUE]])(
    "is not read when its price is %s",
    (hourlyPrice) => {
      expect(Offer.safeParse({ ...offer, hourlyPrice }).success).toBe(false);
    },
  );

  it.each([
    ["its id", { instanceId: "" }],
    ["its cloud's id", { cloud: { _id: "", name: "AZ_07" } }],
  ])("is not read when %s is empty: create could not name it", (_, change) => {
    expect(Offer.safeParse({ ...offer, ...change }).success).toBe(false);
  });

  it.each([[{ region: "" }], [{ region: null }], [null], ["dallas-usa-3"]])(
    "keeps its other regions when one of them is %j",
    (odd) => {
      const [dallas] = offer.availability;
      const read = Offer.parse({ ...offer, availability: [odd, dallas] });
      expect(read.availability).toEqual([dallas]);
    },
  );

  it("that does not say whether a region is available counts as sold out there", () => {
    const read = Offer.parse({ ...offer, availability: [{ region: "a" }] });
    expect(read.availability).toEqual([
      { region: "a", name: "", countryCode: null, available: false },
    ]);
  });
});

describe("a machine", () => {
  it("needs nothing but its id", () => {
    expect(Machine.parse({ _id: "1" })).toEqual({
      _id: "1",
      name: "",
      status: "unknown",
      region: null,
      gpuCount: null,
      gpuModel: null,
      os: null,
      ip: null,
      sshUser: null,
      sshPort: null,
      portForwards: [],
      hourlyPrice: null,
      createdAt: null,
    });
  });

  it.each(["", ".", "..", "a/b", "a?b", "a#b", "a\\b", "a b", "a\u0000b", "\ud800", "a\udfff"])(
    "is not read when its id is %j, which no path can bear",
    (id) => {
      expect(Machine.safeParse({ _id: id }).success).toBe(false);
    },
  );

  it("that costs more than can be has no price", () => {
    expect(Machine.parse({ _id: "1", hourlyPrice: Number.MAX_VALUE }).hourlyPrice).toBeNull();
  });

  it.each([
    [{ name: "USA-Dallas-3", countryCode: "US" }, "USA-Dallas-3"],
    [{}, null],
    [null, null],
  ])("in region %j reads as %j", (region, expected) => {
    expect(Machine.parse({ _id: "1", region }).region).toBe(expected);
  });

  it.each([
    [["8080"], ["8080"]],
    [[{ internalPort: 22, externalPort: 30022 }], [{ internalPort: 22, externalPort: 30022 }]],
    [null, []],
  ])("with port forwards %j keeps both shapes", (portForwards, expected) => {
    expect(Machine.parse({ _id: "1", portForwards }).portForwards).toEqual(expected);
  });

  it("with an odd field is still a machine", () => {
    expect(Machine.parse({ _id: "1", name: "a", status: 7, sshPort: "22" })).toMatchObject({
      name: "a",
      status: "unknown",
      sshPort: null,
    });
  });
});
