import { describe, expect, it } from "vitest";
import { virtualScenarios } from "../runner/virtual-scenario.ts";

const start = virtualScenarios();

describe("a job that rents a machine", () => {
  it("is told before the create what it will cost, and afterwards in the summary", async () => {
    const scenario = await start({ inputs: { gpu: "H100", lifetime: "1h" } });
    const { log, summary } = await scenario.main();
    const told = [
      "1. 1×H100 in ",
      "Renting 1×H100 in oslo-norway-1",
      "Waiting for machine",
      "Ready",
    ];
    const places = told.map((text) => log.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(log).toMatch(
      /Its lease ends at .* UTC; until then it costs at most 3\.67 \$ \(2\.75 \$\/h\)/,
    );
    expect(summary).toMatch(/^### GPU: 1×H100 in oslo-norway-1, 2\.75 \$\/h$/m);
    expect(summary).toContain("| Time to ready |");
    expect(log.match(/^::group::/gm)?.length).toBe(log.match(/^::endgroup::/gm)?.length);
    await scenario.post();
  });
});
