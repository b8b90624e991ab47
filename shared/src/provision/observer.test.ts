import { describe, expect, it } from "vitest";
import type { MachineFailure } from "./contract.ts";
import { BELIEVE_REFUSED_MS, failureOf, lookAt, type Seen } from "./observer.ts";
import { machine } from "./rented.fixture.ts";

const there: Seen = { missingMs: Number.NEGATIVE_INFINITY, leftMs: 1 };

describe("a machine that comes up", () => {
  it.each<[string, string, Partial<Seen>, MachineFailure | undefined]>([
    ["may yet be ready", "pending", {}, undefined],
    ["may have a status that we do not know", "odd", {}, undefined],
    ["has failed when it is in error", "error", {}, { code: "error" }],
    ["is gone when it is being deleted", "deleting", {}, { code: "gone" }],
    ["is not gone within 30 s of missing", "pending", { missingMs: 29_999 }, undefined],
    ["is gone when it is missed for 30 s", "pending", { missingMs: 30_000 }, { code: "gone" }],
    [
      "was too slow when no time is left",
      "pending",
      { leftMs: 0 },
      { code: "not-ready", detail: "its status is pending" },
    ],
    [
      "was too slow for another reason than its status",
      "active",
      { leftMs: 0, detail: "no address" },
      { code: "not-ready", detail: "no address" },
    ],
    [
      "has a status that goes on one line",
      `a\n${"b".repeat(40)}`,
      { leftMs: 0 },
      { code: "not-ready", detail: `its status is a ${"b".repeat(37)}…` },
    ],
    ["has failed, though it is missed and late", "error", { missingMs: 1e9, leftMs: 0 }, error()],
  ])("%s", (_, status, seen, expected) => {
    expect(failureOf(machine({ status }), { ...there, ...seen })).toEqual(expected);
  });

  it("may be refused to us for a minute", () => {
    expect(BELIEVE_REFUSED_MS).toBe(60_000);
  });
});

describe("a look at one machine", () => {
  const api = (got: string | null, listed: readonly string[]) => {
    const calls: string[] = [];
    return {
      calls,
      async get(id: string) {
        calls.push(`get ${id}`);
        return got === null ? undefined : machine({ _id: id, status: got });
      },
      async list() {
        calls.push("list");
        return listed.map((_id) => machine({ _id, status: "listed" }));
      },
    };
  };

  it.each([
    ["is what the API shows", "active", [], "active", ["get m1"]],
    ["asks the list when it is not found", null, ["m0", "m1"], "listed", ["get m1", "list"]],
    ["finds nothing when the list agrees", null, ["m0"], undefined, ["get m1", "list"]],
  ])("%s", async (_, got, listed, status, calls) => {
    const client = api(got, listed);
    expect((await lookAt("m1", client))?.status).toBe(status);
    expect(client.calls).toEqual(calls);
  });
});

function error(): MachineFailure {
  return { code: "error" };
}
