import { describe, expect, it } from "vitest";
import { LOOKS_MS, oldestOf } from "./adopt.ts";
import { machine } from "./rented.fixture.ts";

const born = (_id: string, minute: number, status = "pending") =>
  machine({ _id, status, createdAt: `2026-01-01T12:0${minute}:00Z` });

describe("of the machines of a lease", () => {
  it.each([
    ["nothing is kept of nothing", [], undefined, []],
    ["the only one is kept", [born("a", 1)], "a", []],
    ["the oldest is kept", [born("b", 2), born("a", 1), born("c", 3)], "a", ["b", "c"]],
    ["none that has failed is", [born("a", 1, "error"), born("b", 2)], "b", ["a"]],
    [
      "those that have failed go last",
      [born("a", 1, "error"), born("c", 3), born("b", 2)],
      "b",
      ["c", "a"],
    ],
    ["all go when all have failed", [born("a", 1, "error")], undefined, ["a"]],
  ])("%s", (_, machines, kept, gone) => {
    const { oldest, extra } = oldestOf(machines);
    expect(oldest?._id).toBe(kept);
    expect(extra.map(({ _id }) => _id)).toEqual(gone);
  });
});

it("a machine is looked for at once, and for as long as it may be listed late", () => {
  expect(LOOKS_MS).toEqual([0, 3_000, 7_000, 13_000, 20_000]);
});
