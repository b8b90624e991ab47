import { describe, expect, it } from "vitest";
import { CHANNEL, slackWorld } from "../slack.fixture.ts";

const hi = { text: "hi" };

describe("the script of Slack's faults", () => {
  it("is met in its order, each fault once unless told otherwise", async () => {
    const { slack, post } = slackWorld();
    slack.faults.add({ fault: "unavailable", times: 2 }).add({ fault: "rate-limited" });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await post(hi)).status);
    expect(statuses).toEqual([503, 503, 429, 200]);
    expect(slack.faults.unmet()).toEqual([]);
  });

  it("can let some go first, and can aim at operations and at requests", async () => {
    const { slack, api, post, respond } = slackWorld();
    slack.faults.add({ fault: "unavailable", on: ["response_url"], skip: 1 });
    slack.faults.add({ fault: "rate-limited", when: ({ path }) => path.endsWith("auth.test") });
    const url = slack.mintResponseUrl();
    expect((await post(hi)).status).toBe(200);
    expect((await respond(url, hi)).status).toBe(200);
    expect((await respond(url, hi)).status).toBe(503);
    expect(slack.faults.unmet()).toEqual(["rate-limited"]);
    expect((await api("auth.test")).status).toBe(429);
  });

  it("meets only requests that pass the gate", async () => {
    const { slack, api, post } = slackWorld();
    slack.faults.add({ fault: "unavailable" });
    const refused = await api("chat.postMessage", { channel: CHANNEL, ...hi }, "another-token");
    expect(refused.status).toBe(200);
    expect((await post(hi)).status).toBe(503);
  });

  it("can last for ever, and be cleared", async () => {
    const { slack, post } = slackWorld();
    slack.faults.add({ fault: "unavailable", times: Number.POSITIVE_INFINITY });
    for (let i = 0; i < 5; i++) expect((await post(hi)).status).toBe(503);
    expect(slack.faults.unmet()).toEqual([]);
    slack.faults.clear();
    expect((await post(hi)).status).toBe(200);
  });

  it("refuses a fault aimed at an operation that it cannot meet", () => {
    const { faults } = slackWorld().slack;
    expect(() => faults.add({ fault: "token-revoked", on: ["response_url"] })).toThrow(
      "cannot meet",
    );
  });
});
