/** Each fault of Sesterce's that a launch can meet: what is left running, and what the person reads. */
import { costUsd } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { POLICY } from "../../../worker/src/reaper/policy.ts";
import { mostOf } from "../../../worker/src/slack/quote.ts";
import type { ScriptedFault } from "../../simulator/index.ts";
import { expectSound } from "./expect-sound.ts";
import { runInMemory, type Trouble } from "./memory-engine.ts";
import { LIFETIME_MS, launchWorld, PERSON, type WorldOptions } from "./world.ts";

const RANKED = [
  "H100_pcie_vm@oslo-norway-1",
  "H100_pcie_vm@paris-france-1",
  "H100_sxm5@austin-usa-1",
  "H100_sxm5@dallas-usa-3",
];

async function launchWith(faults: readonly ScriptedFault[], options: WorldOptions = {}) {
  const world = await launchWorld({ ...options, cloud: { bootMs: 30_000, ...options.cloud } });
  for (const fault of faults) world.cloud.faults.add(fault);
  const { outcome } = await runInMemory(world);
  await expectSound(world, outcome);
  expect(world.cloud.faults.unmet()).toEqual([]);
  expect(world.said()).toHaveLength(1);
  return { ...world, outcome };
}

const kinds = async ({ store, stem }: Awaited<ReturnType<typeof launchWith>>) =>
  (await store.evidence.ofMachine("", stem, 50)).map(({ kind }) => kind);

describe("a create that landed although the answer says otherwise is adopted, and none is sent again:", () => {
  it.each<[string, ScriptedFault]>([
    ["a 5xx", { fault: "create-5xx-landed" }],
    ["a 5xx, listed 5 s late", { fault: "create-5xx-landed", lateMs: 5_000 }],
    ["a 5xx, listed 20 s late", { fault: "create-5xx-landed", lateMs: 20_000 }],
    ["a lost connection", { fault: "create-lost-landed" }],
    ["a lost connection, listed 20 s late", { fault: "create-lost-landed", lateMs: 20_000 }],
    ["no answer", { fault: "slow", on: ["create"] }],
    ["an answer that is cut", { fault: "cut", on: ["create"] }],
  ])("%s", async (_, fault) => {
    const world = await launchWith([fault]);
    expect(world.outcome.kind).toBe("ready");
    expect(world.posts()).toEqual(RANKED.slice(0, 1));
    expect(world.watch.most()).toBe(1);
    expect(await kinds(world)).toContain("create-unconfirmed");
    expect(world.history().length).toBeLessThan(8);
  });
});

describe("a create that did not land leads to the next candidate:", () => {
  it.each<[string, ScriptedFault]>([
    ["a 5xx", { fault: "server-error", on: ["create"] }],
    ["a lost connection", { fault: "connection-lost", on: ["create"] }],
    ["no answer", { fault: "slow", on: ["create"], handled: false }],
    ["sold out as 400", { fault: "sold-out", status: 400 }],
    ["sold out as 404", { fault: "sold-out", status: 404 }],
    ["sold out as 409", { fault: "sold-out", status: 409 }],
    ["sold out as 500", { fault: "sold-out", status: 500 }],
  ])("%s", async (_, fault) => {
    const world = await launchWith([fault]);
    expect(world.outcome.kind).toBe("ready");
    expect(world.posts()).toEqual(RANKED.slice(0, 2));
    expect(world.watch.most()).toBe(1);
    expect(world.said()).toMatchSnapshot();
  });
});

