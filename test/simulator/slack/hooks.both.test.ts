import { describe, expect, it } from "vitest";
import { CHANNEL, section, slackWorld } from "./slack.fixture.ts";

const MINUTE = 60_000;

describe("a response_url", () => {
  it("keeps what was posted to it: for one person, unless told", async () => {
    const { clock, respond, slack } = slackWorld();
    const url = slack.mintResponseUrl({ channel: "C0REPORTS" });
    expect(url).toMatch(/^https:\/\/hooks\.slack\.test\/actions\/T0TEAM\//);
    expect(await respond(url, { text: "one" })).toMatchObject({ status: 200, text: "ok" });
    await respond(url, { blocks: [section("two")], response_type: "in_channel" });
    expect(slack.replies(url)).toMatchObject([
      { at: clock.now(), text: "one", blocks: [], responseType: "ephemeral" },
      { text: "", blocks: [section("two")], responseType: "in_channel", isReplacement: false },
    ]);
    expect(slack.messages.in("C0REPORTS")).toMatchObject([{ blocks: [section("two")] }]);
    expect(slack.messages.all()).toMatchObject([{ isEphemeral: true }, { isEphemeral: false }]);
  });

  it("takes five posts", async () => {
    const { respond, slack } = slackWorld();
    const url = slack.mintResponseUrl();
    for (let post = 0; post < 5; post++)
      expect((await respond(url, { text: "hi" })).status).toBe(200);
    const sixth = await respond(url, { text: "hi" });
    expect(sixth).toMatchObject({ status: 404, body: { ok: false, error: "used_url" } });
    expect(slack.replies(url)).toHaveLength(5);
  });

  it("dies after thirty minutes", async () => {
    const { clock, respond, slack } = slackWorld();
    const url = slack.mintResponseUrl();
    await clock.advance(30 * MINUTE);
    expect((await respond(url, { text: "hi" })).status).toBe(200);
    await clock.advance(1);
    const late = await respond(url, { text: "hi" });
    expect(late).toMatchObject({ status: 404, body: { ok: false, error: "expired_url" } });
  });

  it("is one that somebody minted", async () => {
    const { respond, slack } = slackWorld();
    const strange = "https://hooks.slack.test/actions/T0TEAM/9/else";
    expect(await respond(strange, { text: "hi" })).toMatchObject({
      status: 404,
      text: "no_such_hook",
    });
    expect(() => slack.replies(strange)).toThrow("Nobody minted");
  });

  it.each([
    ["no_text", {}],
    ["invalid_blocks", { text: "hi", blocks: [{ type: "sektion" }] }],
    ["invalid_blocks_format", { blocks: "hi" }],
    ["msg_too_long", { text: "x".repeat(40_001) }],
  ])("refuses with the text %s, and that is no post", async (error, message) => {
    const { respond, slack } = slackWorld();
    const url = slack.mintResponseUrl();
    expect(await respond(url, message)).toMatchObject({ status: 400, text: error });
    expect(slack.replies(url)).toEqual([]);
  });

  it("refuses with invalid_payload what is no JSON, and reads the payload of a form", async () => {
    const { send, slack } = slackWorld();
    const url = slack.mintResponseUrl();
    const plain = await send(url, { method: "POST", body: "hi" });
    expect(plain).toMatchObject({ status: 400, text: "invalid_payload" });
    const body = new URLSearchParams({ payload: '{"text":"hi"}' });
    expect(await send(url, { method: "POST", body })).toMatchObject({ status: 200 });
    expect(slack.replies(url)).toMatchObject([{ text: "hi" }]);
  });
});

describe("a response_url of a click", () => {
  it("replaces the message that was clicked on", async () => {
    const { post, respond, slack } = slackWorld();
    const originalTs = String((await post({ text: "sure?", blocks: [section("sure?")] })).body.ts);
    const url = slack.mintResponseUrl({ channel: CHANNEL, originalTs });
    await respond(url, { text: "done", replace_original: true });
    expect(slack.messages.in(CHANNEL)).toMatchObject([
      { ts: originalTs, text: "done", blocks: [] },
    ]);
    expect(slack.messages.all()[0]?.history).toHaveLength(2);
    expect(slack.replies(url)).toMatchObject([{ isReplacement: true, ts: originalTs }]);
  });

  it("deletes it, and then finds it no more", async () => {
    const { api, post, respond, slack } = slackWorld();
    const originalTs = String((await post({ text: "sure?" })).body.ts);
    const url = slack.mintResponseUrl({ channel: CHANNEL, originalTs });
    expect(await respond(url, { delete_original: true })).toMatchObject({ status: 200 });
    expect(slack.replies(url)).toMatchObject([{ isDeletion: true, ts: originalTs }]);
    expect(slack.messages.in(CHANNEL)).toEqual([]);
    const update = await api("chat.update", { channel: CHANNEL, ts: originalTs, text: "hi" });
    expect(update.body).toMatchObject({ error: "message_not_found" });
  });

  it("reaches what only one person saw, as chat.update does not", async () => {
    const { api, respond, slack } = slackWorld();
    const command = slack.mintResponseUrl();
    await respond(command, { text: "sure?" });
    const originalTs = slack.replies(command)[0]?.ts ?? "";
    const update = await api("chat.update", { channel: CHANNEL, ts: originalTs, text: "hi" });
    expect(update.body).toMatchObject({ error: "message_not_found" });
    await respond(slack.mintResponseUrl({ originalTs }), {
      text: "done",
      replace_original: "true",
    });
    expect(slack.messages.all()).toMatchObject([{ isEphemeral: true, text: "done" }]);
  });

  it("posts anew when there is nothing to replace", async () => {
    const { respond, slack } = slackWorld();
    await respond(slack.mintResponseUrl(), { text: "hi", replace_original: true });
    expect(slack.messages.all()).toMatchObject([{ text: "hi", isEphemeral: true }]);
  });
});
