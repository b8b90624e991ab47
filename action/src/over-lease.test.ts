import { encodeName, encodeStem, type Machine, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { overLeaseLines } from "./over-lease.ts";
import { LEASE_END, machine } from "./renting.fixture.ts";

const owner = {
  kind: "workflow",
  repositoryId: 700_001,
  runId: 9_000_000_001,
  attempt: 1,
  jobId: 52_000_000_001,
} as const;
const late = LEASE_END + 90 * MINUTE_MS;
const lines = (change: Partial<Machine>, nowMs = late) =>
  overLeaseLines([{ ...machine, ...change }], owner, nowMs);

const nameOf = (change: object) =>
  encodeName(encodeStem({ ...owner, ...change }, "abc123"), LEASE_END);
const person = { kind: "person", teamHash: "0f3z", userId: "U024BE7LH" } as const;

describe("a machine of this repository past its lease", () => {
  it("is warned of with its run, its delay, its price and what to do", () => {
    expect(lines({})).toEqual([
      "Machine 69249f005e57e4ce00000001 of this repository (run 9000000001) is past its lease by 1h 30m and still costs 4.796 $/h. Delete it in the Sesterce console, or set up the Worker, which does.",
    ]);
  });

  it("of an earlier run or attempt is, too", () => {
    expect(lines({ name: nameOf({ runId: 8_000_000_000, attempt: 3 }) })[0]).toContain(
      "run 8000000000",
    );
  });

  it("is warned of without a price when the API tells none", () => {
    expect(lines({ hourlyPrice: null })[0]).toContain("still costs an unknown price");
  });
});

describe("nothing is said of a machine", () => {
  it.each<[string, Partial<Machine>, number?]>([
    ["whose lease still runs", {}, LEASE_END - 1],
    ["of another repository", { name: nameOf({ repositoryId: 700_002 }) }],
    ["of a person", { name: encodeName(encodeStem(person, "abc123"), LEASE_END) }],
    ["with a name of somebody else's", { name: "my-training-box" }],
    ["with a name that only looks like ours", { name: `${machine.name}0` }],
    ["that is being deleted", { status: "deleting" }],
    ["that is deleted", { status: "deleted" }],
  ])("%s", (_, change, nowMs) => {
    expect(lines(change, nowMs)).toEqual([]);
  });
});
