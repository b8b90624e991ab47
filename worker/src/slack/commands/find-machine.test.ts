import { Machine } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import type { FleetMachine } from "../../fleet/types.ts";
import { findMachine } from "./find-machine.ts";

const fleetMachine = (_id: string, name: string): FleetMachine => ({
  machine: Machine.parse({ _id, name }),
  holder: { kind: "foreign", why: "name" },
  stem: null,
  ageMs: 0,
  hourlyUsd: null,
  costUsd: null,
  leaseEndsAt: null,
});
const FLEET = [
  fleetMachine("6b04aaaa1", "box"),
  fleetMachine("6b04bbbb2", "box"),
  fleetMachine("7c05cccc3", "two  blanks"),
  fleetMachine("6b04", "short"),
];

describe("a reference means", () => {
  it.each([
    ["a machine by its id", "7c05cccc3", "7c05cccc3"],
    ["in any case", "7C05CCCC3", "7c05cccc3"],
    ["by the beginning of its id", "7c05", "7c05cccc3"],
    ["by its name", "two blanks", "7c05cccc3"],
    ["the one whose whole id it is, whatever else begins so", "6b04", "6b04"],
  ])("%s", (_, reference, id) => {
    expect(findMachine(reference, FLEET)).toMatchObject({
      kind: "one",
      machine: { machine: { _id: id } },
    });
  });

  it.each([
    ["of one name", "box"],
    ["that begin alike", "6b04".concat("")],
  ])("several %s", (_, reference) => {
    const fleet = FLEET.slice(0, 3);
    expect(findMachine(reference, fleet)).toEqual({
      kind: "several",
      ids: ["6b04aaaa1", "6b04bbbb2"],
    });
  });

  it.each(["7c0", "nothing", ""])("nothing: %j", (reference) => {
    expect(findMachine(reference, FLEET)).toEqual({ kind: "none" });
  });
});
