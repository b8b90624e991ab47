import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { PLACES } from "../../worker/check/places.ts";
import { exitCodeOf, reportJson, reportText } from "../../worker/check/report.ts";
import { SCOPES } from "../../worker/check/slack.ts";
import { VARIABLES } from "../../worker/check/variables.ts";
import { checkWorld, SECRETS } from "./world.fixture.ts";

describe("when nothing is wrong", () => {
  it("each credential was tried, and what can't be is said", async () => {
    const findings = await checkWorld().run();
    expect(reportText(findings)).toMatchSnapshot();
    expect(exitCodeOf(findings)).toBe(0);
  });

  it("without the Worker's address its secrets are looked at only", async () => {
    const findings = await checkWorld({ isAsked: false }).run();
    expect(reportText(findings)).toMatchSnapshot();
  });

  it("scripts get the same as JSON", async () => {
    const findings = await checkWorld().run();
    expect(JSON.parse(reportJson(findings))).toEqual({ ok: true, checks: findings });
  });

  it("nothing was changed anywhere, and nothing posted", async () => {
    const { run, sesterce, slack, github } = checkWorld();
    await run();
    expect(sesterce.requests.map(({ method }) => method)).toEqual(["GET"]);
    expect(slack.requests.map(({ operation }) => operation)).toEqual([
      "auth.test",
      "chat.getPermalink",
    ]);
    expect(github.requests.every(({ method }) => method === "GET")).toBe(true);
  });

  it("no secret is in what is said", async () => {
    const text = reportText(await checkWorld().run());
    for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
  });
});

describe("what the check takes from elsewhere", () => {
  it("a place is known for every variable that the Worker reads", () => {
    expect(VARIABLES.filter((name) => PLACES[name] === undefined)).toEqual([]);
    expect(VARIABLES).toContain("GITHUB_APP_INSTALLATION_ID");
  });

  it("the scopes are those of the manifest", async () => {
    const url = new URL("../../worker/slack-manifest.yaml", import.meta.url);
    expect(parse(await readFile(url, "utf8")).oauth_config.scopes.bot).toEqual(SCOPES);
  });
});
