import { encodeName, encodeStem, Machine, MINUTE_MS, teamHashOf } from "@sesterce-gpu/shared";
import { beforeAll, describe, expect, it } from "vitest";
import type { LeaseRow, MachineRow } from "../store/index.ts";
import { fleetOf } from "./fleet.ts";
import { heldBy, type Ours } from "./holder.ts";

const NOW = Date.UTC(2026, 0, 1, 12);
const NAMES_END = NOW + 30 * MINUTE_MS;
const REPOSITORY = 1_001;

let teamHash = "";
let ours: Ours;
beforeAll(async () => {
  teamHash = await teamHashOf("T0TEAM");
  const repositoryNames = new Map([[REPOSITORY, "org/name"]]);
  ours = { teamHash, repositoryIds: new Set([REPOSITORY]), repositoryNames };
});

const nameOf = (owner: Parameters<typeof encodeStem>[0]) =>
  encodeName(encodeStem(owner, "abc123"), NAMES_END);
const workflow = (repositoryId = REPOSITORY) =>
  nameOf({ kind: "workflow", repositoryId, runId: 7, attempt: 2, jobId: 42 });
const person = (hash = teamHash) => nameOf({ kind: "person", teamHash: hash, userId: "U0ONE" });

/** Active since an hour before `NOW`. */
const machine = (change: object = {}): Machine =>
  Machine.parse({
    _id: "a",
    name: workflow(),
    status: "active",
    hourlyPrice: 3,
    createdAt: new Date(NOW - 60 * MINUTE_MS).toISOString(),
    ...change,
  });

const remembered = (change: Partial<MachineRow> = {}): MachineRow => ({
  id: "a",
  name: "",
  stem: null,
  repositoryId: null,
  runId: null,
  userId: null,
  gpu: null,
  gpuCount: null,
  region: null,
  hourlyUsd: null,
  status: "active",
  createdAt: null,
  firstSeenAt: NOW - 20 * MINUTE_MS,
  lastSeenAt: NOW,
  billedFrom: null,
  endedAt: null,
  ...change,
});

const fleet = (
  machines: Machine[],
  { rows = [], leases = [] }: { rows?: MachineRow[]; leases?: LeaseRow[] } = {},
) => fleetOf({ machines, rows, leases, ours, now: NOW });
const only = (...given: Parameters<typeof fleet>) => fleet(...given).ours[0];

describe("a machine's holder is", () => {
  it("the run of a listed repository, with its name when known", () => {
    expect(heldBy(workflow(), ours).holder).toEqual({
      kind: "workflow",
      repositoryId: REPOSITORY,
      repository: "org/name",
      runId: 7,
      attempt: 2,
      jobId: 42,
    });
    const nameless = { ...ours, repositoryNames: new Map() };
    expect(heldBy(workflow(), nameless).holder).toMatchObject({ repository: null });
  });

  it("a person of our workspace", () => {
    expect(heldBy(person(), ours).holder).toEqual({ kind: "person", userId: "U0ONE" });
  });

  it.each<[string, () => string, string]>([
    ["a repository that is not listed", () => workflow(2), "unlisted-repository"],
    ["a person of another workspace", () => person("zzzz"), "other-team"],
    ["a name that is not ours", () => "my-machine", "name"],
    ["a name that is nearly ours", () => `${workflow()}0`, "nearly-ours"],
    ["a name in upper case", () => workflow().toUpperCase(), "nearly-ours"],
    ["no name", () => "", "name"],
  ])("foreign: %s", (_, name, why) => {
    expect(heldBy(name(), ours).holder).toEqual({ kind: "foreign", why });
  });

  it("foreign for a person, when there is no Slack workspace", () => {
    const { holder } = heldBy(person(), { ...ours, teamHash: null });
    expect(holder).toEqual({ kind: "foreign", why: "other-team" });
  });
});

