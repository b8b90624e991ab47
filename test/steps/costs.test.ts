/** What a machine may cost, what it did cost, and when provisioning stops trying. */
import { encodeName, encodeStem } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { inVirtualScenario } from "../runner/virtual-scenario.ts";

const L4 = { gpu: "L4" };
const GITHUB = { kind: "workflow", repositoryId: 700_001, runId: 8, attempt: 1, jobId: 9 } as const;

describe("a limit on costs", () => {
  it.each([
    [{ "max-hourly-price": "0.5" }, /too dear by 0\.303 \$\/h\..*`max-hourly-price: 0\.803`/],
    // 2 h and 20 minutes.
    [{ "max-cost": "1" }, /0\.87\d* \$ too much\..*`max-cost: 1\.88`/],
  ])("%j that no offer meets rents nothing, and says by how much and what would", (limit, text) =>
    inVirtualScenario({ inputs: { ...L4, ...limit } }, async (scenario) => {
      const main = await scenario.main();
      expect(main.exitCode).toBe(1);
      expect(main.log).toMatch(text);
      expect(scenario.sent("create")).toEqual([]);
      expect((await scenario.post()).log).toMatch(/^Nothing was rented/m);
    }),
  );

  it.each([
    [{ "max-hourly-price": "1.5" }, "L40S"],
    // 2 h and 20 minutes of it come to 3.08 $, of an A100 to 4.31 $.
    [{ "max-cost": "3.1" }, "L40S"],
    [{ "max-cost": "4.4" }, "A100_80G"],
  ])("%j passes over what is dearer, also what is liked better", (limit, gpu) =>
    inVirtualScenario({ inputs: { ...L4, gpu: "A100_80G, L40S", ...limit } }, async (scenario) => {
      expect((await scenario.rent()).outputs).toMatchObject({ gpu });
      await scenario.post();
    }),
  );
});

describe("a machine past its lease", () => {
  it("is warned of with id, how long and price, if it is this repository's", () =>
    inVirtualScenario({ inputs: L4 }, async (scenario) => {
      const late = scenario.simulator.clock.now() - 90 * 60_000;
      const nameOf = (repositoryId: number, at: number) =>
        encodeName(encodeStem({ ...GITHUB, repositoryId }, "abc123"), at);
      const ours = await scenario.rentElsewhere(nameOf(700_001, late));
      const others = [
        await scenario.rentElsewhere(nameOf(700_002, late)),
        await scenario.rentElsewhere(nameOf(700_001, scenario.simulator.clock.now() + 3_600_000)),
        await scenario.rentElsewhere("somebody-elses"),
      ];
      const main = await scenario.rent();
      const warnings = main.log.split("\n").filter((line) => line.includes("past its lease"));
      expect(warnings).toEqual([expect.stringContaining(`::warning::Machine ${ours} of this`)]);
      expect(warnings[0]).toMatch(/\(run 8\) is past its lease by 1h (29|30|31)m.* 0\.803 \$\/h/);
      await scenario.post();
      const left = scenario.simulator.billedNow().map(({ id }) => id);
      expect(left.toSorted()).toEqual([ours, ...others].toSorted());
    }));
});

describe("post tells", () => {
  it("the time used and what it cost", () =>
    inVirtualScenario({ inputs: L4 }, async (scenario) => {
      await scenario.rent();
      const text = /Deleted: machine \w+\. It was active for \d+s at 0\.803 \$\/h: about 0\.0\d \$/;
      const post = await scenario.post();
      expect(post.log).toMatch(text);
      expect(post.summary).toMatch(text);
    }));

  it("nothing of the time when the machine was never active", () =>
    inVirtualScenario({ inputs: L4 }, async (scenario) => {
      scenario.simulator.faults.add({ fault: "machine-error", times: 2 });
      expect((await scenario.main()).exitCode).toBe(1);
      expect((await scenario.post()).log).toMatch(
        /^Already gone: .* It was never \S*\s?active, so it should have cost nothing\./m,
      );
    }));
});