describe("a machine that is no good is given back, and the next candidate tried:", () => {
  it.each<[string, readonly ScriptedFault[]]>([
    ["error after pending", [{ fault: "machine-error", afterMs: 10_000 }]],
    ["never active", [{ fault: "never-active" }]],
    ["an ip with a newline", [{ fault: "ip-newline" }]],
    ["a DELETE refused while pending", [{ fault: "never-active" }, refused(4)]],
  ])("%s", async (_, faults) => {
    const world = await launchWith(faults);
    expect(world.outcome.kind).toBe("ready");
    expect(world.posts()).toHaveLength(2);
    expect(world.watch.most()).toBe(1);
    expect(world.said()).toMatchSnapshot();
  });

  it("but three are enough", async () => {
    const world = await launchWith([{ fault: "machine-error", afterMs: 10_000, times: 3 }]);
    expect(world.outcome).toMatchObject({ kind: "failed", code: "attempts-used" });
    expect(world.said()).toMatchSnapshot();
  });

  it("and take fewer steps than the Free plan has, when none ever boots", async () => {
    const world = await launchWorld();
    world.cloud.faults.add({ fault: "never-active", times: 3 });
    const { outcome, names } = await runInMemory(world);
    await expectSound(world, outcome);
    expect(outcome).toMatchObject({ kind: "failed", code: "attempts-used" });
    // Waits included, which Cloudflare does not count.
    expect(names.length).toBeLessThan(800);
  });

  it("one that refuses its DELETE for minutes is deleted before the end", async () => {
    const faults: ScriptedFault[] = [
      { fault: "machine-error", afterMs: 10_000 },
      { fault: "refused", on: ["delete"], status: 409, times: 25 },
    ];
    const world = await launchWith(faults);
    expect(world.outcome.kind).toBe("ready");
    expect(world.watch.most()).toBe(2);
  });

  it("one that never goes is named", async () => {
    const faults: ScriptedFault[] = [
      { fault: "machine-error", afterMs: 10_000, times: 3 },
      { fault: "refused", on: ["delete"], status: 409, times: Number.POSITIVE_INFINITY },
    ];
    const world = await launchWith(faults);
    expect(world.outcome).toMatchObject({ kind: "failed", undone: { left: { length: 3 } } });
    expect(world.said()).toMatchSnapshot();
  });

  function refused(times: number): ScriptedFault {
    return { fault: "delete-refused-pending", times };
  }
});

describe("no other candidate would help:", () => {
  it.each<[string, ScriptedFault]>([
    ["balance", { fault: "no-balance" }],
    ["key-refused", { fault: "key-refused", on: ["create"], status: 403 }],
    ["key-refused", { fault: "key-refused", on: ["offers"], status: 401 }],
    ["blocked", { fault: "cloudflare-1010", on: ["create"] }],
    ["rate-limited", { fault: "rate-limited", on: ["create"], retryAfter: 3_600 }],
  ])("%s", async (_, fault) => {
    const world = await launchWith([fault]);
    expect(world.outcome).toMatchObject({ kind: "failed", code: "api" });
    expect(world.posts().length).toBeLessThanOrEqual(1);
    expect(world.said()).toMatchSnapshot();
  });

  it("a name that was changed is deleted at once", async () => {
    const world = await launchWith([{ fault: "name-changed" }]);
    expect(world.outcome).toMatchObject({ kind: "failed", code: "name-changed" });
    expect(world.said()).toMatchSnapshot();
  });

  it("a name that was cut as well", async () => {
    const world = await launchWith([{ fault: "name-cut", length: 20 }]);
    expect(world.outcome).toMatchObject({ kind: "failed", code: "name-changed" });
  });

  it("three refusals in the same words", async () => {
    const world = await launchWith([{ fault: "name-taken", times: 3 }]);
    expect(world.outcome).toMatchObject({ kind: "failed", code: "request-refused" });
    expect(world.said()).toMatchSnapshot();
  });

  it("all is sold out", async () => {
    const world = await launchWorld();
    world.cloud.offers.setAvailable(false);
    const { outcome } = await runInMemory(world);
    await expectSound(world, outcome);
    expect(outcome).toMatchObject({ kind: "failed", code: "no-offer" });
    expect(world.said()).toMatchSnapshot();
  });

  it("nobody tells whether a create has landed: what shows later is deleted", async () => {
    const world = await launchWith([
      { fault: "create-lost-landed" },
      { fault: "server-error", on: ["list"], times: 36 },
    ]);
    expect(world.outcome).toMatchObject({ kind: "failed", code: "unconfirmed" });
    expect(world.posts()).toHaveLength(1);
    expect(world.said()).toMatchSnapshot();
  });

  it("nor ever tells: the person reads that a machine may come of it", async () => {
    const never: ScriptedFault = { fault: "server-error", on: ["list"], times: Infinity };
    const world = await launchWith([{ fault: "create-lost-landed" }, never]);
    expect(world.outcome).toMatchObject({ undone: { mayStillLand: true } });
    expect(world.said()).toMatchSnapshot();
  });
});

