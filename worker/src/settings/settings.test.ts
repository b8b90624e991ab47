import { describe, expect, it } from "vitest";
import { completeEnv } from "./env.fixture.ts";
import { type RawEnv, readSettings } from "./index.ts";

const faultsOf = (change: RawEnv) =>
  readSettings({ ...completeEnv, ...change }).faults.map(
    ({ variable, problem }) => `${variable} ${problem}`,
  );

describe("a complete environment", () => {
  it("has no fault", () => {
    expect(readSettings(completeEnv).faults).toEqual([]);
  });

  it("gets the defaults of the contract", () => {
    const { sesterce, slackEdge, slackReports, roles, reaper, lifetime, github } =
      readSettings(completeEnv);
    expect({ sesterce, slackEdge, slackReports, roles, reaper, lifetime, github }).toMatchObject({
      sesterce: { value: { apiUrl: "https://api.cloud.sesterce.com" } },
      slackEdge: { value: { responseOrigin: "https://hooks.slack.com" } },
      slackReports: { value: { apiUrl: "https://slack.com/api" } },
      roles: { value: { renters: null } },
      reaper: {
        value: {
          mode: "observe",
          repositories: [],
          recheckMs: 60_000,
          graceMs: 60_000,
          subrequests: 45,
        },
      },
      lifetime: { value: { maxMs: 432_000_000 } },
      github: { value: { kind: "token", apiUrl: "https://api.github.com" } },
    });
  });

  it("is read whatever spaces stand around a value", () => {
    const { roles } = readSettings({ ...completeEnv, SLACK_OPERATORS: " U0ONE , U0TWO,\n" });
    expect(roles).toEqual({
      ok: true,
      value: { operators: new Set(["U0ONE", "U0TWO"]), renters: null },
    });
  });
});

describe("a fault is named by its variable:", () => {
  it.each([
    ["SESTERCE_API_KEY", undefined, "missing"],
    ["SESTERCE_API_KEY", "", "missing"],
    ["SESTERCE_API_KEY", "   ", "missing"],
    ["SESTERCE_API_KEY", "<your key>", "placeholder"],
    ["SESTERCE_API_KEY", "changeme", "placeholder"],
    ["SESTERCE_API_KEY", "your-api-key", "placeholder"],
    ["SESTERCE_API_KEY", "xxxxxxxx", "placeholder"],
    ["SESTERCE_API_KEY", "...", "placeholder"],
    ["SESTERCE_API_KEY", "two words", "malformed"],
    ["SESTERCE_API_KEY", ["a-key"], "malformed"],
    ["SLACK_SIGNING_SECRET", "a-real-one, changeme", "placeholder"],
    ["SLACK_SIGNING_SECRET", ",", "malformed"],
    ["SESTERCE_API_URL", "https://api.cloud.sesterce.com/", "malformed"],
    ["SESTERCE_API_URL", "api.cloud.sesterce.com", "malformed"],
    ["SESTERCE_API_URL", "ftp://api.test", "malformed"],
    ["SESTERCE_API_URL", "https://me:secret@api.test", "malformed"],
    ["SLACK_SIGNING_SECRET", undefined, "missing"],
    ["SLACK_SIGNING_SECRET", "first,second,third", "malformed"],
    ["SLACK_BOT_TOKEN", undefined, "missing"],
    ["SLACK_TEAM_ID", "t0team", "malformed"],
    ["SLACK_TEAM_ID", "<your-team-id>", "placeholder"],
    ["SLACK_CHANNEL_ID", "#gpus", "malformed"],
    ["SLACK_OPERATORS", undefined, "missing"],
    ["SLACK_OPERATORS", "@somebody", "malformed"],
    ["SLACK_OPERATORS", "*", "malformed"],
    ["SLACK_RENTERS", "U0ONE;U0TWO", "malformed"],
    ["SLACK_RESPONSE_ORIGIN", "https://hooks.slack.com/", "malformed"],
    ["SLACK_RESPONSE_ORIGIN", "https://hooks.slack.com/path", "malformed"],
    ["GITHUB_WEBHOOK_SECRET", undefined, "missing"],
    ["GITHUB_TOKEN", undefined, "missing"],
    ["GITHUB_API_URL", "https://api.github.com/", "malformed"],
    ["REAPER_MODE", "Enforce", "malformed"],
    ["REAPER_REPOSITORIES", "org", "malformed"],
    ["REAPER_REPOSITORIES", "https://github.com/org/name", "malformed"],
    ["REAPER_RECHECK_SECONDS", "-1", "malformed"],
    ["REAPER_GRACE_SECONDS", "1m", "malformed"],
    ["REAPER_SUBREQUESTS", "0", "malformed"],
    ["MAX_LIFETIME", "5 days", "malformed"],
    ["MAX_LIFETIME", "0", "malformed"],
    ["DB", undefined, "missing"],
  ])("%s = %j is %s", (variable, value, problem) => {
    expect(faultsOf({ [variable]: value })).toEqual([`${variable} ${problem}`]);
  });

  it("and its group is not there, the others are", () => {
    const settings = readSettings({ ...completeEnv, SLACK_BOT_TOKEN: "" });
    expect(settings.slackReports.ok).toBe(false);
    expect(settings.slackEdge.ok && settings.sesterce.ok && settings.reaper.ok).toBe(true);
  });

  it("and never with its value", () => {
    const secret = "sk live 1234";
    const { faults } = readSettings({ ...completeEnv, SESTERCE_API_KEY: secret });
    expect(JSON.stringify(faults)).not.toContain("1234");
  });

  it("enforce without a repository names REAPER_REPOSITORIES", () => {
    expect(faultsOf({ REAPER_MODE: "enforce" })).toEqual(["REAPER_REPOSITORIES missing"]);
    expect(faultsOf({ REAPER_MODE: "enforce", REAPER_REPOSITORIES: "7" })).toEqual([]);
  });
});

