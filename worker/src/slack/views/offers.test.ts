import type { Offer } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { parseCommand } from "../command.ts";
import type { OffersCommand } from "../command-types.ts";
import { offersView } from "./offers.ts";
import { EVIL, expectSendable, many, offerOf, place } from "./views.fixture.ts";

function queryOf(line: string): OffersCommand {
  const parsed = parseCommand(line);
  if (!parsed.ok || parsed.value.name !== "offers") throw new Error(`Not a query: ${line}`);
  return parsed.value;
}

const book: readonly Offer[] = [
  offerOf(),
  offerOf({
    instanceId: "h100x8",
    gpuCount: 8,
    hourlyPrice: 23.52,
    configuration: { ramGB: 1800, storageGB: 0, vCpu: 200, vRamGB: 640, os: [] },
    availability: [place("oslo-norway-1"), place("paris-france-1", false), place("dallas-usa-3")],
  }),
  offerOf({
    instanceId: "l4",
    gpuName: "L4",
    hourlyPrice: 0.8,
    availability: [place("oslo-norway-1")],
  }),
  offerOf({
    instanceId: "b200",
    gpuName: "B200",
    hourlyPrice: 6,
    availability: [place("oslo-norway-1", false)],
  }),
  offerOf({
    instanceId: "cpu",
    gpuName: "CPU",
    gpuCount: 0,
    hourlyPrice: 0.1,
    configuration: { ramGB: 8, storageGB: 50, vCpu: 4, vRamGB: 0, os: [] },
  }),
];
const viewOf = (line: string, offers = book) => offersView({ offers, query: queryOf(line) });
/** The offers by their GPU, in their order. */
const shownBy = (line: string): (string | undefined)[] =>
  viewOf(line)
    .text.split("\n")
    .filter((row) => row.startsWith("•"))
    .map((row) => row.split(" ")[1]);

describe("the offers", () => {
  it("are what can be had now with a GPU, the cheapest first", () => {
    expect(viewOf("offers")).toMatchSnapshot();
  });

  it.each([
    ["offers H100", ["1×H100", "8×H100"]],
    ["offers h100:8", ["8×H100"]],
    ["offers any", ["1×L4", "1×H100", "8×H100"]],
    ["offers any:8", ["8×H100"]],
    ["offers oslo-norway-1", ["1×L4", "8×H100"]],
    ["offers OSLO-NORWAY-1 H100", ["8×H100"]],
    ["offers oslo_norway_1 L4", ["1×L4"]],
    ["offers da", ["1×H100", "8×H100"]],
    ["offers <4.796", ["1×L4", "1×H100"]],
    ["offers <4.79", ["1×L4"]],
    ["offers cpu", ["0×CPU"]],
  ])("%s", (line, expected) => {
    expect(shownBy(line)).toEqual(expected);
  });

  it.each(["rtx-a6000", "RTX_A6000", "rtxa6000:1"])("with a name of two words: %s", (word) => {
    const named = [offerOf({ gpuName: "RTX A6000" }), offerOf({ instanceId: "other" })];
    const { text } = viewOf(`offers ${word}`, named);
    expect(text).toContain("1×RTX A6000");
    expect(text).not.toContain("H100");
    expect(viewOf("offers RTX-A600", named).text).toContain("Did you mean `RTX-A6000`?");
  });

  it("at the same price go by their ids", () => {
    const twins = [
      offerOf({ instanceId: "b", gpuName: "B" }),
      offerOf({ instanceId: "a", gpuName: "A" }),
    ];
    const { text } = viewOf("offers", twins);
    expect(text.indexOf("1×A")).toBeLessThan(text.indexOf("1×B"));
  });

  it("show only the regions that were asked for and are free", () => {
    expect(viewOf("offers H100:8").text).toContain("oslo-norway-1, dallas-usa-3");
    expect(viewOf("offers H100:8").text).not.toContain("paris");
    expect(viewOf("offers H100:8 oslo-norway-1").text).not.toContain("dallas");
  });
});

describe("when nothing fits it says why, and what is nearest:", () => {
  it.each([
    "offers B200",
    "offers H100:3",
    "offers L4 dallas-usa-3",
    "offers H100 <2",
    "offers H1000",
    "offers olso-norway-1",
    "offers H100 L4",
    "offers L4:zzz".replace(":zzz", ":2"),
    "offers nosuchthing",
  ])("%s", (line) => {
    const message = viewOf(line);
    expectSendable(message);
    expect(message.text).toMatchSnapshot();
  });

  it("with no offers at all", () => {
    expect(viewOf("offers", []).text).toMatchSnapshot();
    expect(viewOf("offers H100", []).text).toMatchSnapshot();
  });

  it("does not take a word without letters for a region without a name", () => {
    const nameless = [offerOf({ availability: [{ ...place("a"), name: "" }] })];
    expect(viewOf("offers ???", nameless).text).toContain("does not know");
  });
});

describe("Slack takes it", () => {
  const evil = (index: number): Offer => {
    const text = EVIL[index % EVIL.length] ?? "";
    return offerOf({
      instanceId: `${index}`,
      gpuName: text,
      cloud: { _id: "c", name: text },
      deploymentType: text,
      hourlyPrice: 1e20 + index,
      availability: many(12, (at) => ({ ...place(`${text}${at}`), name: text })),
    });
  };
  const tame = (index: number) => offerOf({ instanceId: `${index}`, hourlyPrice: index });

  it.each([0, 1, 20, 50, 500])("with %i offers, on every page", (howMany) => {
    for (const make of [tame, evil]) {
      const offers = many(howMany, make);
      for (const page of many(Math.ceil(howMany / 20) + 1, (index) => index + 1)) {
        expectSendable(viewOf(`offers page ${page}`, offers));
      }
    }
  });

  it("with names of 300 characters in every cell of a page", () => {
    const long = "x".repeat(300);
    const offers = many(20, (index) =>
      offerOf({
        instanceId: `${index}`,
        gpuName: long,
        deploymentType: long,
        cloud: { _id: "c", name: long },
        availability: [place(long)],
      }),
    );
    expectSendable(viewOf("offers", offers));
  });

  it("with a region's whole list in its cell, where there is room", () => {
    const regions = many(6, (index) => `somewhere-far-away-${index}`);
    const view = viewOf("offers", [
      offerOf({ availability: regions.map((region) => place(region)) }),
    ]);
    expect(JSON.stringify(view.blocks)).toContain(regions.join(", "));
  });

  it.each(EVIL.filter((text) => text.trim() !== ""))("with %j as a question", (text) => {
    const parsed = parseCommand(`offers ${text.slice(0, 90)}`);
    if (!parsed.ok || parsed.value.name !== "offers") return;
    expectSendable(offersView({ offers: book, query: parsed.value }));
  });

  it("and the buttons ask for the same, another page", () => {
    const line = "offers H100:1 dallas-usa-3 <30 page 2";
    const view = viewOf(
      line,
      many(60, (index) => offerOf({ instanceId: `${index}` })),
    );
    const [back, next] = view.blocks.flatMap((block) =>
      block.type === "actions"
        ? block.elements.flatMap((one) => ("value" in one ? [one.value] : []))
        : [],
    );
    expect(queryOf(back ?? "")).toEqual({ ...queryOf(line), page: 1 });
    expect(queryOf(next ?? "")).toEqual({ ...queryOf(line), page: 3 });
  });
});
