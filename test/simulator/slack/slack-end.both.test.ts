import { describe, expect, it } from "vitest";
import { CHANNEL, slackWorld } from "./slack.fixture.ts";

describe("the fetch of the Slack end", () => {
  it.each([
    "https://slack.com/api/auth.test",
    "https://slack.test/auth.test",
    "https://slack.test.example/api/auth.test",
    "https://hooks.slack.test/api/auth.test",
    "https://slack.test/actions/T0TEAM/1/simulated0001",
  ])("throws when a request leaves for %s", async (url) => {
    await expect(slackWorld().slack.fetch(url)).rejects.toThrow("An unexpected request left");
  });

  it("answers 404 to what is no POST", async () => {
    const { slack } = slackWorld();
    const answer = await slack.fetch("https://slack.test/api/auth.test");
    expect([answer.status, await answer.text()]).toEqual([
      404,
      "The simulated Slack knows no GET /api/auth.test",
    ]);
  });

  it("does nothing for a client that is gone already", async () => {
    const { slack } = slackWorld();
    const signal = AbortSignal.abort(new Error("gone"));
    const init = { method: "POST", signal };
    await expect(slack.fetch("https://slack.test/api/auth.test", init)).rejects.toThrow("gone");
    expect(slack.requests).toEqual([]);
  });
});

describe("the journal of the Slack end", () => {
  it("has every request with its answer, and never the token", async () => {
    const { api, clock, form, post, respond, slack } = slackWorld();
    await post({ text: "hi" });
    await clock.advance(1_000);
    await form("chat.update", { channel: CHANNEL, token: "another-token" }, null);
    await respond(slack.mintResponseUrl(), {});
    await api("chat.postMassage");
    expect(slack.requests).toMatchObject([
      { operation: "chat.postMessage", body: { text: "hi" }, status: 200, error: null },
      { operation: "chat.update", at: clock.now(), status: 200, error: "invalid_auth" },
      { operation: "response_url", status: 400, error: "no_text" },
      { operation: "unknown", path: "/api/chat.postMassage", error: "unknown_method" },
    ]);
    expect(JSON.stringify(slack.requests)).not.toMatch(/simulated-bot-token|another-token/);
    expect(slack.requests[0]?.headers.authorization).toBe("<hidden>");
  });
});
