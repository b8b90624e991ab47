import { describe, expect, it } from "vitest";
import { CHANNEL, modal, section, slackWorld, text } from "./slack.fixture.ts";

const ok = { status: 200, body: { ok: true } };
const refused = (error: string) => ({ status: 200, body: { ok: false, error } });

describe("the gate of the Web API", () => {
  it("knows the bot by its token, in the header or in a form", async () => {
    const { api, form } = slackWorld();
    expect(await api("auth.test")).toMatchObject({ body: { ok: true, team_id: "T0TEAM" } });
    expect(await form("auth.test", {})).toMatchObject(ok);
    expect(await form("auth.test", { token: "simulated-bot-token" }, null)).toMatchObject(ok);
  });

  it.each([
    ["auth.test", null, "not_authed"],
    ["auth.test", "another-token", "invalid_auth"],
    ["chat.postMassage", "simulated-bot-token", "unknown_method"],
  ])("refuses %s with the token %j: %s", async (method, token, error) => {
    expect(await slackWorld().api(method, {}, token)).toMatchObject(refused(error));
  });

  it.each([
    ["application/json", "{", "invalid_json"],
    ["application/json", "[]", "json_not_object"],
    ["text/csv", "a,b", "invalid_post_type"],
  ])("refuses a body of %s that is %j: %s", async (type, body, error) => {
    const { send, slack } = slackWorld();
    const headers = { authorization: "Bearer simulated-bot-token", "content-type": type };
    const url = `${slack.options.apiBaseUrl}/chat.postMessage`;
    expect(await send(url, { method: "POST", headers, body })).toMatchObject(refused(error));
  });
});

describe("the scopes of the token", () => {
  it("are told with every answer to whom the token is known", async () => {
    const { api } = slackWorld({ scopes: ["commands", "chat:write", "users:read"] });
    const told = (await api("auth.test")).headers.get("x-oauth-scopes");
    expect(told).toBe("commands,chat:write,users:read");
  });

  it("are asked for by what writes", async () => {
    const { api, post, slack } = slackWorld({ scopes: ["commands"] });
    const lack = { ok: false, error: "missing_scope", needed: "chat:write", provided: "commands" };
    expect((await post({ text: "hi" })).body).toEqual(lack);
    expect(await api("auth.test")).toMatchObject(ok);
    expect(slack.messages.all()).toEqual([]);
  });
});

describe("chat.getPermalink", () => {
  it("knows a message that is there, and tells apart what is not", async () => {
    const { form, post } = slackWorld();
    const { ts } = (await post({ text: "hi" })).body;
    const ask = (channel: string, message_ts: string) =>
      form("chat.getPermalink", { channel, message_ts });
    expect(await ask(CHANNEL, String(ts))).toMatchObject({
      body: { ok: true, permalink: expect.stringContaining(`/archives/${CHANNEL}/p1766577600`) },
    });
    expect(await ask(CHANNEL, "1.000000")).toMatchObject(refused("message_not_found"));
    expect(await ask("C0ELSE", String(ts))).toMatchObject(refused("channel_not_found"));
  });
});

describe("chat.postMessage", () => {
  it("posts under a ts that is unique and in order", async () => {
    const { clock, post, slack } = slackWorld();
    await post({ text: "one" });
    await post({ text: "two", thread_ts: "1766577600.000100" });
    await clock.advance(61_500);
    const { body } = await post({ text: "three", blocks: [section("*three*")] });
    expect(body).toMatchObject({ ok: true, channel: CHANNEL, ts: "1766577661.000100" });
    expect(slack.messages.in(CHANNEL)).toMatchObject([
      { text: "one", ts: "1766577600.000100", threadTs: undefined },
      { text: "two", ts: "1766577600.000200", threadTs: "1766577600.000100" },
      { text: "three", blocks: [section("*three*")] },
    ]);
  });

  it("writes to a person whose id is given, in a conversation with an id of its own", async () => {
    const { api, slack } = slackWorld();
    const { body } = await api("chat.postMessage", { channel: "U0ONE", text: "hi" });
    expect(body).toMatchObject({ ok: true, channel: "DU0ONE" });
    const ts = body.ts;
    const edit = (channel: string) => api("chat.update", { channel, ts, text: "ready" });
    expect(await edit("DU0ONE")).toMatchObject(ok);
    expect(await edit("U0ONE")).toMatchObject(refused("channel_not_found"));
    expect(slack.messages.in("DU0ONE")).toMatchObject([{ text: "ready" }]);
  });

  it("takes blocks as JSON in a form", async () => {
    const { form, slack } = slackWorld();
    const blocks = JSON.stringify([section("hi")]);
    expect(await form("chat.postMessage", { channel: CHANNEL, blocks })).toMatchObject(ok);
    expect(slack.messages.in(CHANNEL)).toMatchObject([{ text: "", blocks: [section("hi")] }]);
  });

  it.each([
    ["channel_not_found", { channel: "C0ELSE", text: "hi" }],
    ["no_text", {}],
    ["no_text", { text: " ", blocks: [] }],
    ["msg_too_long", { text: "x".repeat(40_001) }],
    ["invalid_blocks_format", { blocks: "{}" }],
    ["invalid_blocks_format", { blocks: "[" }],
  ])("refuses with %s what is %j", async (error, message) => {
    const { post, slack } = slackWorld();
    expect(await post(message)).toMatchObject(refused(error));
    expect(slack.messages.all()).toEqual([]);
  });

  it("says what it has against blocks", async () => {
    const complaint = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]";
    const { body } = await slackWorld().post({ blocks: [section("x".repeat(3_001))] });
    expect(body).toEqual({
      ok: false,
      error: "invalid_blocks",
      errors: [complaint],
      response_metadata: { messages: [`[ERROR] ${complaint}`] },
    });
  });
});

