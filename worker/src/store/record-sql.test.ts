import { env } from "cloudflare:workers";
import { MINUTE_MS } from "@sesterce-gpu/shared";
import { beforeEach, describe, expect, it } from "vitest";
import { type MachineRow, openStore, type Sighting, type Store, StoreError } from "./index.ts";
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
  (await store.evidence.ofMachine(id, null, 50)).map(({ kind, detail }) => `${kind}: ${detail}`);

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

  it("takes a price, a name and a build that change, and says so", async () => {
    await see(0, { hourlyUsd: null, region: null });
    await see(2, { hourlyUsd: 2.5, gpuCount: 2, name: "taken-over" });
    expect(await row()).toMatchObject({ hourlyUsd: 2.5, gpuCount: 2, name: "taken-over" });
    expect(await row()).toMatchObject({ stem: null, repositoryId: null, runId: null });
    await see(4, { hourlyUsd: 3, gpuCount: 2, name: "taken-over", region: null });
    expect((await evidence()).toSorted()).toEqual([
      "build: From 1 × H100 in ? to 2 × H100 in Dallas.",
      "first-seen: First seen, active.",
      "price: From $2.5 to $3.0 an hour.",
      "price: From unknown to $2.5 an hour.",
      `renamed: From ${nameOf(WORKFLOW)} to taken-over.`,
    ]);
  });

  it.each(["pending", "error", "a-new-status"])("is not billed while %s", async (status) => {
    await see(0, { status });
    await see(20, { status });
    expect(await row()).toMatchObject({ billedFrom: null, endedAt: null });
  });

  it("twice is one machine", async () => {
    await see(0, { status: "pending" }, {});
    expect(await row()).toMatchObject({ status: "active", billedFrom: NOW });
    expect(await evidence()).toEqual(["first-seen: First seen, active."]);
  });

  it("with a fraction of a GPU is written down all the same", async () => {
    await see(0, { gpuCount: 0.5 });
    expect(await row()).toMatchObject({ gpuCount: 0 });
  });

  it("has evidence that names who looked and whose lease it is", async () => {
    await see(0, {});
    await store.machines.record([sighting({ status: "error" })], minute(2), { actor: "U0ONE" });
    const rows = await store.evidence.ofMachine("machine-1", null, 9);
    expect(rows).toMatchObject([
      { at: minute(2), actor: "U0ONE", stem: sighting().stem },
      { at: NOW, actor: "sweep", stem: sighting().stem },
    ]);
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

  it("once, on its way out and out; then its row is left alone", async () => {
    await see(0, {});
    await see(2, { status: "deleting" });
    await see(6, { status: "deleted" });
    const after = await row();
    expect(after).toMatchObject({ endedAt: minute(2), lastSeenAt: minute(6), status: "deleted" });
    await see(60, { status: "deleted" });
    expect(await row()).toEqual(after);
    expect(await evidence()).toContain("status: From deleting to deleted.");
  });

  it("at most 15 minutes after it was last seen, if nobody looked for longer", async () => {
    await see(0, {}, { id: "machine-2" });
    await see(300, { status: "deleting" });
    expect(await row()).toMatchObject({ endedAt: minute(15) });
    expect(await row("machine-2")).toMatchObject({ endedAt: minute(15) });
  });

  it("15 minutes after the last list that had it, even if its row was not refreshed then", async () => {
    await see(0, {}, { id: "machine-2" });
    await see(9, {}, { id: "machine-2" });
    await see(300, { status: "deleting" });
    expect(await row()).toMatchObject({ endedAt: minute(24) });
    expect(await row("machine-2")).toMatchObject({ endedAt: minute(24) });
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
  it("leave what the newer one saw when it is written down first", async () => {
    await see(0, { status: "pending" });
    await see(4, { status: "error" });
    const after = await row();
    await see(2, { hourlyUsd: 9, name: "renamed" });
    expect(await row()).toEqual(after);
    expect(await evidence()).toHaveLength(2);
  });

  it.each([
    ["older first", [2, 4]],
    ["newer first", [4, 2]],
  ])("agree in the end on who is there: %s", async (_, order) => {
    await see(0, {}, { id: "machine-2" }, { id: "machine-3" });
    const looks: Record<number, () => Promise<unknown>> = {
      2: () => see(2, {}, { id: "machine-3", status: "error" }),
      4: () => see(4, { id: "machine-2" }, { id: "machine-3" }),
    };
    await Promise.all(order.map((at) => looks[at]?.()));
    expect(await row()).toMatchObject({ endedAt: minute(4) });
    expect(await row("machine-2")).toMatchObject({ endedAt: null });
    expect(await row("machine-3")).toMatchObject({ status: "active", endedAt: null });
  });

  it("write the same thing once", async () => {
    await Promise.all([see(0, {}), see(0, {}), see(0, {})]);
    await Promise.all([see(2, { status: "error" }), see(2, { status: "error" })]);
    await Promise.all([see(4), see(4), see(3)]);
    expect(await evidence()).toEqual([
      "gone: Not in the list any more.",
      "status: From active to error.",
      "first-seen: First seen, active.",
    ]);
  });

  it("do not end what a newer list saw and had no need to write down", async () => {
    await see(0, {});
    await see(9, {});
    await see(5);
    expect(await row()).toMatchObject({ endedAt: null, lastSeenAt: NOW });
    expect(await evidence()).toHaveLength(1);
  });

  it("do not bring back what a newer list did not have", async () => {
    await see(0, {});
    await see(5);
    await see(4, {});
    expect(await row()).toMatchObject({ endedAt: minute(5) });
  });

  it("keep a machine that only the older one saw, until the next", async () => {
    await see(5, {});
    await see(4, { id: "machine-2" });
    expect(await row("machine-2")).toMatchObject({ firstSeenAt: minute(4), endedAt: null });
    await see(6, {});
    expect(await row("machine-2")).toMatchObject({ endedAt: minute(6) });
  });
});

describe("a list that can't be written down", () => {
  it("leaves nothing of it, not even evidence", async () => {
    await see(0, {}, { id: "machine-3" });
    const failed = see(2, { id: "machine-2", createdAt: 0.5 });
    await expect(failed).rejects.toBeInstanceOf(StoreError);
    expect(await row()).toMatchObject({ endedAt: null });
    expect(await row("machine-2")).toBeUndefined();
    expect(await evidence()).toHaveLength(1);
    expect(await evidence("machine-2")).toEqual([]);
    await see(1);
    expect(await row()).toMatchObject({ endedAt: minute(1) });
  });
});

describe("what a look costs", () => {
  const many = Array.from({ length: 500 }, (_, index) => ({ id: `machine-${index}` }));

  /** The database, with a count of what it is asked and of the rows that it writes. */
  function counting() {
    const count = { prepared: 0, written: 0 };
    const db = new Proxy(env.DB, {
      get: (real, key) => {
        if (key === "prepare") {
          count.prepared += 1;
          return real.prepare.bind(real);
        }
        return async (all: D1PreparedStatement[]) => {
          const answers = await real.batch(all);
          count.written = answers.reduce((sum, { meta }) => sum + meta.rows_written, 0);
          return answers;
        };
      },
    });
    return { count, db };
  }

  it.each([0, 1, 500])(
    "is a fixed number of statements in one transaction: %i machines",
    async (machines) => {
      const { count, db } = counting();
      await openStore(db).machines.record(many.slice(0, machines).map(sighting), NOW);
      expect(count.prepared).toBe(5);
      expect(await store.machines.alive()).toHaveLength(machines);
    },
  );

  it("is one row written when nothing changed: the mark of the newest list", async () => {
    const { count, db } = counting();
    const { machines } = openStore(db);
    await machines.record(many.map(sighting), NOW);
    expect(count.written).toBeGreaterThan(1_000);
    await machines.record(many.map(sighting), minute(9));
    expect(count.written).toBe(1);
  });

  it("is a refresh of the last sighting when that is older than ten minutes", async () => {
    await see(0, ...many);
    await see(9, ...many);
    expect(await row()).toMatchObject({ lastSeenAt: NOW });
    await see(10, ...many);
    expect(await row()).toMatchObject({ lastSeenAt: NOW });
    await see(11, ...many);
    expect(await row()).toMatchObject({ lastSeenAt: minute(11) });
    expect(await evidence()).toHaveLength(1);
  });
});