describe("what may be written in more than one way", () => {
  it("repositories go by id or by name, in any case", () => {
    const { reaper } = readSettings({ ...completeEnv, REAPER_REPOSITORIES: "12, Org/Na.me-x" });
    expect(reaper).toMatchObject({
      value: { repositories: [{ id: 12 }, { fullName: "org/na.me-x" }] },
    });
  });

  it("numbers, as wrangler.jsonc may have them", () => {
    const numbers = { REAPER_REPOSITORIES: 1_001, REAPER_SUBREQUESTS: 10_000 };
    expect(readSettings({ ...completeEnv, ...numbers }).reaper).toMatchObject({
      value: { repositories: [{ id: 1_001 }], subrequests: 10_000 },
    });
  });

  it("two signing secrets while rotating", () => {
    const { slackEdge } = readSettings({ ...completeEnv, SLACK_SIGNING_SECRET: "older, newer" });
    expect(slackEdge).toMatchObject({ value: { signingSecrets: ["older", "newer"] } });
  });

  it("renters may be the whole team", () => {
    const { roles } = readSettings({ ...completeEnv, SLACK_RENTERS: "*" });
    expect(roles).toMatchObject({ value: { renters: "*" } });
  });
});

describe("access to GitHub", () => {
  const pem = (kind: string) => `-----BEGIN ${kind}-----\nbm90IGEga2V5\n-----END ${kind}-----`;
  const app = {
    GITHUB_TOKEN: undefined,
    GITHUB_APP_ID: "12",
    GITHUB_APP_INSTALLATION_ID: "34",
    GITHUB_APP_PRIVATE_KEY: pem("RSA PRIVATE KEY"),
  };

  it.each(["RSA PRIVATE KEY", "PRIVATE KEY"])("takes an App's key as %s", (kind) => {
    const GITHUB_APP_PRIVATE_KEY = pem(kind);
    const { github } = readSettings({ ...completeEnv, ...app, GITHUB_APP_PRIVATE_KEY });
    expect(github).toMatchObject({ value: { kind: "app", appId: 12, installationId: 34 } });
  });

  it("takes a key whose newlines are written as \\n", () => {
    const GITHUB_APP_PRIVATE_KEY = pem("PRIVATE KEY").replaceAll("\n", "\\n");
    const { github } = readSettings({ ...completeEnv, ...app, GITHUB_APP_PRIVATE_KEY });
    expect(github).toMatchObject({ value: { privateKey: pem("PRIVATE KEY") } });
    const withLast = { GITHUB_APP_PRIVATE_KEY: `${GITHUB_APP_PRIVATE_KEY}\\n` };
    expect(readSettings({ ...completeEnv, ...app, ...withLast }).github).toEqual(github);
  });

  it("prefers the App to a token", () => {
    const { github } = readSettings({ ...completeEnv, ...app, GITHUB_TOKEN: "a-token" });
    expect(github).toMatchObject({ value: { kind: "app" } });
  });

  it("names what is missing of a half-configured App", () => {
    expect(faultsOf({ ...app, GITHUB_APP_ID: undefined })).toEqual(["GITHUB_APP_ID missing"]);
    expect(faultsOf({ ...app, GITHUB_APP_PRIVATE_KEY: "key.pem" })).toEqual([
      "GITHUB_APP_PRIVATE_KEY malformed",
    ]);
  });
});
