import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../worker/check/report.ts";
import { checkWorld, unusual, type WorldOptions } from "./world.fixture.ts";

const inVariables: readonly (readonly [string, WorldOptions])[] = [
  ["a secret is missing", { secrets: { SESTERCE_API_KEY: undefined } }],
  [
    "wrangler.jsonc is as it comes",
    {
      vars: {
        SLACK_TEAM_ID: "<your-team-id>",
        SLACK_CHANNEL_ID: "<your-channel-id>",
        SLACK_OPERATORS: "<user-ids, comma-separated>",
        REAPER_REPOSITORIES: "",
      },
      config: { databaseId: "00000000-0000-0000-0000-000000000000" },
    },
  ],
  ["a value is malformed", { vars: { SLACK_API_URL: "slack.com/api/" } }],
  ["enforce has no repositories", { vars: { REAPER_MODE: "enforce", REAPER_REPOSITORIES: "" } }],
  ["a name is misspelt", { secrets: { SLACK_BOTTOKEN: "simulated-bot-token" } }],
  ["a secret stands in wrangler.jsonc", { vars: { GITHUB_TOKEN: "simulated-github-token" } }],
  ["there is no GitHub credential", { secrets: { GITHUB_TOKEN: undefined } }],
  ["the bindings are gone", { config: { databaseId: undefined, hasLaunch: false } }],
  ["the webhook secret is short", { secrets: { GITHUB_WEBHOOK_SECRET: "abcd" }, isAsked: false }],
  [
    "the signing secret looks like something else",
    { secrets: { SLACK_SIGNING_SECRET: "xoxb-not-a-signing-secret" }, isAsked: false },
  ],
];

describe("the variables", () => {
  it.each(inVariables)("when %s", async (_what, options) => {
    expect(await unusual(await checkWorld(options).run())).toMatchSnapshot();
  });

  it("a line of a key that lost its quotes is not repeated", async () => {
    const findings = await checkWorld({ secrets: { MIIEowIBAAKCAQEA1: "x/y", "ab+c": "" } }).run();
    const text = await unusual(findings);
    expect(text).not.toContain("MIIEow");
    expect(text).toMatchSnapshot();
  });
});

describe("of two values for one variable", () => {
  it("the environment's comes before the file's, and is named", async () => {
    const environment = { SESTERCE_API_KEY: "simulated-api-key", HOME: "/root", GITHUB_TOKEN: "" };
    const findings = await checkWorld({
      environment,
      secrets: { SESTERCE_API_KEY: "another-key" },
    }).run();
    expect(exitCodeOf(findings)).toBe(0);
    expect(await unusual(findings)).toMatchSnapshot();
  });

  it("the file's comes before that of wrangler.jsonc", async () => {
    const { run } = checkWorld({
      vars: { SLACK_TEAM_ID: "T0OTHER" },
      secrets: { SLACK_TEAM_ID: "T0TEAM" },
    });
    const findings = await run();
    expect(exitCodeOf(findings)).toBe(0);
    expect(await unusual(findings)).toMatchSnapshot();
  });
});
