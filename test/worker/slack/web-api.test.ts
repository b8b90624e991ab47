import { describe, expect, it } from "vitest";
import type { Message } from "../../../worker/src/slack/message.ts";
import { SlackWebApi } from "../../../worker/src/slack/web-api.ts";
import { refused, type Scripted, slackDouble, status } from "./slack-double.fixture.ts";

const TOKEN = "xoxb-simulated-token";
const API = "https://slack.test/api";
const message: Message = {
  text: "1 machine",
  blocks: [{ type: "section", text: { type: "mrkdwn", text: "*1 machine*" } }],
};
const SENT = { ok: true, channel: "C1", ts: "1.2" };

async function asked<T>(
  call: (api: SlackWebApi) => Promise<T>,
  ...script: readonly (Scripted | object)[]
) {
  const answers = script.map((answer) =>
    answer instanceof Response || answer instanceof Error || answer === "hang"
      ? answer
      : Response.json(answer),
  );
  const { fetch, clock, sent } = slackDouble(...answers);
  const api = new SlackWebApi({ apiUrl: API, botToken: TOKEN }, { fetch, clock });
  const startedAt = clock.now();
  const outcome = await clock.run(call(api));
  return { outcome, sent, tookMs: clock.now() - startedAt };
}

const post = (api: SlackWebApi) => api.postMessage({ channel: "C1" }, message);
const update = (api: SlackWebApi) => api.update({ channel: "C1", ts: "1.2" }, message);

describe("a method", () => {
  it.each([
    [
      "chat.postMessage",
      post,
      SENT,
      { channel: "C1", ...message },
      { channel: "C1", ts: "1.2", as: "blocks" },
    ],
    [
      "chat.postMessage",
      (api: SlackWebApi) => api.postMessage({ channel: "C1", threadTs: "1.1" }, message),
      SENT,
      { channel: "C1", thread_ts: "1.1", ...message },
      { channel: "C1", ts: "1.2", as: "blocks" },
    ],
    [
      "chat.update",
      update,
      SENT,
      { channel: "C1", ts: "1.2", ...message },
      { channel: "C1", ts: "1.2", as: "blocks" },
    ],
  ])("is called with our token and answers: %s", async (method, call, answer, body, value) => {
    const { outcome, sent } = await asked<unknown>(call, answer);
    expect(outcome).toEqual({ ok: true, value });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ url: `${API}/${method}`, redirect: "manual" });
    expect(sent[0]?.body).toEqual(body);
    expect(sent[0]?.headers.get("authorization")).toBe(`Bearer ${TOKEN}`);
    expect(sent[0]?.headers.get("content-type")).toBe("application/json; charset=utf-8");
  });
});

describe("a message whose blocks are refused", () => {
  const words = ["invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"];

  it.each(words)("is posted as text: %s", async (word) => {
    const { outcome, sent } = await asked(post, refused(word), SENT);
    expect(outcome).toEqual({ ok: true, value: { channel: "C1", ts: "1.2", as: "text" } });
    expect(sent[1]?.body).toEqual({ channel: "C1", text: "1 machine", blocks: [] });
  });

  it("is edited into text without the blocks that it had, cut to what Slack takes", async () => {
    const long = { ...message, text: "x".repeat(5_000) };
    const edit = (api: SlackWebApi) => api.update({ channel: "C1", ts: "1.2" }, long);
    const { sent } = await asked(edit, refused("msg_too_long"), SENT);
    const text = `${"x".repeat(3_997)}…`;
    expect(sent[1]?.body).toEqual({ channel: "C1", ts: "1.2", text, blocks: [] });
  });

  it("is given up when the text is refused as well", async () => {
    const { outcome, sent } = await asked(post, refused("invalid_blocks"), refused("no_text"));
    expect(outcome).toMatchObject({ ok: false, reason: { kind: "refused", code: "no_text" } });
    expect(sent).toHaveLength(2);
  });
});

