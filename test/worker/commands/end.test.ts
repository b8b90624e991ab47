/** `/gpu delete`: what is asked, the click, and the click that comes twice, late, or from somebody who may not. */
import { env } from "cloudflare:workers";
import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { EVIL } from "../../../worker/src/slack/views/views.fixture.ts";
import { buttonsOf, textOf } from "../reaper/slack-text.ts";
import { buttonIn, OPERATOR, OTHER, people, personOf, RENTER, WORKFLOW } from "./people.ts";

const mine = async () => {
  const world = await people();
  const id = await world.rent(await personOf(RENTER));
  return { world, id, asked: () => world.ask(`delete ${id}`, RENTER) };
};

describe("/gpu delete", () => {
  it("asks, with whose it is, its age and what it costs, and does nothing yet", async () => {
    const { world, id, asked } = await mine();
    const reply = await asked();
    expect(textOf(reply)).toMatchSnapshot();
    expect(buttonsOf(reply)).toEqual([{ actionId: "end-now", value: id }]);
    expect(world.alive()).toEqual([id]);
  });

  it("is the same as the button of a message that says it is ready", async () => {
    const { world, id } = await mine();
    const reply = await world.click({ actionId: "delete", value: id }, RENTER, {
      isEphemeral: false,
    });
    expect(reply).toMatchObject({ responseType: "ephemeral", isReplacement: false });
    expect(buttonIn(reply, "end-now").value).toBe(id);
  });

  it.each([
    ["somebody else's", RENTER, OTHER, /Only the person whose lease it is and operators/],
    ["a workflow's", null, RENTER, /Only operators may do that/],
  ])("of %s machine is refused", async (_, owner, asker, why) => {
    const world = await people();
    const id = await world.rent(owner === null ? WORKFLOW : await personOf(owner));
    expect((await world.ask(`delete ${id}`, asker)).text).toMatch(why);
    const forced = await world.click({ actionId: "end-now", value: id }, asker);
    expect(forced.text).toMatch(why);
    expect(world.alive()).toEqual([id]);
  });

  it.each(["a-foreign-box", ...EVIL.slice(0, 2)])(
    "of a foreign machine is nobody's right: %j",
    async (name) => {
      const world = await people();
      const id = await world.rent(name);
      for (const reply of [
        await world.ask(`delete ${id}`, OPERATOR),
        await world.click({ actionId: "end-now", value: id }, OPERATOR),
      ]) {
        expect(reply.text).toMatch(/it is not ours/);
      }
      expect(world.alive()).toEqual([id]);
    },
  );

  it.each(["nothing-like-it", "6b04", ...EVIL.slice(0, 5)])(
    "of %j: there is no such machine",
    async (name) => {
      const world = await people();
      expect((await world.ask(`delete ${name}`, OPERATOR)).text).toMatch(
        /no machine|needs a machine/,
      );
    },
  );
});