describe("a create that was certainly not taken is sent again, for the same candidate:", () => {
  it.each<[string, ScriptedFault]>([
    ["429 with seconds", { fault: "rate-limited", on: ["create"], retryAfter: 60 }],
    ["429 without a word", { fault: "rate-limited", on: ["create"] }],
    ["a refused connection", { fault: "connection-refused", on: ["create"] }],
  ])("%s", async (_, fault) => {
    const world = await launchWith([fault]);
    expect(world.outcome.kind).toBe("ready");
    expect(new Set(world.posts())).toEqual(new Set(RANKED.slice(0, 1)));
  });

  it("at most ten times", async () => {
    const busy: ScriptedFault = { fault: "rate-limited", on: ["create"], times: Infinity };
    const world = await launchWith([busy]);
    expect(world.outcome).toMatchObject({ kind: "failed", code: "creates-used" });
    expect(world.posts()).toHaveLength(10);
    expect(world.said()).toMatchSnapshot();
  });
});

describe("of two machines one is left:", () => {
  it.each([0, 20_000, 55_000])("a twin that is listed %i ms late", async (lateMs) => {
    const world = await launchWith([{ fault: "create-twin", lateMs }]);
    expect(world.outcome.kind).toBe("ready");
    const ids = world.cloud.machines.all().map(({ id }) => id);
    const twins = ids.filter((id) => !world.alive().includes(id));
    const rows = await Promise.all(twins.map((id) => world.store.evidence.ofMachine(id, null, 9)));
    expect(rows.flat().map(({ kind }) => kind)).toEqual(["twin-deleted"]);
  });

  it("one that came of an unconfirmed create, after the next was sent", async () => {
    const world = await launchWith([{ fault: "create-lost-landed", lateMs: 24_000 }]);
    expect(world.outcome.kind).toBe("ready");
    expect(world.posts()).toHaveLength(2);
  });

  it("a twin that does not go is named in the message, until it does", async () => {
    const world = await launchWith([
      { fault: "create-twin", lateMs: 0 },
      { fault: "refused", on: ["delete"], status: 409, times: 30 },
    ]);
    expect(world.history().filter((text) => text.includes("*A second machine"))).toHaveLength(1);
    expect(world.said()[0]).not.toContain("second machine");
  });
});

describe("what the API tells wrongly for a moment changes nothing:", () => {
  it.each<[string, ScriptedFault]>([
    ["a 404 of a machine that lives", { fault: "get-404-live", times: 2 }],
    ["no answers for a while", { fault: "server-error", on: ["get"], times: 8 }],
    ["a key refused for a moment", { fault: "key-refused", on: ["get"], times: 2 }],
    ["a status that nobody knows", { fault: "unknown-status" }],
    ["a machine that is listed late", { fault: "create-listed-late" }],
    ["offers that do not come at first", { fault: "server-error", on: ["offers"], times: 6 }],
  ])("%s", async (_, fault) => {
    const world = await launchWith([fault]);
    expect(world.outcome.kind).toBe("ready");
    expect(world.posts()).toEqual(RANKED.slice(0, 1));
  });

  it("a key that stays refused ends it, and the machine is named", async () => {
    const refused: ScriptedFault = {
      fault: "key-refused",
      on: ["get", "list", "delete"],
      times: Infinity,
    };
    const world = await launchWith([refused]);
    expect(world.outcome).toMatchObject({ code: "api", undone: { left: { length: 1 } } });
    expect(world.said()).toMatchSnapshot();
  });
});

describe("nothing dearer than what was confirmed is rented:", () => {
  it("no offer at that price", async () => {
    const world = await launchWorld({ request: { hourlyUsd: 1 } });
    const { outcome } = await runInMemory(world, undefined, { maxHourlyUsd: 1 });
    expect(outcome).toMatchObject({ kind: "failed", code: "no-offer" });
    expect(world.posts()).toEqual([]);
    expect(world.said()).toMatchSnapshot();
  });

  it("a machine that comes dearer than its offer is given back", async () => {
    const world = await launchWith([], { priced: () => 9 });
    expect(world.outcome).toMatchObject({ kind: "failed", code: "attempts-used" });
    expect(world.said()).toMatchSnapshot();
  });

  it.each(["pending", "active"])("nor one whose price shows only when it is %s", async (status) => {
    const priced: WorldOptions["priced"] = (machine, by) =>
      by === "get" && machine.status === status ? 9 : null;
    const world = await launchWith([], { priced });
    expect(world.outcome).toMatchObject({ kind: "failed", code: "attempts-used" });
    expect(world.said()[0]).toContain("which nobody has confirmed");
    expect(world.alive()).toEqual([]);
  });
});