describe("chat.update", () => {
  it("changes the message and keeps what it said before", async () => {
    const { api, clock, post, slack } = slackWorld();
    const { ts } = (await post({ text: "booting", blocks: [section("booting")] })).body;
    await clock.advance(1_000);
    const edited = await api("chat.update", { channel: CHANNEL, ts, text: "ready" });
    expect(edited.body).toMatchObject({ ok: true, ts, text: "ready" });
    expect(slack.messages.in(CHANNEL)).toMatchObject([
      {
        ...{ text: "ready", blocks: [] },
        history: [
          { at: 1_766_577_600_000, text: "booting" },
          { at: 1_766_577_601_000, blocks: [] },
        ],
      },
    ]);
  });

  it.each([
    ["message_not_found", { ts: "1.000100" }],
    ["channel_not_found", { channel: "C0ELSE" }],
    ["message_not_found", { channel: "C0REPORTS" }],
    ["no_text", { text: "" }],
    ["invalid_blocks", { blocks: [{ type: "sektion" }] }],
  ])("refuses with %s when it is asked for %j", async (error, changes) => {
    const { api, post, slack } = slackWorld();
    const { ts } = (await post({ text: "booting" })).body;
    const sent = { channel: CHANNEL, ts, text: "ready", ...changes };
    expect(await api("chat.update", sent)).toMatchObject(refused(error));
    expect(slack.messages.all()).toMatchObject([{ text: "booting" }]);
  });

  it("takes 4,000 bytes of text, counted when it is escaped", async () => {
    const { api, post } = slackWorld();
    const { ts } = (await post({ text: "booting" })).body;
    const update = (said: string) => api("chat.update", { channel: CHANNEL, ts, text: said });
    expect(await update(`${"x".repeat(3_995)}&lt;x`)).toMatchObject(ok);
    expect(await update(`${"x".repeat(3_997)}<`)).toMatchObject(refused("msg_too_long"));
    expect(await update("é".repeat(2_001))).toMatchObject(refused("msg_too_long"));
  });
});

describe("views.open", () => {
  it("opens a modal within three seconds, once", async () => {
    const { api, clock, form, slack } = slackWorld();
    const trigger_id = slack.mintTriggerId();
    await clock.advance(3_000);
    const opened = await api("views.open", { trigger_id, view: modal() });
    expect(opened.body).toMatchObject({ ok: true, view: { id: "V00000001", type: "modal" } });
    expect(slack.views).toMatchObject([{ triggerId: trigger_id, view: modal() }]);
    const again = await form("views.open", { trigger_id, view: JSON.stringify(modal()) });
    expect(again).toMatchObject(refused("exchanged_trigger_id"));
  });

  it("refuses a trigger id that is too old, or none of its own", async () => {
    const { api, clock, slack } = slackWorld();
    const trigger_id = slack.mintTriggerId();
    await clock.advance(3_001);
    const late = await api("views.open", { trigger_id, view: modal() });
    expect(late).toMatchObject(refused("expired_trigger_id"));
    const strange = await api("views.open", { trigger_id: "1.2.3", view: modal() });
    expect(strange).toMatchObject(refused("invalid_trigger_id"));
  });

  it("refuses a view of more than 250 kB", async () => {
    const { api, slack } = slackWorld();
    const blocks = Array.from({ length: 90 }, () => section("x".repeat(2_990)));
    const sent = { trigger_id: slack.mintTriggerId(), view: modal({ blocks }) };
    expect(await api("views.open", sent)).toMatchObject(refused("view_too_large"));
  });

  const input = { type: "input", label: text("Why"), element: { type: "plain_text_input" } };
  it.each([
    ["no view", undefined],
    ["a title of 25 characters", modal({ title: text("x".repeat(25)) })],
    ["101 blocks", modal({ blocks: Array.from({ length: 101 }, () => ({ type: "divider" })) })],
    ["an input and no submit", modal({ blocks: [input], submit: undefined })],
    ["a table", modal({ blocks: [{ type: "table", rows: [] }] })],
    ["metadata of 3,001 characters", modal({ private_metadata: "x".repeat(3_001) })],
    ["another type", modal({ type: "dialog" })],
  ])("refuses a view with %s, and leaves the trigger id for another try", async (_what, view) => {
    const { api, slack } = slackWorld();
    const trigger_id = slack.mintTriggerId();
    const first = await api("views.open", { trigger_id, view });
    expect(first).toMatchObject(refused("invalid_arguments"));
    const good = modal({ blocks: [input] });
    expect(await api("views.open", { trigger_id, view: good })).toMatchObject(ok);
  });
});
