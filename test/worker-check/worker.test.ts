import { describe, expect, it } from "vitest";
import { checkWorld, unusual, type WorldOptions } from "./world.fixture.ts";

const OTHER = "ffffffffffffffffffffffffffffffff";

describe("the deployed Worker", () => {
  const cases: readonly (readonly [string, WorldOptions])[] = [
    ["lacks variables", { deployed: { SLACK_BOT_TOKEN: "", GITHUB_TOKEN: "" } }],
    ["runs in another mode", { deployed: { REAPER_MODE: "enforce" } }],
    ["has not swept yet", { health: { ok: false, lastSweepAt: null } }],
    ["has not swept for long", { health: { ok: false, lastSweepAt: "2026-01-01T08:00:00.000Z" } }],
    [
      "has other secrets",
      { deployed: { SLACK_SIGNING_SECRET: OTHER, GITHUB_WEBHOOK_SECRET: OTHER } },
    ],
    ["has no secrets", { deployed: { SLACK_SIGNING_SECRET: "", GITHUB_WEBHOOK_SECRET: "" } }],
    [
      "takes one of a rotating pair",
      {
        secrets: { SLACK_SIGNING_SECRET: `0123456789abcdef0123456789abcdef,${OTHER}` },
        deployed: { SLACK_SIGNING_SECRET: OTHER },
      },
    ],
  ];
  it.each(cases)("%s", async (_what, options) => {
    const text = await unusual(await checkWorld(options).run());
    expect(text).not.toContain(OTHER);
    expect(text).toMatchSnapshot();
  });

  it.each([
    ["is not there", "https://nowhere.test"],
    ["is something else", "https://api.sesterce.test"],
  ])("%s", async (_what, url) => {
    const { runAt } = checkWorld();
    expect(await unusual(await runAt(url))).toMatchSnapshot();
  });
});

describe("a check that fails itself", () => {
  it("is told, and the others run", async () => {
    const findings = await checkWorld().runAt("no address: simulated-bot-token");
    expect(await unusual(findings)).toMatchSnapshot();
  });
});
