import { describe, expect, it } from "vitest";
import { isGood } from "../../worker/check/report.ts";
import { checkWorld, unusual } from "./world.fixture.ts";

describe("the API key", () => {
  it.each([403, 404] as const)("that Sesterce does not know (%d)", async (unknownKeyListGives) => {
    const { run } = checkWorld({
      secrets: { SESTERCE_API_KEY: "another-key" },
      sesterce: { unknownKeyListGives },
    });
    const text = await unusual(await run());
    expect(text).not.toContain("another-key");
    expect(text).toMatchSnapshot();
  });

  it.each([
    "cloudflare-1010",
    "connection-refused",
    "connection-lost",
    "server-error",
    "rate-limited",
    "cut",
  ] as const)("is not blamed for %s", async (fault) => {
    const { run, sesterce } = checkWorld();
    sesterce.faults.add({ fault });
    expect(await unusual(await run())).toMatchSnapshot();
  });

  it("is not blamed for an answer that does not come", async () => {
    const { runInTime, sesterce } = checkWorld({ isAsked: false });
    sesterce.faults.add({ fault: "slow", ms: 60_000 });
    expect(await unusual(await runInTime())).toMatchSnapshot();
  });

  it.each([
    ["nowhere", "https://api.nowhere.test"],
    ["to something else", "https://gpu.test"],
  ])("is not blamed for a URL that leads %s", async (_where, SESTERCE_API_URL) => {
    const findings = await checkWorld({ vars: { SESTERCE_API_URL } }).run();
    expect(isGood(findings)).toBe(false);
    expect(await unusual(findings)).toMatchSnapshot();
  });
});
