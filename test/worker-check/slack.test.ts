import { describe, expect, it } from "vitest";
import { checkWorld, unusual, type WorldOptions } from "./world.fixture.ts";

describe("the bot's token", () => {
  const cases: readonly (readonly [string, WorldOptions])[] = [
    ["is wrong", { secrets: { SLACK_BOT_TOKEN: "xoxb-another" } }],
    ["is of another workspace", { slack: { teamId: "T0OTHER" } }],
    ["is a person's", { slack: { tokenOf: "person" } }],
    ["lacks a scope", { slack: { scopes: ["commands"] } }],
    ["has a scope too many", { slack: { scopes: ["commands", "chat:write", "users:read"] } }],
    ["leads nowhere", { vars: { SLACK_API_URL: "https://slack.nowhere.test/api" } }],
    ["leads elsewhere", { vars: { SLACK_API_URL: "https://gpu.test/api" } }],
  ];
  it.each(cases)("%s", async (_what, options) => {
    const text = await unusual(await checkWorld(options).run());
    expect(text).not.toContain("xoxb-another");
    expect(text).toMatchSnapshot();
  });

  it.each([
    "token_revoked",
    "account_inactive",
    "token_expired",
    "not_allowed_token_type",
    "org_login_required",
  ])("when Slack says %s", async (error) => {
    const { run, slack } = checkWorld();
    slack.faults.add({ fault: "error", error });
    expect(await unusual(await run())).toMatchSnapshot();
  });

  it.each(["rate-limited", "unavailable", "network"] as const)(
    "is not blamed for %s",
    async (fault) => {
      const { run, slack } = checkWorld();
      slack.faults.add({ fault });
      expect(await unusual(await run())).toMatchSnapshot();
    },
  );

  it("is not blamed for an answer that does not come", async () => {
    const { runInTime, slack } = checkWorld({ isAsked: false });
    slack.faults.add({ fault: "hang" });
    expect(await unusual(await runInTime())).toMatchSnapshot();
  });
});

describe("the channel for reports", () => {
  const cases: readonly (readonly [string, WorldOptions])[] = [
    ["is not there, or private", { slack: { channels: [] } }],
    ["is not there, with --post", { slack: { channels: [] }, mayPost: true }],
    ["may not be written to", { slack: { scopes: ["commands"] }, mayPost: true }],
    ["is written to", { mayPost: true }],
  ];
  it.each(cases)("%s", async (_what, options) => {
    expect(await unusual(await checkWorld(options).run())).toMatchSnapshot();
  });

  it.each(["not_in_channel", "is_archived", "restricted_action"])(
    "when Slack says %s to a post",
    async (error) => {
      const { run, slack } = checkWorld({ mayPost: true });
      slack.faults.add({ fault: "error", error, on: ["chat.postMessage"] });
      expect(await unusual(await run())).toMatchSnapshot();
    },
  );

  it("gets one line, and only when it is asked for", async () => {
    const { run, slack } = checkWorld({ mayPost: true });
    await run();
    expect(slack.messages.all().map(({ channel, text }) => [channel, text])).toEqual([
      ["C0REPORTS", "A test of the settings of this Worker: its reports will come here."],
    ]);
  });
});
