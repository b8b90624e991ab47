import { describe, expect, it } from "vitest";
import type { FleetMachine } from "../../fleet/types.ts";
import { parseCommand } from "../command.ts";
import { listView } from "./list.ts";
import {
  ann,
  EVIL,
  expectSendable,
  fleetOf,
  foreign,
  HOUR,
  MINUTE,
  machineOf,
  many,
  NOW,
  run,
  seen,
} from "./views.fixture.ts";

const eight = seen({
  machine: machineOf({ _id: "8b", gpuCount: 8, hourlyPrice: 22 }),
  holder: run,
  hourlyUsd: 22,
  costUsd: 41.07,
  leaseEndsAt: NOW - 12 * MINUTE,
});
const nameless = seen({
  machine: machineOf({ _id: "nn", gpuModel: null, region: null, status: "pending" }),
  holder: { ...run, repository: null, attempt: 2 },
  hourlyUsd: null,
  costUsd: null,
  leaseEndsAt: NOW + 25 * HOUR,
});
const viewOf = (
  ours: readonly FleetMachine[],
  others: readonly FleetMachine[] = [],
  change: { mine?: { userId: string }; page?: number } = {},
) => listView({ fleet: fleetOf(ours, others), mine: null, page: 1, ...change });
const numbered = (index: number) => seen({ machine: machineOf({ _id: `id-${index}` }) });
const rowsOf = (message: ReturnType<typeof listView>): number =>
  message.blocks.reduce(
    (all, block) => (block.type === "table" ? all + block.rows.length - 1 : all),
    0,
  );
const buttonsOf = (message: ReturnType<typeof listView>): (string | undefined)[] =>
  message.blocks.flatMap((block) =>
    block.type === "actions"
      ? block.elements.flatMap((one) => (one.type === "button" ? [one.value] : []))
      : [],
  );

describe("the list shows", () => {
  it("ours and foreign ones in one table, each with its totals", () => {
    expect(viewOf([eight, seen(), nameless], [foreign()])).toMatchSnapshot();
  });

  it("what to do when there is nothing", () => {
    expect(viewOf([])).toMatchSnapshot();
    expect(viewOf([], [], { mine: { userId: "U012ABCDEF" } })).toMatchSnapshot();
  });

  it("foreign ones when there are none of ours", () => {
    expect(viewOf([], [foreign()]).text).toMatchSnapshot();
  });

  it("only the asker's own, with their totals", () => {
    const bob = seen({ holder: { kind: "person", userId: "U0BOB" } });
    const { text } = viewOf([seen(), eight, bob], [foreign()], {
      mine: { userId: ann.kind === "person" ? ann.userId : "" },
    });
    expect(text.split("\n")).toHaveLength(2);
    expect(text).toContain("*1 machine · 2.75 $/h · 5.11 $ so far*");
    expect(text).not.toContain("U0BOB");
  });

  it("links to the run, and to the attempt", () => {
    const linked = JSON.stringify(viewOf([eight]).blocks);
    expect(linked).toContain('"https://github.com/acme/train/actions/runs/4711/attempts/1"');
  });

  it.each(["evil/../..|x", "../..", "evil/..", "evil/."])("no link bent by the name %s", (name) => {
    const holder = { ...run, repository: name };
    expectSendable(viewOf([seen({ holder })]));
    expect(JSON.stringify(viewOf([seen({ holder })]).blocks)).not.toContain("https://");
  });
});

describe("the time left", () => {
  it.each([
    [119_000, "1m left"],
    [59_000, "under 1m left"],
    [-119_000, "over by 1m ·"],
  ])("%i ms before the end is %s", (leftMs, expected) => {
    expect(viewOf([seen({ leaseEndsAt: NOW + leftMs })]).text).toContain(`· ${expected}`);
  });
});

describe("what the API does not tell", () => {
  it("is not made up: how many GPUs", () => {
    const machine = machineOf({ gpuCount: null });
    expect(viewOf([seen({ machine })]).text).toContain("?×H100");
  });
});

describe("the pages", () => {
  const all = many(45, numbered);

  it.each([
    [1, 20, ["list page 2"]],
    [2, 20, ["list page 1", "list page 3"]],
    [3, 5, ["list page 2"]],
    [99, 5, ["list page 2"]],
  ])("page %i has %i rows and the buttons %j", (page, rows, lines) => {
    const message = viewOf(all, [], { page });
    expect([rowsOf(message), buttonsOf(message)]).toEqual([rows, lines]);
    for (const line of lines) expect(parseCommand(line).ok).toBe(true);
  });

  it("keep the totals of all", () => {
    expect(viewOf(all, [], { page: 3 }).text).toContain("*45 machines · 123.75 $/h");
  });

  it("are told in the text too, with the line that asks for the next", () => {
    expect(viewOf(all, [], { page: 2 }).text).toContain(
      "Page 2 of 3; the next: `/gpu list page 3`",
    );
    expect(viewOf(all, [], { page: 3 }).text).toContain("Page 3 of 3\n");
    expect(viewOf(all.slice(0, 20)).text).not.toContain("Page");
  });

  it("keep to one's own", () => {
    const message = viewOf(all, [], { mine: { userId: "U012ABCDEF" } });
    expect(buttonsOf(message)).toEqual(["list mine page 2"]);
  });

  it.each([1, 20])("has no button at %i machines", (howMany) => {
    expect(buttonsOf(viewOf(many(howMany, numbered)))).toEqual([]);
  });
});

describe("Slack takes it", () => {
  const evil = (index: number): FleetMachine => {
    const text = EVIL[index % EVIL.length] ?? "";
    const machine = machineOf({
      _id: "x".repeat(200),
      name: text,
      region: text,
      status: text,
      gpuModel: text,
    });
    const change = { machine, hourlyUsd: 1e21, costUsd: 1e21, ageMs: 1e15 };
    return index % 2 === 0
      ? foreign(change)
      : seen({ ...change, holder: { ...run, repository: text } });
  };

  it.each([0, 1, 20, 50, 500])("with %i machines, on every page", (howMany) => {
    for (const make of [numbered, evil]) {
      const all = many(howMany, make);
      const ours = all.filter(({ holder }) => holder.kind !== "foreign");
      const others = all.filter(({ holder }) => holder.kind === "foreign");
      for (const page of many(Math.ceil(howMany / 20) + 1, (index) => index + 1)) {
        expectSendable(viewOf(ours, others, { page }));
      }
    }
  });
});
