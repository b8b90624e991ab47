import { describe, expect, it } from "vitest";
import type { Message } from "../../../worker/src/slack/message.ts";
import { type Reply, respond } from "../../../worker/src/slack/reply.ts";
import { RESPONSE_URL } from "../../../worker/src/slack/signed-request.fixture.ts";
import { accepted, refused, type Scripted, slackDouble, status } from "./slack-double.fixture.ts";

const responseOrigin = "https://hooks.slack.com";
const message: Message = {
  text: "1 machine &amp; no more",
  blocks: [{ type: "section", text: { type: "mrkdwn", text: "*1 machine*" } }],
};
const long: Message = { ...message, text: "x".repeat(5_000) };

async function answered(reply: Partial<Reply>, ...script: readonly Scripted[]) {
  const { fetch, clock, sent } = slackDouble(...script);
  const call = { responseUrl: RESPONSE_URL, message, ...reply };
  const outcome = await clock.run(respond(call, { fetch, clock, responseOrigin }));
  const waitedMs = sent.map(({ atMs }) => atMs - (sent[0]?.atMs ?? 0));
  return { outcome, sent, waitedMs };
}

describe("an answer", () => {
  it.each([
    ["beside", {}, false],
    ["in the place of", { replace: true }, true],
  ])("goes to the response_url, for one person, %s what was there", async (_, reply, replaces) => {
    const { outcome, sent } = await answered(reply, accepted());
    expect(outcome).toEqual({ ok: true, value: { as: "blocks", posts: 1, refusal: null } });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ url: RESPONSE_URL, redirect: "manual" });
    expect(sent[0]?.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(sent[0]?.headers.has("authorization")).toBe(false);
    expect(sent[0]?.body).toEqual({
      response_type: "ephemeral",
      replace_original: replaces,
      text: message.text,
      blocks: message.blocks,
    });
  });

  it.each([
    ["says ok", accepted()],
    ["says so in JSON", Response.json({ ok: true })],
    ["says nothing", status(200)],
    ["says something else", status(200, "posted")],
  ])("has arrived when Slack %s", async (_, slack) => {
    expect((await answered({}, slack)).outcome).toMatchObject({ ok: true });
  });
});

describe("nothing is sent", () => {
  it.each([
    "https://evil.test/commands/1",
    "https://hooks.slack.com.evil.test/commands/1",
    "https://evil.hooks.slack.com/commands/1",
    "https://hooks.slack.com@evil.test/commands/1",
    "https://user@hooks.slack.com/commands/1",
    "https://user:word@hooks.slack.com/commands/1",
    "https://:word@hooks.slack.com/commands/1",
    "https://evil.test/https://hooks.slack.com/",
    "https://evil.test\\@hooks.slack.com/commands/1",
    "https://hooks.slack.com\t.evil.test/commands/1",
    "https://hooks.slack.com:8443/commands/1",
    "https://hooks.slack.com./commands/1",
    "http://hooks.slack.com/commands/1",
    "//hooks.slack.com/commands/1",
    "blob:https://hooks.slack.com/1",
    "javascript:fetch('https://hooks.slack.com')",
    "hooks.slack.com/commands/1",
    "",
  ])("to %s", async (responseUrl) => {
    const { outcome, sent } = await answered({ responseUrl });
    expect(outcome).toEqual({ ok: false, reason: { code: "bad-url", posts: 0 } });
    expect(sent).toEqual([]);
  });
});

it("reads an address as the runtime does before it is judged", async () => {
  const responseUrl = "HTTPS://Hooks.Slack.com:443/./commands/1";
  const { sent } = await answered({ responseUrl }, accepted());
  expect(sent).toMatchObject([{ url: "https://hooks.slack.com/commands/1" }]);
});