describe("what a machine costs", () => {
  it("counts from when it was first seen active", () => {
    const rows = [remembered({ billedFrom: NOW - 20 * MINUTE_MS })];
    expect(only([machine()], { rows })).toMatchObject({ costUsd: 1, ageMs: 60 * MINUTE_MS });
  });

  it("counts from its creation, when nothing is remembered", () => {
    expect(only([machine()])).toMatchObject({ costUsd: 3 });
  });

  it("is nothing while it is pending", () => {
    expect(only([machine({ status: "pending" })])).toMatchObject({ costUsd: 0, hourlyUsd: 3 });
  });

  it("goes on for a machine that was active and is not any more", () => {
    const rows = [remembered({ billedFrom: NOW - 20 * MINUTE_MS })];
    expect(only([machine({ status: "error" })], { rows })).toMatchObject({ costUsd: 1 });
  });

  it("uses the price that was told before, and is unknown without one", () => {
    const rows = [remembered({ hourlyUsd: 6, billedFrom: NOW - 20 * MINUTE_MS })];
    const untold = machine({ hourlyPrice: null });
    expect(only([untold], { rows })).toMatchObject({ hourlyUsd: 6, costUsd: 2 });
    expect(only([untold])).toMatchObject({ hourlyUsd: null, costUsd: null });
  });

  it("is never less than nothing, when clocks differ", () => {
    const createdAt = new Date(NOW + MINUTE_MS).toISOString();
    expect(only([machine({ createdAt })])).toMatchObject({ costUsd: 0, ageMs: 0 });
  });
});

describe("a machine's age", () => {
  it("is since it was first seen, when its creation is not told", () => {
    const told = only([machine({ createdAt: null })], { rows: [remembered()] });
    expect(told).toMatchObject({ ageMs: 20 * MINUTE_MS });
    expect(only([machine({ createdAt: "soon" })])).toMatchObject({ ageMs: 0 });
  });
});

describe("a lease ends", () => {
  const lease = (endsAt: number, stem = workflow().slice(0, -6)): LeaseRow => ({
    stem,
    endsAt,
    movedBy: "U0ONE",
    movedAt: NOW,
    version: 1,
  });

  it.each([
    ["when the name says", [], NAMES_END],
    ["when it was extended to", [lease(NAMES_END + 1)], NAMES_END + 1],
    ["when the name says, if that is later", [lease(NAMES_END - 1)], NAMES_END],
    ["when the name says, whatever other leases do", [lease(NAMES_END + 1, "other")], NAMES_END],
  ])("%s", (_, leases, leaseEndsAt) => {
    expect(only([machine()], { leases })).toMatchObject({ leaseEndsAt });
  });

  it("never, for a foreign machine", () => {
    const { foreign } = fleet([machine({ name: "theirs" })]);
    expect(foreign).toMatchObject([{ leaseEndsAt: null, stem: null }]);
  });
});

describe("a fleet", () => {
  it("shows the dearest first, then the oldest", () => {
    const at = (minutes: number) => new Date(NOW - minutes * MINUTE_MS).toISOString();
    const { ours } = fleet([
      machine({ _id: "cheap", hourlyPrice: 1 }),
      machine({ _id: "younger", createdAt: at(5) }),
      machine({ _id: "older", createdAt: at(9) }),
      machine({ _id: "priceless", hourlyPrice: null }),
    ]);
    expect(ours.map(({ machine: { _id } }) => _id)).toEqual([
      "older",
      "younger",
      "cheap",
      "priceless",
    ]);
  });

  it("adds up ours and the foreign ones apart, and leaves out what is on its way out", () => {
    const { oursTotals, foreignTotals } = fleet([
      machine({ _id: "a" }),
      machine({ _id: "b", hourlyPrice: null }),
      machine({ _id: "c", name: "theirs", hourlyPrice: 7 }),
      machine({ _id: "d", status: "deleting" }),
      machine({ _id: "e", status: "deleted" }),
    ]);
    expect(oursTotals).toEqual({ machines: 2, hourlyUsd: 3, costUsd: 3, withoutPrice: 1 });
    expect(foreignTotals).toEqual({ machines: 1, hourlyUsd: 7, costUsd: 7, withoutPrice: 0 });
  });
});
