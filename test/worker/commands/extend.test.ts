/** `/gpu extend`: the new end and its price, the click, and each reason why a lease is not moved. */
import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { EVIL } from "../../../worker/src/slack/views/views.fixture.ts";
import { looked } from "../../../worker/src/store/store.fixture.ts";
import { buttonsOf, textOf } from "../reaper/slack-text.ts";
import { buttonIn, OPERATOR, OTHER, people, personOf, RENTER, WORKFLOW } from "./people.ts";

const mine = async (options: Parameters<typeof people>[0] = {}) => {
  const world = await people(options);
  const id = await world.rent(await personOf(RENTER));
  const leases = async () => {
    const [row] = await world.deps.store.machines.byIds([id]);
    return world.deps.store.leases.find([row?.stem ?? ""]);
  };
  return { world, id, leases, asked: (time = "2h") => world.ask(`extend ${id} ${time}`, RENTER) };
};

describe("/gpu extend", () => {
  it("asks, with whose it is, the new end and what it costs, and moves nothing yet", async () => {
    const { leases, asked } = await mine();
    const reply = await asked();
    expect(textOf(reply)).toMatchSnapshot();
    expect(buttonsOf(reply)).toHaveLength(1);
    expect(await leases()).toEqual([]);
  });

  it.each([
    ["extend:30m", "Add 30m"],
    ["extend:2h", "Add 2h"],
  ])("is the same as the button %s of a message that says it is ready", async (actionId, words) => {
    const { world, id, leases } = await mine();
    const reply = await world.click({ actionId, value: id }, RENTER, { isEphemeral: false });
    expect(reply).toMatchObject({ responseType: "ephemeral", isReplacement: false });
    expect(textOf(reply)).toContain(words);
    expect(await leases()).toEqual([]);
  });

  it.each([
    [OTHER, /Only the person whose lease it is and operators/],
    [RENTER, /it is not ours/],
  ])("by %s is refused for who asks or whose it is", async (asker, why) => {
    const { world, id } = await mine();
    const foreign = await world.rent("a-foreign-box");
    const which = asker === OTHER ? id : foreign;
    const value = `1800000 ${world.clock.now() + HOUR_MS} ${which}`;
    expect((await world.ask(`extend ${which} 2h`, asker)).text).toMatch(why);
    expect((await world.click({ actionId: "extend-now", value }, asker)).text).toMatch(why);
    expect(await world.deps.store.leases.find([])).toEqual([]);
  });

  it("beyond MAX_LIFETIME is refused with the latest end that there can be", async () => {
    const { world, asked, leases } = await mine({ env: { MAX_LIFETIME: "90m" } });
    const reply = await asked("1h");
    expect(textOf(reply)).toMatchSnapshot();
    expect(buttonsOf(reply)).toEqual([]);
    expect(await leases()).toEqual([]);
    const [, time] = /\/gpu extend \S+ (\d+m)/.exec(reply.text) ?? [];
    const most = await asked(time);
    expect(most.text).toMatch(/Add 30m to this lease/);
    await world.click(buttonIn(most, "extend-now"), RENTER);
    const none = await asked("1m");
    expect(none.text).toMatch(/Save what you need, and rent another machine/);
    expect(none.text).not.toContain("/gpu extend");
  });

  it("of a lease that is over for longer says how much it takes", async () => {
    const world = await people();
    const id = await world.rent(await personOf(RENTER), MINUTE_MS);
    await world.clock.advance(20 * MINUTE_MS);
    const reply = await world.ask(`extend ${id} 5m`, RENTER);
    expect(reply.text).toMatch(/it would be over even then/);
    const [, line = ""] = /\/gpu (extend \S+ \d+m)/.exec(reply.text) ?? [];
    expect((await world.ask(line, RENTER)).text).toMatch(/to this lease\?/);
  });

  it("of what has ended says so", async () => {
    const { world, id } = await mine();
    await world.click({ actionId: "end-now", value: id }, RENTER);
    expect((await world.ask(`extend ${id} 2h`, RENTER)).text).toMatch(/Ended/);
  });

  it("of a machine whose job seems to have ended is made, and says that it may be in vain", async () => {
    const world = await people();
    const id = await world.rent(WORKFLOW);
    await world.ask("list", OPERATOR);
    const { cases, machines } = world.deps.store;
    const [[row], [before]] = await Promise.all([machines.byIds([id]), cases.byIds([id])]);
    const mark = { markWhy: "owner-ended", markAt: world.clock.now() };
    const about = { machineId: id, stem: row?.stem ?? "", version: before?.version ?? 0 };
    expect(await cases.save([looked({ ...about, ...mark })])).toEqual(new Set([id]));
    const reply = await world.ask(`extend ${id} 30m`, OPERATOR);
    expect(reply.text).toMatch(/GitHub said .* that its job has ended/);
    const done = await world.click(buttonIn(reply, "extend-now"), OPERATOR);
    expect(done.text).toMatch(/Added 30m.*if a second look agrees, it goes all the same/s);
  });

  it("is not made while MAX_LIFETIME can't be read", async () => {
    const world = await people({ env: { MAX_LIFETIME: "for ever" } });
    const id = await world.rent(await personOf(RENTER));
    const reply = await world.ask(`extend ${id} 9d`, RENTER);
    expect(reply.text).toMatch(/MAX_LIFETIME.*can't be read/s);
    expect(JSON.stringify(reply.blocks)).not.toContain("extend-now");
  });

  it("of a workflow's machine is an operator's, who reads what ends it before", async () => {
    const world = await people();
    const id = await world.rent(WORKFLOW);
    const button = buttonIn(await world.ask(`extend ${id} 30m`, OPERATOR), "extend-now");
    const done = await world.click(button, OPERATOR);
    expect(done.text).toMatch(/Added 30m.*Its job or run ends it before, as ever/s);
  });
});

describe("the click", () => {
  it("moves the lease by what was shown", async () => {
    const { world, leases, asked } = await mine();
    const done = await world.click(buttonIn(await asked(), "extend-now"), RENTER);
    expect(textOf(done)).toMatchSnapshot();
    expect(done.isReplacement).toBe(true);
    expect(await leases()).toMatchObject([{ movedBy: RENTER, version: 1 }]);
  });

  it("twice moves it once, and the second says by whom and until when it is", async () => {
    const { world, leases, asked } = await mine();
    const button = buttonIn(await asked(), "extend-now");
    await world.click(button, RENTER);
    const [moved] = await leases();
    const again = await world.click(button, RENTER);
    expect(textOf(again)).toMatchSnapshot();
    expect(await leases()).toEqual([moved]);
  });

  it("of two people at one time moves it once", async () => {
    const { world, leases, asked } = await mine();
    const button = buttonIn(await asked(), "extend-now");
    const replies = await Promise.all([
      world.clicks(button, RENTER),
      world.clicks(button, OPERATOR),
    ]);
    const texts = replies.flat().map(({ text }) => text);
    expect(texts.filter((text) => text.includes("*Added 2h:*"))).toHaveLength(1);
    expect(texts.filter((text) => text.includes("Nothing was added"))).toHaveLength(1);
    expect(await leases()).toMatchObject([{ version: 1 }]);
  });

  it("that comes after somebody else has moved it names them", async () => {
    const { world, asked } = await mine();
    const late = buttonIn(await asked(), "extend-now");
    await world.click(buttonIn(await asked("30m"), "extend-now"), OPERATOR);
    expect((await world.click(late, RENTER)).text).toMatch(/<@U0OPERATOR> has moved it/);
  });

  it("that comes when the machine has gone says so", async () => {
    const { world, id, asked } = await mine();
    const late = buttonIn(await asked(), "extend-now");
    await world.click({ actionId: "end-now", value: id }, RENTER);
    expect((await world.click(late, RENTER)).text).toMatch(/it is gone already/);
  });

  it("while the machine is claimed moves nothing, and leaves the button", async () => {
    const { world, id, leases, asked } = await mine();
    const button = buttonIn(await asked(), "extend-now");
    const { cases } = world.deps.store;
    const [before] = await cases.byIds([id]);
    if (!before) {
      const [row] = await world.deps.store.machines.byIds([id]);
      await cases.save([looked({ machineId: id, stem: row?.stem ?? "" })]);
    }
    const [file] = await cases.byIds([id]);
    await world.deps.store.claims.take(
      [{ machineId: id, version: file?.version ?? 0, leaseVersion: 0, actor: "sweep" }],
      world.clock.now(),
    );
    const reply = await world.click(button, RENTER);
    expect(reply.text).toMatch(/being deleted/);
    expect(reply.isReplacement).toBe(false);
    expect(await leases()).toEqual([]);
  });

  it.each(["", "x", "1800000 1 ", "1 1 abcd", "99999999999999 1 abcd", ...EVIL])(
    "that carries %j does nothing",
    async (value) => {
      const { world, leases } = await mine();
      const reply = await world.click({ actionId: "extend-now", value }, OPERATOR);
      expect(reply.text).toMatch(/no machine/);
      expect(await leases()).toEqual([]);
    },
  );
});
