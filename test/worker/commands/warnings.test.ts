/** Warnings in the channel carry what can be done about them: one click does it, for those who may. */
import { HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { buttonsOf, textOf } from "../reaper/slack-text.ts";
import { buttonIn, CHANNEL, OPERATOR, OTHER, people, personOf, RENTER } from "./people.ts";

/** A machine of RENTER's whose lease ends in eight minutes, and the channel that was told. */
const warned = async () => {
  const world = await people();
  const id = await world.rent(await personOf(RENTER), HOUR_MS - 12 * MINUTE_MS);
  const channel = () => world.slack.messages.in(CHANNEL);
  const message = channel().at(-1);
  if (!message) throw new Error("Nothing was told in the channel.");
  const inChannel = { isEphemeral: false };
  return { world, id, channel, message, inChannel };
};

describe("a warning", () => {
  it("has the price of more time, and the end, on buttons", async () => {
    const { message, id } = await warned();
    // Nonces are counted over all tests of a process.
    expect(textOf(message).replace(/u0renter-\w+-\w+/, "u0renter-…")).toMatchSnapshot();
    expect(buttonsOf(message).map(({ actionId }) => actionId)).toEqual([
      "extend-now:0:30m",
      "extend-now:0:2h",
      "end-now:0",
    ]);
    expect(message.text).not.toMatch(/203\.0\.113/);
    expect(textOf(message)).toContain(`/gpu extend ${id} 2h`);
    expect(textOf(message)).toContain(`/gpu delete ${id}`);
  });

  it("is acted on at once, answered to the one who clicked, and edited by the next sweep", async () => {
    const { world, id, message, channel, inChannel } = await warned();
    const done = await world.click(buttonIn(message, "extend-now:0:30m"), RENTER, inChannel);
    expect(done).toMatchObject({ responseType: "ephemeral", isReplacement: false });
    expect(done.text).toMatch(/\*Added 30m:\*/);
    await world.clock.advance(2 * MINUTE_MS);
    await world.sweep();
    expect(channel()).toHaveLength(1);
    expect(buttonsOf(channel()[0] ?? message)).toEqual([]);
    expect(channel()[0]?.text).toMatch(/No longer: Its lease ends/);
    expect(world.alive()).toEqual([id]);
  });

  it("clicked twice extends once", async () => {
    const { world, message, inChannel } = await warned();
    const button = buttonIn(message, "extend-now:0:2h");
    await world.click(button, RENTER, inChannel);
    expect((await world.click(button, OPERATOR, inChannel)).text).toMatch(
      /<@U0RENTER> has moved it/,
    );
  });

  it("of somebody else's machine is answered with a refusal that only the clicker sees", async () => {
    const { world, id, message, inChannel } = await warned();
    for (const { actionId, value } of buttonsOf(message)) {
      const refused = await world.click({ actionId, value }, OTHER, inChannel);
      expect(refused).toMatchObject({ responseType: "ephemeral", isReplacement: false });
      expect(refused.text).toMatch(/Only the person whose lease it is and operators/);
    }
    expect(world.alive()).toEqual([id]);
  });

  it("ends the machine at one click, and only once", async () => {
    const { world, message, inChannel } = await warned();
    const button = buttonIn(message, "end-now");
    expect((await world.click(button, RENTER, inChannel)).text).toMatch(/\*Deleted:\*/);
    expect((await world.click(button, RENTER, inChannel)).text).toMatch(/it is gone already/);
    expect(world.alive()).toEqual([]);
  });

  it("acts minutes late only on what was shown", async () => {
    const { world, message, inChannel } = await warned();
    const button = buttonIn(message, "extend-now:0:30m");
    for (let sweeps = 0; sweeps < 15; sweeps++) {
      await world.clock.advance(2 * MINUTE_MS);
      await world.sweep();
    }
    expect(world.alive()).toEqual([]);
    expect((await world.click(button, RENTER, inChannel)).text).toMatch(/it is gone already/);
  });
});