it("what the quote says it can come to at most holds for the last click and the third machine", async () => {
  const world = await launchWorld();
  const quotedAt = world.clock.now();
  const most = mostOf({ hourlyUsd: 5, lifetimeMs: LIFETIME_MS, now: quotedAt });
  await world.clock.advance(most.clickBy - quotedAt);
  world.cloud.faults.add({ fault: "never-active", times: 2 });
  world.cloud.faults.add({ fault: "delete-refused-pending", times: 20 });
  const { outcome } = await runInMemory(world);
  if (outcome.kind !== "ready") throw new Error(outcome.kind);
  expect(world.posts()).toHaveLength(3);
  expect(outcome.leaseEndsAt).toBeLessThanOrEqual(most.endsAt);
  // As if each minute since the click were paid for, and nobody could be told of the end.
  const paidMs = outcome.leaseEndsAt - most.clickBy + POLICY.untoldEndMs;
  expect(costUsd(5, paidMs)).toBeLessThanOrEqual(most.usd);
});

describe("a machine that is gone while it boots is not replaced:", () => {
  type World = Awaited<ReturnType<typeof launchWorld>>;

  /** `note`: what the case says of it by the time that it is gone. */
  async function goneAfter(
    note: (world: World, id: string) => Promise<unknown>,
    trouble?: Trouble,
  ) {
    const world = await launchWorld({ cloud: { bootMs: 300_000 } });
    const byHand = async () => {
      await world.clock.sleep(40_000);
      const [id = ""] = world.alive();
      await note(world, id);
      if (world.deps.sesterce.ok) await world.deps.sesterce.value.delete(id);
    };
    const runs = Promise.all([runInMemory(world, trouble), byHand()]);
    const [{ outcome }] = await world.drive(runs);
    return { ...world, outcome };
  }

  const save = ({ store, looked }: World, id: string, deletingSince: number | null = null) =>
    store.cases.save([{ ...looked(id), deletingSince }]);

  const claim = async (world: World, id: string) => {
    await save(world, id);
    const [{ version } = { version: 0 }] = await world.store.leases.find([world.stem]);
    const at = world.clock.now();
    await world.store.claims.take(
      [{ machineId: id, version: 1, leaseVersion: version, actor: "U0ONE" }],
      at,
    );
    return { machineId: id, claimedAt: at };
  };

  it.each<[string, (world: World, id: string) => Promise<unknown>]>([
    ["somebody has deleted it", (world, id) => save(world, id, world.clock.now())],
    ["somebody is about to delete it", claim],
    [
      "somebody had it deleted, and it was still listed",
      async (world, id) => {
        const said = { kind: "delete-failed", actor: PERSON, detail: "It is still listed." };
        const end = { ...(await claim(world, id)), ...said, isDeleted: false };
        await world.store.claims.end([end], world.clock.now());
      },
    ],
  ])("%s", async (_, note) => {
    const world = await goneAfter(note);
    expect(world.outcome).toMatchObject({ kind: "failed", code: "ended-by-hand" });
    expect(world.alive()).toEqual([]);
    expect(world.posts()).toHaveLength(1);
    expect(world.said()).toMatchSnapshot();
  });

  const who = { step: "machine 1: who", kind: "fail", isDone: false } as const;

  it("nobody can tell who has deleted it", async () => {
    const world = await goneAfter(async () => {}, who);
    expect(world.outcome).toMatchObject({ kind: "failed", code: "ended-by-hand" });
    expect(world.alive()).toEqual([]);
    expect(world.posts()).toHaveLength(1);
  });

  it("unless D1 tells, at its third answer, that nobody has", async () => {
    const world = await goneAfter(async () => {}, { ...who, times: 2 });
    expect(world.outcome.kind).toBe("ready");
    expect(world.posts()).toHaveLength(2);
  });
});

it("evidence names the person and what was done", async () => {
  const world = await launchWith([{ fault: "sold-out" }]);
  const id = world.alive()[0] ?? "";
  const rows = await world.store.evidence.ofMachine(id, world.stem, 50);
  expect(rows.map(({ kind }) => kind).reverse()).toEqual([
    ...["lease-moved", "launch-started", "create-refused", "created", "ready"],
  ]);
  expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set([PERSON]));
});
