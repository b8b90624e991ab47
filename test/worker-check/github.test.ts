import { describe, expect, it } from "vitest";
import { checkWorld, unusual, type WorldOptions } from "./world.fixture.ts";

describe("GitHub's token", () => {
  const cases: readonly (readonly [string, WorldOptions])[] = [
    ["is wrong", { secrets: { GITHUB_TOKEN: "github_pat_another" } }],
    ["is good for long", { github: { tokenFacts: { endsAt: "2026-06-30 08:00:00 UTC" } } }],
    ["ends soon", { github: { tokenFacts: { endsAt: "2026-01-05 08:00:00 -0800" } } }],
    ["is a classic one", { github: { tokenFacts: { scopes: "repo, workflow" } } }],
    ["leads nowhere", { vars: { GITHUB_API_URL: "https://github.nowhere.test" } }],
    ["leads elsewhere", { vars: { GITHUB_API_URL: "https://gpu.test" } }],
    ["has little quota left", { github: { hourlyQuota: 90 } }],
  ];
  it.each(cases)("%s", async (_what, options) => {
    const text = await unusual(await checkWorld(options).run());
    expect(text).not.toContain("github_pat_another");
    expect(text).toMatchSnapshot();
  });

  it.each(["unavailable", "network", "html", "secondary-limit"] as const)(
    "is not blamed for %s",
    async (fault) => {
      const { run, github } = checkWorld();
      github.faults.add({ fault });
      expect(await unusual(await run())).toMatchSnapshot();
    },
  );

  it("is not blamed for an answer that does not come", async () => {
    const { runInTime, github } = checkWorld({ isAsked: false });
    github.faults.add({ fault: "hang" });
    expect(await unusual(await runInTime())).toMatchSnapshot();
  });
});

describe("a repository", () => {
  it("that the token does not see", async () => {
    const { run, github, repository } = checkWorld();
    github.world.removeAccess(repository.id);
    expect(await unusual(await run())).toMatchSnapshot();
  });

  it("whose runs the token may not read", async () => {
    const { run, github } = checkWorld();
    const message = "Resource not accessible by personal access token";
    github.faults.add({ fault: "forbidden", on: ["runs"], message });
    expect(await unusual(await run())).toMatchSnapshot();
  });

  it("that was renamed", async () => {
    const { run, github, repository } = checkWorld();
    github.world.rename(repository.id, { name: "brains" });
    expect(await unusual(await run())).toMatchSnapshot();
  });

  it("by its id, and one that is not there", async () => {
    const { run } = checkWorld({ vars: { REAPER_REPOSITORIES: "7001, 7002" } });
    expect(await unusual(await run())).toMatchSnapshot();
  });

  it("of which there is none", async () => {
    const { run } = checkWorld({ vars: { REAPER_REPOSITORIES: "" } });
    expect(await unusual(await run())).toMatchSnapshot();
  });

  it("of which there are many: each has a line", async () => {
    const names = Array.from({ length: 12 }, (_, at) => `model-${at}`);
    const { run, github } = checkWorld({
      vars: { REAPER_REPOSITORIES: names.map((name) => `acme/${name}`).join(",") },
    });
    for (const name of names) github.world.addRepository({ owner: "acme", name });
    const lines = (await run()).filter(({ name }) => name.startsWith("repository "));
    expect(lines.map(({ status }) => status)).toEqual(names.map(() => "ok"));
  });
});
