import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { ourTeamHash, simulatedWorker } from "../simulated-worker.ts";

/** Two machines of one person's lease; the launch is over, as `outcome` says. */
async function twins(outcome: (ids: readonly string[]) => object | null) {
  const worker = await simulatedWorker();
  const owner = {
    kind: "person",
    teamHash: await ourTeamHash(),
    userId: "U0ONE",
  } as const;
  const [first = ""] = await worker.seed([{ who: owner, ageMs: 5 * MINUTE_MS, leaseMs: HOUR_MS }]);
  const name = worker.cloud.machines.all().find(({ id }) => id === first)?.name ?? "";
  const [second = ""] = await worker.seed([{ who: name, ageMs: 0 }]);
  await worker.sweep();
  const [row] = await worker.deps.store.machines.byIds([first]);
  const request = {
    gpu: "H100",
    count: 1,
    region: null,
    lifetimeMs: HOUR_MS,
    hourlyUsd: 5,
    candidates: [],
  };
  const quote = { id: "launch1", stem: row?.stem ?? "", userId: "U0ONE", quotedAt: 1, request };
  await worker.deps.store.launches.quote(quote);
  const settled = outcome([first, second]);
  if (settled) await worker.deps.store.launches.settle("launch1", settled);
  await worker.clock.advance(2 * MINUTE_MS);
  await worker.sweep();
  return { first, second, alive: worker.cloud.billedNow().map(({ id }) => id) };
}

describe("a machine that a launch has left behind", () => {
  it("beside the one that was handed over ends with the next sweep", async () => {
    const { alive, first } = await twins(([id]) => ({ kind: "ready", machineId: id }));
    expect(alive).toEqual([first]);
  });

  it("by a launch that has failed ends as well", async () => {
    const { alive } = await twins(() => ({ kind: "failed", code: "no-offer" }));
    expect(alive).toEqual([]);
  });

  it.each<[string, object | null]>([
    ["is under way", null],
    ["says nothing that can be read", { kind: "ready" }],
  ])("stays while its launch %s", async (_, outcome) => {
    const { alive, first, second } = await twins(() => outcome);
    expect(alive.toSorted()).toEqual([first, second].toSorted());
  });
});
