import type { WorkflowOwner } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { lookAtOwners } from "../../../worker/src/github/owner-looks.ts";
import { ownerKey } from "../../../worker/src/github/owner-state.ts";
import { type HubOptions, hub } from "./hub.ts";

const ALWAYS = { times: Number.POSITIVE_INFINITY } as const;

/** GitHub with so many runs of one job each. `room`: requests that may be spent on looks. */
function crowd(runs: number, { room = 1_000, ...options }: HubOptions & { room?: number } = {}) {
  const world = hub({ budget: room, ...options });
  const owners = Array.from({ length: runs }, (): WorkflowOwner => {
    const { id: runId, attempts } = world.world.startRun({ repository: world.repository.id });
    return { ...world.owner, runId, jobId: attempts[0]?.jobs[0]?.id ?? 0 };
  });
  const hasRoom = (requests: number) => room - world.spent.count >= requests;
  const look = (of = owners) => world.clock.run(lookAtOwners(of, world.client, hasRoom));
  /** Kinds of what was found, in the order of the owners; undefined: not asked about. */
  const kinds = ({ states }: Awaited<ReturnType<typeof look>>, of = owners) =>
    of.map((owner) => states.get(ownerKey(owner))?.kind);
  const lose = (count: number) => {
    for (const { runId } of owners.slice(0, count)) world.world.deleteRun(runId);
  };
  return { ...world, owners, look, kinds, lose };
}

const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

describe("many owners in one tick", () => {
  it("are each found as they are", async () => {
    const { world, owners, look, kinds } = crowd(4);
    world.completeRun(owners[1]?.runId ?? 0);
    world.deleteRun(owners[3]?.runId ?? 0);
    const looks = await look();
    expect(kinds(looks)).toEqual(["alive", "ended", "alive", "missing"]);
    expect(looks.sight).toEqual({ kind: "clear" });
  });

  it("none: nobody is asked", async () => {
    const { look, asked } = crowd(0);
    expect(await look()).toEqual({ states: new Map(), sight: { kind: "clear" } });
    expect(asked()).toEqual([]);
  });

  it("that are one are asked about once", async () => {
    const { owner, owners, look, kinds, asked } = crowd(1);
    const all = [owner, ...owners, { ...owner }, ...owners];
    expect(kinds(await look(all), all)).toEqual(times(4, "alive"));
    expect(asked()).toEqual(["job", "job"]);
  });

  it("are asked about five at once", async () => {
    const { clock, faults, owners, client, asked } = crowd(12);
    faults.add({ fault: "hang", ms: 1_000, ...ALWAYS });
    const all = lookAtOwners(owners, client, () => true);
    await clock.advance(0);
    expect(asked()).toHaveLength(5);
    await clock.advance(1_000);
    expect(asked()).toHaveLength(10);
    expect((await clock.run(all)).states.size).toBe(12);
  });
});

describe("the budget", () => {
  it("ends the looks, the first ones first; the others are not in the answer", async () => {
    const { look, kinds, spent } = crowd(10, { room: 7 });
    const looks = await look();
    expect(kinds(looks)).toEqual([...times(7, "alive"), ...times(3, undefined)]);
    expect(looks.sight).toEqual({ kind: "clear" });
    expect(spent.count).toBe(7);
  });

  it("of nothing asks about nobody", async () => {
    const { look, asked } = crowd(3, { room: 0 });
    expect(await look()).toEqual({ states: new Map(), sight: { kind: "clear" } });
    expect(asked()).toEqual([]);
  });

  it.each([5, 6, 9, 10, 12, 26])(
    "of %i requests is not used up by owners none of which gets its answer",
    async (room) => {
      const { look, kinds, lose, spent } = crowd(30, { room });
      lose(30);
      const found = kinds(await look()).filter((kind) => kind === "missing");
      expect(found).toHaveLength(Math.floor(room / 5));
      expect(spent.count).toBeLessThanOrEqual(room);
    },
  );

  it("that ends under an owner leaves it for the next tick", async () => {
    const { look, kinds, lose, spent } = crowd(3, { room: 4 });
    lose(1);
    const looks = await look();
    expect(kinds(looks)).toEqual(times(3, undefined));
    expect(looks.sight).toEqual({ kind: "clear" });
    expect(spent.count).toBe(4);
  });

  it("pays for the App's token, too", async () => {
    const { look, kinds, clock, memory, github, access } = await appCrowd(4, 3);
    expect(access).toBe("app");
    expect(kinds(await look())).toEqual(["alive", "alive", undefined, undefined]);
    expect(github.requests).toHaveLength(3);
    expect(memory.token?.expiresAt).toBeGreaterThan(clock.now());
  });
});