describe("a message that Slack refuses", () => {
  it.each([
    ["invalid_blocks", status(400, "invalid_blocks")],
    ["invalid_blocks", refused("invalid_blocks")],
    [
      "invalid_blocks_format",
      Response.json({ ok: false, error: "invalid_blocks_format" }, { status: 400 }),
    ],
    ["msg_too_long", refused("msg_too_long")],
    ["unknown_error", refused("Something <else>")],
    [null, status(403, "<html>Forbidden</html>")],
  ])("goes again as text: %s", async (refusal, slack) => {
    const { outcome, sent } = await answered({ message: long, replace: true }, slack, accepted());
    expect(outcome).toEqual({ ok: true, value: { as: "text", posts: 2, refusal } });
    expect(sent[1]?.url).toBe(RESPONSE_URL);
    expect(sent[1]?.body).toEqual({
      response_type: "ephemeral",
      replace_original: true,
      text: `${"x".repeat(3_997)}…`,
    });
  });

  it("is given up when it is refused as text as well", async () => {
    const { outcome, sent } = await answered(
      {},
      status(400, "invalid_blocks"),
      status(400, "no_text"),
    );
    expect(outcome).toEqual({
      ok: false,
      reason: { code: "refused", status: 400, detail: "no_text", posts: 2 },
    });
    expect(sent).toHaveLength(2);
  });
});

describe("a response_url that is no more", () => {
  it.each([
    ["404", status(404, "<html>"), { status: 404 }],
    ["410", status(410), { status: 410 }],
    [
      "404 used_url",
      Response.json({ ok: false, error: "used_url" }, { status: 404 }),
      { detail: "used_url" },
    ],
    ["400 used_url", status(400, "used_url"), { detail: "used_url" }],
    ["200 expired_url", refused("expired_url"), { detail: "expired_url" }],
  ])("is not tried again: %s", async (_, slack, facts) => {
    const { outcome, sent } = await answered({}, slack);
    expect(outcome).toMatchObject({ ok: false, reason: { code: "expired", posts: 1, ...facts } });
    expect(sent).toHaveLength(1);
  });

  it("is not followed to another address", async () => {
    const moved = status(302, "", { location: "https://evil.test/" });
    const { outcome, sent } = await answered({}, moved);
    expect(outcome).toEqual({ ok: false, reason: { code: "redirected", status: 302, posts: 1 } });
    expect(sent).toHaveLength(1);
  });
});

describe("what may pass", () => {
  it.each([
    ["429 with a time", status(429, "", { "retry-after": "2" }), 2_000],
    ["429 with a long time", status(429, "", { "retry-after": "30" }), 3_000],
    ["429 without", status(429), 1_000],
    ["429 with nonsense", status(429, "", { "retry-after": "-5" }), 1_000],
    ["500", status(500), 1_000],
    ["503", status(503), 1_000],
    ["a broken network", new TypeError("connection lost"), 1_000],
    [
      "a body that breaks off",
      new Response(new ReadableStream({ pull: (c) => c.error(new Error("gone")) })),
      1_000,
    ],
    ["no answer", "hang", 6_000],
  ] as const)("is tried once more: %s", async (_, first, afterMs) => {
    const { outcome, waitedMs } = await answered({}, first, accepted());
    expect(outcome).toEqual({ ok: true, value: { as: "blocks", posts: 2, refusal: null } });
    expect(waitedMs).toEqual([0, afterMs]);
  });

  it.each([
    ["rate-limited", [status(429), status(429)], { status: 429 }],
    ["unavailable", [status(503), status(502)], { status: 502 }],
    ["network", [new TypeError("a"), new TypeError("b")], { detail: "b" }],
    ["timeout", ["hang", "hang"], { detail: "No answer within 5 s." }],
  ] as const)("is given up after that: %s", async (code, script, facts) => {
    const { outcome, sent } = await answered({}, ...script);
    expect(outcome).toMatchObject({ ok: false, reason: { code, posts: 2, ...facts } });
    expect(sent).toHaveLength(2);
  });

  it("never makes more than four posts", async () => {
    const blocks = () => status(400, "invalid_blocks");
    const { outcome } = await answered({}, status(503), blocks(), status(503), accepted());
    expect(outcome).toEqual({
      ok: true,
      value: { as: "text", posts: 4, refusal: "invalid_blocks" },
    });
    const failed = await answered({}, status(503), blocks(), status(503), status(503));
    expect(failed.outcome).toMatchObject({ ok: false, reason: { code: "unavailable", posts: 4 } });
  });
});

it("does not tell the response_url, with which anybody could speak", async () => {
  const path = new URL(RESPONSE_URL).pathname;
  const lost = () => new TypeError(`cannot reach ${RESPONSE_URL}, that is ${path}`);
  const { outcome } = await answered({}, lost(), lost());
  expect(outcome).toMatchObject({ ok: false, reason: { detail: "cannot reach ***, that is ***" } });
});
