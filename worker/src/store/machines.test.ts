import { env } from "cloudflare:workers";
import { MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import type { MachineRow, Sighting, Store } from "./index.ts";
import { freshStore, NOW, nameOf, PERSON, sighting, WORKFLOW } from "./store.fixture.ts";

let store: Store;
beforeEach(async () => {
  store = await freshStore();
});

const minute = (minutes: number) => NOW + minutes * MINUTE_MS;
const see = (minutes: number, ...all: Partial<Sighting>[]) =>
  store.machines.record(all.map(sighting), minute(minutes));

async function row(id = "machine-1"): Promise<MachineRow | undefined> {
  const [found] = await store.machines.byIds([id]);
  return found;
}

const evidence = async (id = "machine-1") =>
  (await store.evidence.of({ machineId: id, stem: null }, 50)).map(
    ({ kind, detail }) => `${kind}: ${detail}`,
  );

describe("a machine that is listed", () => {
  it("gets a row with its price, its owner and when it was seen", async () => {
    await see(3, {});
    expect(await row()).toEqual({
      id: "machine-1",
      name: nameOf(WORKFLOW),
      stem: sighting().stem,
      repositoryId: 1_001,
      runId: 70_001,
      userId: null,
      gpu: "H100",
      gpuCount: 1,
      region: "Dallas",
      hourlyUsd: 3,
      status: "active",
      createdAt: NOW,
      firstSeenAt: minute(3),
      lastSeenAt: minute(3),
      billedFrom: NOW,
      endedAt: null,
    });
    expect(await evidence()).toEqual(["first-seen: First seen, active."]);
  });

  it("of a person or of a stranger is known as such", async () => {
    await see(0, { name: nameOf(PERSON) }, { id: "machine-2", name: "somebody-elses" });
    expect(await row()).toMatchObject({ userId: "U0ONE", repositoryId: null });
    expect(await row("machine-2")).toMatchObject({ stem: null, userId: null, repositoryId: null });
  });

  it("is billed from when it is first seen active", async () => {
    await see(0, { status: "pending" });
    expect(await row()).toMatchObject({ billedFrom: null, status: "pending" });
    await see(4, {});
    expect(await row()).toMatchObject({ billedFrom: minute(4), status: "active" });
    await see(8, { status: "error" });
    expect(await row()).toMatchObject({ billedFrom: minute(4), status: "error" });
    expect(await evidence()).toEqual([
      "status: From active to error.",
      "status: From pending to active.",
      "first-seen: First seen, pending.",
    ]);
  });

  it.each([
    ["is told", NOW, NOW],
    ["is not told", null, minute(5)],
    ["lies in the future", minute(60), minute(5)],
  ])("active at once is billed from its creation, if that %s", async (_, createdAt, billedFrom) => {
    await see(5, { createdAt });
    expect(await row()).toMatchObject({ billedFrom });
  });

  it("keeps the price and the facts that a later list does not tell", async () => {
    await see(0, {});
    await see(2, { status: "error", hourlyUsd: null, gpu: null, gpuCount: null, region: null });
    expect(await row()).toMatchObject({
      status: "error",
      hourlyUsd: 3,
      gpu: "H100",
      gpuCount: 1,
      region: "Dallas",
    });
  });

  it("takes a price that changes", async () => {
    await see(0, { hourlyUsd: null });
    await see(2, { hourlyUsd: 2.5 });
    expect(await row()).toMatchObject({ hourlyUsd: 2.5 });
  });
});

describe("a machine ends", () => {
  it("when a list does not have it any more", async () => {
    await see(0, {}, { id: "machine-2" });
    await see(2, {});
    expect(await row("machine-2")).toMatchObject({ endedAt: minute(2) });
    expect(await row()).toMatchObject({ endedAt: null });
    expect(await evidence("machine-2")).toContain("gone: Not in the list any more.");
  });

  it.each(["deleting", "deleted"])("when it is listed as %s, once", async (status) => {
    await see(0, {});
    await see(2, { status });
    await see(4, { status });
    expect(await row()).toMatchObject({ endedAt: minute(2), status });
    await see(20);
    expect(await row()).toMatchObject({ endedAt: minute(2) });
    expect(await evidence()).toEqual([
      `gone: From active to ${status}.`,
      "first-seen: First seen, active.",
    ]);
  });

  it("at most 15 minutes after it was last seen, if nobody looked for longer", async () => {
    await see(0, {}, { id: "machine-2" });
    await see(300, { status: "deleting" });
    expect(await row()).toMatchObject({ endedAt: minute(15) });
    expect(await row("machine-2")).toMatchObject({ endedAt: minute(15) });
  });

  it("but not before it was seen: a list asked for earlier says nothing of it", async () => {
    await see(5, {});
    await see(3);
    await see(5);
    expect(await row()).toMatchObject({ endedAt: null });
  });

  it("and is back when it is listed again", async () => {
    await see(0, {});
    await see(2);
    await see(4, {});
    expect(await row()).toMatchObject({ endedAt: null, billedFrom: NOW });
    expect(await evidence()).toContain("back: Listed again, active.");
  });

  it("and one that was never seen alive has no row", async () => {
    await see(0, { status: "deleted" });
    expect(await row()).toBeUndefined();
    expect(await evidence()).toEqual([]);
  });
});

describe("two looks at once", () => {
  it("leave what the newer one saw, in either order", async () => {
    const newer = () => see(4, { status: "error" });
    const older = () => see(2, { status: "active" });
    await see(0, { status: "pending" });
    await newer();
    await older();
    expect(await row()).toMatchObject({ status: "error", lastSeenAt: minute(4) });
  });

  it("write the same thing once", async () => {
    await Promise.all([see(0, {}), see(0, {}), see(0, {})]);
    await Promise.all([see(2, { status: "error" }), see(2, { status: "error" })]);
    expect(await evidence()).toEqual([
      "status: From active to error.",
      "first-seen: First seen, active.",
    ]);
  });
});

describe("what a look costs", () => {
  const many = Array.from({ length: 500 }, (_, index) => ({ id: `machine-${index}` }));

  it("is a fixed number of statements, however many machines", async () => {
    let statements = 0;
    const counting = new Proxy(env.DB, {
      get: (db, key) => {
        if (key !== "batch") return Reflect.get(db, key).bind?.(db) ?? Reflect.get(db, key);
        return (all: D1PreparedStatement[]) => {
          statements += all.length;
          return db.batch(all);
        };
      },
    });
    const counted = await freshStore(counting);
    await counted.machines.record(many.map(sighting), NOW);
    expect(statements).toBe(4);
    expect(await store.machines.byIds(many.map(({ id }) => id))).toHaveLength(500);
  });

  it("is nothing written when nothing changed, and a refresh every ten minutes", async () => {
    await see(0, ...many);
    await see(9, ...many);
    expect(await row()).toMatchObject({ lastSeenAt: NOW });
    await see(10, ...many);
    expect(await row()).toMatchObject({ lastSeenAt: minute(10) });
    expect(await evidence()).toHaveLength(1);
  });
});

describe("a reference finds", () => {
  beforeEach(() => see(0, { id: "6b04aaaa1" }, { id: "6b04bbbb2", name: "twin" }, { id: "x" }));

  it.each([
    ["an id", "6b04aaaa1", "6b04aaaa1"],
    ["a name", "twin", "6b04bbbb2"],
    ["the beginning of one id", "6b04a", "6b04aaaa1"],
  ])("%s", async (_, reference, id) => {
    expect(await store.machines.find(reference)).toMatchObject({ kind: "one", row: { id } });
  });

  it("nothing for what nobody bears, for too short a beginning, and for a pattern", async () => {
    for (const reference of ["6b0", "nothing", "%", "6b04____1", ""]) {
      expect(await store.machines.find(reference)).toEqual({ kind: "none" });
    }
  });

  it("several that begin alike", async () => {
    const found = await store.machines.find("6b04");
    expect(found).toEqual({ kind: "several", ids: ["6b04aaaa1", "6b04bbbb2"] });
  });

  it("the newest of a name", async () => {
    await see(5, { id: "6b04aaaa1" }, { id: "6b04bbbb2", name: "twin" }, { id: "y", name: "twin" });
    expect(await store.machines.find("twin")).toMatchObject({ kind: "one", row: { id: "y" } });
  });
});

describe("costs", () => {
  const between = (from: number, until: number) =>
    store.machines.costsBetween(minute(from), minute(until));

  it("are added up by repository and by person, the dearest first, strangers together", async () => {
    const other = nameOf({ ...WORKFLOW, runId: 9, attempt: 3 });
    await see(
      0,
      { id: "a" },
      { id: "b", name: other },
      { id: "c", name: nameOf(PERSON), hourlyUsd: 10 },
      { id: "d", name: "x", hourlyUsd: 1 },
      { id: "e", name: "y", hourlyUsd: null },
    );
    expect(await between(-60, 60)).toEqual([
      {
        kind: "person",
        userId: "U0ONE",
        machines: 1,
        billedMs: 60 * MINUTE_MS,
        costUsd: 10,
        withoutPrice: 0,
      },
      {
        kind: "workflow",
        repositoryId: 1_001,
        machines: 2,
        billedMs: 120 * MINUTE_MS,
        costUsd: 6,
        withoutPrice: 0,
      },
      { kind: "foreign", machines: 2, billedMs: 120 * MINUTE_MS, costUsd: 1, withoutPrice: 1 },
    ]);
  });

  it("survive the machine's end", async () => {
    await see(0, {});
    await see(10, {});
    await see(20);
    expect(await between(0, 600)).toMatchObject([{ billedMs: 20 * MINUTE_MS, costUsd: 1 }]);
  });

  it("count only what lies within the time asked for", async () => {
    await see(0, {});
    await see(10, {});
    await see(20);
    expect(await between(5, 15)).toMatchObject([{ billedMs: 10 * MINUTE_MS, costUsd: 0.5 }]);
    expect(await between(20, 60)).toEqual([]);
    expect(await between(-60, 0)).toEqual([]);
  });

  it("are by the minute, each begun one in full, machine by machine", async () => {
    await see(0, {}, { id: "machine-2" });
    expect(await store.machines.costsBetween(NOW, NOW + 61_000)).toMatchObject([{ costUsd: 0.2 }]);
  });

  it("have nothing for what was never active", async () => {
    await see(0, { status: "pending" });
    expect(await between(0, 60)).toEqual([]);
  });
});
