/** `/gpu create`: who may, what is shown, and the clicks on *Create* and *Cancel*. */
import { env } from "cloudflare:workers";
import { MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import type { LaunchBinding } from "../../../worker/src/deps.ts";
import type { LaunchParams } from "../../../worker/src/fleet/launch.ts";
import { completeEnv } from "../../../worker/src/settings/env.fixture.ts";
import { readSettings } from "../../../worker/src/settings/index.ts";
import type { ActionCall } from "../../../worker/src/slack/calls.ts";
import { answerAction } from "../../../worker/src/slack/commands/answer.ts";
import { noPorts } from "../../../worker/src/slack/commands/ports.fixture.ts";
import { ED25519 } from "../../../worker/src/slack/public-key.fixture.ts";
import { EVIL } from "../../../worker/src/slack/views/views.fixture.ts";
import { type Button, buttonsOf, textOf } from "../reaper/slack-text.ts";
import { buttonIn, OPERATOR, OTHER, people, RENTER } from "./people.ts";

/** The binding of the Workflow, of which nothing runs: what it was asked to start, each id once. */
function recorder() {
  const started = new Map<string, LaunchParams>();
  let state: "up" | "full" | "down" = "up";
  const binding: LaunchBinding = new Proxy<LaunchBinding>(env.LAUNCH, {
    get: (target, key) => {
      if (state === "down" || (state === "full" && key === "create"))
        return () => Promise.reject(new Error("workflows are down"));
      if (key === "get") {
        return async (id: string) => {
          if (!started.has(id)) throw new Error("instance.not_found");
          return { id };
        };
      }
      if (key !== "create") return Reflect.get(target, key);
      return async ({ id, params }: { id: string; params: LaunchParams }) => {
        if (started.has(id)) throw new Error("instance.already_exists");
        started.set(id, params);
        return { id };
      };
    },
  });
  return {
    binding,
    started,
    set: (next: typeof state) => {
      state = next;
    },
  };
}

const clickBy = (userId: string, { actionId, value }: Button): ActionCall => ({
  kind: "action",
  teamId: "T0TEAM",
  userTeamId: "T0TEAM",
  userId,
  triggerId: null,
  actionId,
  blockId: null,
  value,
  responseUrl: null,
  isEphemeral: true,
  channelId: null,
  messageTs: null,
});

async function renting(options: Parameters<typeof people>[0] = {}) {
  const launches = recorder();
  const world = await people({ launches: launches.binding, ...options });
  await world.ask(`key ${ED25519}`, RENTER);
  const rows = async () =>
    (await env.DB.prepare("SELECT id, state, user_id FROM launches").all()).results;
  return { world, launches, rows, create: (line: string) => world.ask(`create ${line}`, RENTER) };
}

describe("/gpu create", () => {
  it("shows the offer, its price, its end, the most that it can cost, and the next best", async () => {
    const { create, rows, launches } = await renting();
    const reply = await create("h100 2h");
    expect(textOf(reply)).toMatchSnapshot();
    expect(reply.responseType).toBe("ephemeral");
    const [row] = await rows();
    expect(row).toMatchObject({ state: "quoted", user_id: RENTER });
    expect(buttonsOf(reply)).toEqual([
      { actionId: "create", value: row?.id },
      { actionId: "create-cancel", value: row?.id },
    ]);
    expect(launches.started.size).toBe(0);
  });

  it.each([
    ["H100:8 90m", /8×H100 in frankfurt-germany-1/],
    ["any 1m", /1×L4 /],
    ["a100_80g 1d fr", /1×A100_80G in paris-france-1/],
    ["H100 2h USA-Dallas-3", /dallas-usa-3/],
  ])("takes %s", async (line, what) => {
    const { create } = await renting();
    expect((await create(line)).text).toMatch(what);
  });

  it.each([
    ["an unknown GPU", "H10O 2h", /does not know `H10O`.*Did you mean `H100`/s],
    ["an unknown region", "H100 2h daris", /does not know `daris`.*region/s],
    ["a GPU that is sold out", "RTX4090 2h", /1×RTX4090 is sold out at the moment.*oslo-norway-1/s],
    ["a region where it is sold out", "A100 2h US-nowhere", /does not know/],
    [
      "a number that nobody offers",
      "L40S:4 2h",
      /no 4×L40S to rent.*is 1 of its kind, not 4 of L40S/s,
    ],
    ["what is no virtual machine", "A6000 2h", /no 1×A6000 to rent.*container, not vm/s],
    ["a machine without a GPU", "CPU 2h", /does not know `CPU`/],
    ["more than MAX_LIFETIME", "H100 6d", /6d is longer than this Worker rents for:\* 5d at most/],
    ["under a minute", "H100 30s", /does not know `30s`/],
  ])("of %s says what is wrong and what to do", async (_, line, why) => {
    const { create, rows } = await renting();
    const reply = await create(line);
    expect(reply.text).toMatch(why);
    expect(buttonsOf(reply)).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it("when all is sold out says so", async () => {
    const { world, create } = await renting();
    world.cloud.offers.setAvailable(false);
    expect(textOf(await create("any 2h"))).toMatchSnapshot();
  });

  it.each(EVIL.map((text) => `${text} 2h`).concat(EVIL.map((text) => `H100 2h ${text}`)))(
    "of %j answers with nothing of it alive",
    async (line) => {
      const { world, create } = await renting();
      const { text } = await create(line);
      expect(text).not.toMatch(/<!channel>|<@U012ABCDEF>|<https:\/\/evil/);
      expect(world.events.filter(({ event }) => event === "slack-answer-as-text")).toEqual([]);
    },
  );

  it("without a key points to it, and asks nothing of Sesterce", async () => {
    const world = await people({ env: { SLACK_RENTERS: "*" } });
    const before = world.cloud.requests.length;
    expect((await world.ask("create H100 2h", OTHER)).text).toMatch(
      /needs a key.*\/gpu key ssh-ed25519/s,
    );
    expect(world.cloud.requests).toHaveLength(before);
  });

  it.each([OPERATOR, OTHER])("is for renters: not for %s", async (asker) => {
    const { world } = await renting();
    expect((await world.ask("create H100 2h", asker)).text).toMatch(/Only renters may do that/);
  });
});

describe("the click on Create", () => {
  const quoted = async (options: Parameters<typeof people>[0] = {}) => {
    const all = await renting(options);
    const reply = await all.create("H100 2h");
    return { ...all, yes: buttonIn(reply, "create"), no: buttonIn(reply, "create-cancel") };
  };

  it("starts the Workflow with what was shown, in place of the question", async () => {
    const { world, launches, rows, yes } = await quoted();
    const done = await world.click(yes, RENTER);
    expect(textOf(done)).toMatchSnapshot();
    expect(done.isReplacement).toBe(true);
    expect([...launches.started]).toMatchObject([
      [
        yes.value,
        {
          launchId: yes.value,
          userId: RENTER,
          sshKey: ED25519,
          wish: { gpu: "H100", count: 1, region: null },
          lifetimeMs: 120 * MINUTE_MS,
          readyTimeoutMs: 20 * MINUTE_MS,
          maxHourlyUsd: 2.75,
        },
      ],
    ]);
    expect(await rows()).toMatchObject([{ state: "launched" }]);
  });

  it("twice, also at one time, is one launch, and the second says what happened", async () => {
    const { world, launches, yes } = await quoted();
    const replies = await Promise.all([world.clicks(yes, RENTER), world.clicks(yes, RENTER)]);
    const texts = replies.flat().map(({ text }) => text);
    expect(texts.filter((text) => text.includes("*Renting*"))).toHaveLength(1);
    expect(texts.filter((text) => text.includes("clicked already"))).toHaveLength(1);
    expect((await world.click(yes, RENTER)).text).toMatch(/clicked already/);
    expect(launches.started.size).toBe(1);
  });

  it("of anybody else does nothing, operators included", async () => {
    const { world, launches, yes, no } = await quoted({ env: { SLACK_RENTERS: "*" } });
    for (const asker of [OTHER, OPERATOR]) {
      for (const button of [yes, no]) {
        const refused = await world.click(button, asker);
        expect(refused.text).toMatch(/Only <@U0RENTER> may click on that/);
        expect(refused.isReplacement).toBe(false);
      }
    }
    expect(launches.started.size).toBe(0);
    await world.click(yes, RENTER);
    expect(launches.started.size).toBe(1);
  });

  it("holds 15 minutes", async () => {
    const { world, launches, yes } = await quoted();
    await world.clock.advance(15 * MINUTE_MS + 1_000);
    await world.sweep();
    expect((await world.click(yes, RENTER)).text).toMatch(/Too late.*Ask anew/s);
    expect(launches.started.size).toBe(0);
  });

  it("long after the first says what became of it, and starts nothing", async () => {
    const { world, launches, yes } = await quoted();
    await world.click(yes, RENTER);
    await world.clock.advance(60 * MINUTE_MS);
    expect((await world.click(yes, RENTER)).text).toMatch(/clicked already/);
    launches.started.clear();
    const reply = await world.click(yes, RENTER);
    expect(reply.text).toMatch(/It never started.*Nothing was rented.*Ask anew/s);
    expect(reply.isReplacement).toBe(true);
    expect(launches.started.size).toBe(0);
  });

  it.each<["full" | "down", RegExp]>([
    ["full", /could not be started.*Nothing was rented.*Click again/s],
    ["down", /started is not known.*Click again.*rents once/s],
  ])(
    "when Workflows are %s says what is known, and the next one may start it",
    async (state, said) => {
      const { world, launches, yes } = await quoted();
      launches.set(state);
      const failed = await world.click(yes, RENTER);
      expect(failed.text).toMatch(said);
      expect(failed.isReplacement).toBe(false);
      launches.set("up");
      await world.click(yes, RENTER);
      expect(launches.started.size).toBe(1);
    },
  );

  it("after Cancel does nothing, and Cancel after it comes too late", async () => {
    const first = await quoted();
    expect((await first.world.click(first.no, RENTER)).text).toMatch(
      /Cancelled.*Nothing was rented/s,
    );
    expect((await first.world.click(first.no, RENTER)).text).toMatch(/Cancelled/);
    expect((await first.world.click(first.yes, RENTER)).text).toMatch(/was cancelled/);
    expect(first.launches.started.size).toBe(0);
    const second = await quoted();
    await second.world.click(second.yes, RENTER);
    expect((await second.world.click(second.no, RENTER)).text).toMatch(/Too late to cancel/);
    expect(await second.rows()).toMatchObject([{ state: "launched" }]);
  });

  it.each([
    ["SLACK_RENTERS", OTHER, /Only renters/],
    ["MAX_LIFETIME", "1h", /longer than this Worker/],
  ])("asks again what may have changed: %s", async (name, value, why) => {
    const { world, launches, yes } = await quoted();
    const settings = readSettings({ ...completeEnv, SLACK_RENTERS: RENTER, [name]: value });
    const answer = answerAction({ ...world.deps, settings }, noPorts);
    expect((await world.clock.run(answer(clickBy(RENTER, yes))))?.text).toMatch(why);
    expect(launches.started.size).toBe(0);
  });

  it("without the key that there was names it, and leaves the button", async () => {
    const { world, launches, yes } = await quoted();
    await env.DB.prepare("DELETE FROM public_keys").run();
    const reply = await world.click(yes, RENTER);
    expect(reply.text).toMatch(/no key stored any more/);
    expect(reply.isReplacement).toBe(false);
    expect(launches.started.size).toBe(0);
  });

  it.each(["", "x", ...EVIL])("that carries %j does nothing", async (value) => {
    const { world, launches } = await quoted();
    for (const actionId of ["create", "create-cancel"]) {
      expect((await world.click({ actionId, value }, RENTER)).text).toMatch(
        /not known here any more/,
      );
    }
    expect(launches.started.size).toBe(0);
  });
});