describe("provisioning stops", () => {
  it("when max-attempts machines were no good, and says why for each", () =>
    inVirtualScenario({ inputs: { ...L4, "max-attempts": "2" } }, async (scenario) => {
      scenario.simulator.faults.add({ fault: "machine-error", times: 2 });
      const main = await scenario.main();
      expect(main.exitCode).toBe(1);
      expect(main.log).toContain("::error::No machine got ready: 2 tried");
      expect(main.summary.match(/it went into status error/g)?.length).toBeGreaterThanOrEqual(2);
      expect(scenario.sent("create")).toHaveLength(2);
      await scenario.post();
    }));

  it("at three refusals in the same words, and not at three in different ones", () =>
    inVirtualScenario({ inputs: { ...L4, gpu: "L4, L40S" } }, async (scenario) => {
      const { faults } = scenario.simulator;
      for (const message of ["one", "two", "three"]) {
        faults.add({ fault: "refused", on: ["create"], message });
      }
      expect((await scenario.rent()).outputs).toMatchObject({ gpu: "L40S", attempts: "1" });
      expect(scenario.sent("create")).toHaveLength(4);
      await scenario.post();
      faults.add({ fault: "refused", on: ["create"], message: "same", times: 3 });
      const main = await scenario.main();
      expect(main.exitCode).toBe(1);
      expect(main.log).toMatch(/::error::Three offers in a row/);
      expect(scenario.sent("create")).toHaveLength(7);
      await scenario.post();
    }));

  it("at ten POSTs", () =>
    inVirtualScenario({ inputs: { ...L4, "capacity-wait": "1h" } }, async (scenario) => {
      scenario.simulator.faults.add({ fault: "rate-limited", on: ["create"], times: 10 });
      const main = await scenario.main();
      expect(main.exitCode).toBe(1);
      expect(main.log).toMatch(/::error::No machine could be had in 10 create requests/);
      expect((await scenario.post()).log).toMatch(/^Nothing was rented/m);
    }));

  it("at the end of capacity-wait, with one line a look", () =>
    inVirtualScenario(
      { inputs: { ...L4, gpu: "RTX4090", "capacity-wait": "2m" } },
      async (scenario) => {
        const main = await scenario.main();
        expect(main.exitCode).toBe(1);
        const looks = main.log.match(/^Look \d+: nothing that fits can be had/gm) ?? [];
        const sweeps = scenario.sent("offers").length;
        expect(sweeps).toBeGreaterThan(2);
        // The last look has nothing to wait for.
        expect(looks).toHaveLength(sweeps - 1);
        expect(looks).toEqual(
          looks.map((_, index) => `Look ${index + 1}: nothing that fits can be had`),
        );
        expect(scenario.sent("create")).toEqual([]);
        expect((await scenario.post()).log).toMatch(/^Nothing was rented/m);
      },
    ));

  it("no sooner: what is restocked in the meantime is taken", () =>
    inVirtualScenario({ inputs: { ...L4, "capacity-wait": "4m" } }, async (scenario) => {
      const { offers, faults } = scenario.simulator;
      faults.add({ fault: "sold-out", times: 2 });
      faults.add({ fault: "rate-limited", on: ["offers"], skip: 1, retryAfter: 2 });
      const { done } = await scenario.startMain();
      await scenario.until(() => scenario.sent("create").length === 2);
      offers.setAvailable(false, { instanceId: "L4" });
      await scenario.until(() => scenario.sent("offers").length > 2);
      offers.setAvailable(true, { instanceId: "L4", region: "eu-west-2" });
      const main = await scenario.ended(done);
      expect(main.exitCode, main.log).toBe(0);
      expect(main.outputs).toMatchObject({ region: "eu-west-2", attempts: "1" });
      expect(scenario.sent("create")).toHaveLength(3);
      await scenario.post();
    }));
});