describe("a fault is a value", () => {
  const details = ["[ERROR] no more than 50 items allowed"];
  const explained = { response_metadata: { messages: details } };
  it.each([
    ["refused", refused("channel_not_found"), { code: "channel_not_found", status: 200 }],
    ["refused", refused("invalid_arguments", explained), { code: "invalid_arguments", details }],
    [
      "refused",
      refused("not_authed", { response_metadata: 3 }),
      { code: "not_authed", details: [] },
    ],
    [
      "refused",
      status(403, '{"ok":false,"error":"invalid_auth"}'),
      { code: "invalid_auth", status: 403 },
    ],
    ["unavailable", status(503, "<html>"), { code: "unavailable", status: 503 }],
    ["unavailable", refused("internal_error"), { code: "internal_error", status: 200 }],
    ["unavailable", status(500, '{"ok":false,"error":"fatal_error"}'), { code: "fatal_error" }],
    [
      "no-answer",
      new TypeError("connection lost"),
      { code: "network", details: ["connection lost"] },
    ],
    ["no-answer", "hang", { code: "timeout", details: ["No answer within 10 s."], status: null }],
    ["unreadable-answer", status(200, "<html>"), { code: "unreadable-answer", status: 200 }],
    ["unreadable-answer", { ok: true }, { code: "unreadable-answer" }],
    ["unreadable-answer", { ok: "yes", channel: "C1", ts: "1.2" }, { code: "unreadable-answer" }],
    ["unreadable-answer", { channel: "C1", ts: "1.2" }, { code: "unreadable-answer" }],
    ["unreadable-answer", refused("not a word"), { code: "unreadable-answer" }],
    ["unreadable-answer", status(302, JSON.stringify(SENT)), { code: "unreadable-answer" }],
    ["unreadable-answer", status(404, JSON.stringify(SENT)), { code: "unreadable-answer" }],
    ["unreadable-answer", { ok: false }, { code: "unreadable-answer" }],
  ] as const)("that is not repeated: %s", async (kind, answer, facts) => {
    const { outcome, sent } = await asked(post, answer);
    expect(outcome).toMatchObject({
      ok: false,
      reason: { method: "chat.postMessage", kind, ...facts },
    });
    expect(sent).toHaveLength(1);
  });

  it("after ten seconds", async () => {
    expect((await asked(post, "hang")).tookMs).toBe(10_000);
  });

  it("that never holds the token", async () => {
    const leak = new TypeError(`bad header: Bearer ${TOKEN}`);
    const { outcome } = await asked(post, leak);
    expect(outcome).toMatchObject({ reason: { details: ["bad header: Bearer ***"] } });
    const messages = [`token ${TOKEN}\nis wrong`];
    const echoed = await asked(post, refused("invalid_auth", { response_metadata: { messages } }));
    expect(echoed.outcome).toMatchObject({ reason: { details: ["token *** is wrong"] } });
    const asWord = await asked(post, refused(TOKEN));
    expect(JSON.stringify(asWord.outcome)).not.toContain(TOKEN);
  });
});

describe("too many requests", () => {
  it.each([
    ["10", 10_000],
    ["0", 0],
    ["", 1_000],
  ])("are repeated once after Slack's %s seconds", async (seconds, afterMs) => {
    const { outcome, tookMs } = await asked(
      post,
      status(429, "", { "retry-after": seconds }),
      SENT,
    );
    expect(outcome).toMatchObject({ ok: true });
    expect(tookMs).toBe(afterMs);
  });

  it("are given up after that, and at once when it takes too long", async () => {
    const twice = await asked(post, status(429), refused("ratelimited"));
    expect(twice.outcome).toMatchObject({ ok: false, reason: { code: "ratelimited" } });
    const { outcome, sent, tookMs } = await asked(post, status(429, "", { "retry-after": "11" }));
    const reason = { kind: "rate-limited", code: "ratelimited", status: 429, retryAfterMs: 11_000 };
    expect(outcome).toMatchObject({ ok: false, reason });
    expect(sent).toHaveLength(1);
    expect(tookMs).toBe(0);
  });
});