describe("the click", () => {
  it("deletes, and says what it cost in all", async () => {
    const { world, asked } = await mine();
    const done = await world.click(buttonIn(await asked(), "end-now"), RENTER);
    expect(textOf(done)).toMatchSnapshot();
    expect(done.isReplacement).toBe(true);
    expect(world.alive()).toEqual([]);
  });

  it("is an operator's right, too, and of a workflow's machine in observe mode as well", async () => {
    const world = await people();
    const id = await world.rent(WORKFLOW);
    const asked = await world.ask(`delete ${id}`, OPERATOR);
    const done = await world.click(buttonIn(asked, "end-now"), OPERATOR);
    expect(done.text).toMatch(/\*Deleted:\*/);
    expect(world.alive()).toEqual([]);
    const rows = await world.deps.store.evidence.ofMachine(id, null, 10);
    expect(rows).toContainEqual(expect.objectContaining({ kind: "deleted", actor: OPERATOR }));
  });

  it("twice is once, and the second says that it is gone", async () => {
    const { world, asked } = await mine();
    const button = buttonIn(await asked(), "end-now");
    await world.click(button, RENTER);
    const again = await world.click(button, RENTER);
    expect(again.text).toMatch(/Nothing was done: it is gone already/);
    expect(again.text).toMatch(/cost about/);
    expect(world.cloud.requests.filter(({ method }) => method === "DELETE")).toHaveLength(1);
  });

  it("twice at one time is once", async () => {
    const { world, id, asked } = await mine();
    const button = buttonIn(await asked(), "end-now");
    const both = await Promise.all([world.clicks(button, RENTER), world.clicks(button, RENTER)]);
    expect(
      both
        .flat()
        .map(({ text }) => text)
        .join("\n"),
    ).toMatch(/\*Deleted:\*/);
    expect(world.cloud.requests.filter(({ method }) => method === "DELETE")).toHaveLength(1);
    expect((await world.deps.store.cases.byIds([id])).map(({ claimedAt }) => claimedAt)).toEqual([
      null,
    ]);
  });

  it("that comes after the sweep has ended it says what it came to", async () => {
    const { world, asked } = await mine();
    const button = buttonIn(await asked(), "end-now");
    for (let minutes = 0; minutes < 120; minutes += 2) {
      await world.clock.advance(2 * MINUTE_MS);
      await world.sweep();
    }
    expect(world.alive()).toEqual([]);
    expect((await world.click(button, RENTER)).text).toMatch(/it is gone already/);
  });

  it("of somebody whose right was taken meanwhile does nothing", async () => {
    const world = await people();
    const id = await world.rent(WORKFLOW);
    const button = buttonIn(await world.ask(`delete ${id}`, OPERATOR), "end-now");
    expect((await world.click(button, RENTER)).text).toMatch(/Only operators/);
    expect(await world.clicks(button, OPERATOR, { teamId: "T0OTHER" })).toEqual([]);
    expect(world.alive()).toEqual([id]);
  });

  it.each(["", "nothing", "../../etc", ...EVIL])("that carries %j does nothing", async (value) => {
    const { world, id } = await mine();
    expect((await world.click({ actionId: "end-now", value }, OPERATOR)).text).toMatch(
      /no machine/,
    );
    expect(world.alive()).toEqual([id]);
  });
});

describe("trouble", () => {
  it("at the delete is told, and the button stays", async () => {
    const { world, asked } = await mine();
    const button = buttonIn(await asked(), "end-now");
    world.cloud.faults.add({
      fault: "server-error",
      on: ["delete"],
      times: Number.POSITIVE_INFINITY,
    });
    const failed = await world.click(button, RENTER);
    expect(failed.text).toMatch(/is not seen to be deleted/);
    expect(failed.isReplacement).toBe(false);
    world.cloud.faults.clear();
    await world.clock.advance(4 * MINUTE_MS);
    expect((await world.click(button, RENTER)).text).toMatch(/\*Deleted:\*/);
  });

  it("at the list does nothing, and says so", async () => {
    const { world, id, asked } = await mine();
    const button = buttonIn(await asked(), "end-now");
    world.mangle((rows) => rows.map((row) => ({ ...row, _id: 7 })));
    const unseen = await world.click(button, RENTER);
    expect(unseen.text).toMatch(/that it does not document/);
    expect(world.alive()).toContain(id);
  });

  it("of the database, in the middle, is told as what nobody knows", async () => {
    const down: { table: string | null } = { table: null };
    const db: D1Database = new Proxy(env.DB, {
      get: (target, key) => {
        if (key === "batch") return target.batch.bind(target);
        return (sql: string) => {
          if (down.table !== null && sql.includes(down.table)) throw new Error("D1 is down");
          return target.prepare(sql);
        };
      },
    });
    const world = await people({ db });
    const id = await world.rent(await personOf(RENTER));
    const button = buttonIn(await world.ask(`delete ${id}`, RENTER), "end-now");
    down.table = "UPDATE sweep SET list_size";
    const reply = await world.click(button, RENTER);
    expect(reply.text).toMatch(/database does not answer/);
    expect(reply.text).toMatch(/What it came to is not known/);
    expect(reply.isReplacement).toBe(false);
    down.table = null;
    expect((await world.click(button, RENTER)).text).toMatch(/it is gone already/);
  });

  it("of a person who never answers costs nothing: the lease ends it", async () => {
    const { world, id } = await mine();
    await world.clock.advance(HOUR_MS);
    expect((await world.ask(`show ${id}`, RENTER)).text).toMatch(/\/gpu extend .* 2h/);
  });
});