async function appCrowd(runs: number, room: number) {
  const { makeAppKeys } = await import("./app-key.ts");
  const { publicKey, pkcs1: privateKey } = await makeAppKeys();
  const app = { appId: 1234, installationId: 77, publicKey };
  const world = crowd(runs, { room, app, token: undefined, access: { privateKey } });
  return { ...world, access: "app" };
}

describe("the quota", () => {
  it.each([99, 0])(
    "with %i left nobody else is asked, and all of them are unknown",
    async (left) => {
      const { faults, look, asked, owner, owners, kinds } = crowd(20);
      faults.add({ fault: "quota-low", remaining: left, ...ALWAYS });
      const looks = await look();
      expect(asked().length).toBeLessThanOrEqual(5);
      // Five were under way when the first of them told.
      expect(looks.sight).toEqual({ kind: "quota", remaining: Math.max(0, left - 4) });
      expect(looks.states.size).toBe(20);
      expect(kinds(looks, owners.slice(5))).toEqual(times(15, "unknown"));
      expect(looks.states.get(ownerKey(owners[19] ?? owner))).toMatchObject({
        reason: "rate-limited",
        evidence: expect.stringContaining("less than 100 requests"),
      });
    },
  );

  it("of a hundred is enough", async () => {
    const { faults, look, kinds } = crowd(1);
    faults.add({ fault: "quota-low", remaining: 100 });
    const looks = await look();
    expect(kinds(looks)).toEqual(["alive"]);
    expect(looks.sight).toEqual({ kind: "clear" });
  });

  it("that was low in the last tick keeps us from asking at all, until its hour is over", async () => {
    const { faults, look, asked, clock, kinds } = crowd(2);
    faults.add({ fault: "quota-low", remaining: 50 });
    await look();
    const before = asked().length;
    expect((await look()).sight).toMatchObject({ kind: "quota" });
    expect(asked()).toHaveLength(before);
    await clock.advance(3_600_000);
    expect(kinds(await look())).toEqual(["alive", "alive"]);
  });
});

describe("a GitHub that fails", () => {
  it.each(["unavailable", "network", "unauthorized", "secondary-limit"] as const)(
    "with %s is not asked any more when five in a row had no answer, and the others are unknown",
    async (fault) => {
      const { faults, look, asked, kinds } = crowd(30);
      faults.add({ fault, ...ALWAYS });
      const looks = await look();
      // Four more are under way by then.
      expect(asked().length).toBeLessThanOrEqual(9);
      expect(kinds(looks)).toEqual(times(30, "unknown"));
      expect(looks.sight).toMatchObject({ kind: "failing" });
    },
  );

  it("after it has answered many is not asked any more either", async () => {
    const { faults, look, asked, kinds, owners } = crowd(40);
    faults.add({ fault: "unavailable", skip: 20, ...ALWAYS });
    const looks = await look();
    expect(asked().length).toBeLessThanOrEqual(29);
    expect(kinds(looks, owners.slice(20))).toEqual(times(20, "unknown"));
    expect(looks.sight).toEqual({ kind: "clear" });
  });

  it("now and then is asked about all", async () => {
    const { faults, look, asked, owners } = crowd(40);
    for (const { jobId } of owners.filter((_, index) => index % 4 === 3)) {
      faults.add({ fault: "unavailable", when: ({ url }) => url.pathname.endsWith(`/${jobId}`) });
    }
    expect((await look()).sight).toEqual({ kind: "clear" });
    expect(asked()).toHaveLength(40);
  });

  it.each<[failed: number, of: number, kind: string]>([
    [1, 1, "failing"],
    [1, 2, "failing"],
    [1, 3, "clear"],
    [2, 4, "failing"],
    [4, 9, "clear"],
    [5, 10, "failing"],
  ])("%i of %i times: its sight is %s", async (failed, of, kind) => {
    const { faults, look } = crowd(of);
    faults.add({ fault: "unavailable", skip: of - failed, times: failed });
    expect((await look()).sight.kind).toBe(kind);
  });

  it.each(["forbidden", "html", "other-check-run"] as const)(
    "only for some repository (%s) fails nobody else",
    async (fault) => {
      const { faults, look, kinds } = crowd(3);
      faults.add({ fault, on: ["job"], ...ALWAYS });
      const looks = await look();
      expect(kinds(looks)).toEqual(times(3, "unknown"));
      expect(looks.sight).toEqual({ kind: "clear" });
    },
  );
});
