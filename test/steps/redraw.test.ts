import { describe, expect, it } from "vitest";
import { virtualScenarios } from "../runner/virtual-scenario.ts";

const start = virtualScenarios();
const inputs = { gpu: "L4" };

describe("a machine that is no good is given back, and the next is tried:", () => {
  it("one in status error; the summary tells of both", async () => {
    const scenario = await start({ inputs });
    scenario.simulator.faults.add({ fault: "machine-error" });
    const main = await scenario.rent();
    expect(main).toMatchObject({ outputs: { attempts: "2" } });
    const attempts = main.summary
      .split("\n")
      .filter((line) => /^\| [12] \| 1×L4 .* \$ \||running/.test(line));
    expect(attempts).toEqual([
      expect.stringMatching(
        /^\| 1 \| 1×L4 in \S+ \(DV_01\) \| given back, it went into status error \|/,
      ),
      expect.stringMatching(/^\| 2 \| 1×L4 in \S+ \(DV_01\) \| ready \| \d+s \| running \|$/),
    ]);
    const [first, second] = scenario.sent("create").map(({ body }) => body.region);
    expect(first).not.toBe(second);
    await scenario.post();
  });

  it("and both bear the stem of one lease", async () => {
    const scenario = await start({ inputs });
    scenario.simulator.faults.add({ fault: "machine-error" });
    await scenario.main();
    const stems = scenario.simulator.machines.all().map(({ name }) => name.slice(0, -6));
    expect(stems).toHaveLength(2);
    expect(new Set(stems)).toEqual(new Set([scenario.job.state.stem]));
    await scenario.post();
  });
});

describe("a create", () => {
  it("that was refused costs no machine, and its words do no harm in the log", async () => {
    const scenario = await start({ inputs });
    const message = "gone\n::error::owned\r\n##[error]owned | <img src=x>";
    scenario.simulator.faults.add({ fault: "sold-out", message });
    const main = await scenario.rent();
    expect(main).toMatchObject({ outputs: { attempts: "1" } });
    expect(main.log).not.toMatch(/^\s*::error|##\[/m);
    expect(main.log).toContain("refused: gone ::error::owned # #[error]owned");
    expect(main.summary).toContain("owned &#124; &#60;img src=x&#62; |");
    await scenario.post();
  });

  it("whose answer was lost is not sent again: the machine is found and used", async () => {
    const scenario = await start({ inputs });
    scenario.simulator.faults.add({ fault: "create-lost-landed" });
    const main = await scenario.rent();
    expect(main.log).toContain("It was created after all");
    expect(scenario.sent("create")).toHaveLength(1);
    expect((await scenario.post()).log).toMatch(/^Deleted: machine /m);
  });

  it.each([
    ["no-balance", "Top up the Sesterce account"],
    ["key-refused", "Check the secret behind the `api-key` input"],
    ["cloudflare-1010", "this says nothing about the API key"],
  ] as const)("that meets %s ends the step with what to do", async (fault, advice) => {
    const scenario = await start({ inputs });
    scenario.simulator.faults.add({ fault, on: ["create"] });
    const main = await scenario.main();
    expect(main).toMatchObject({ exitCode: 1, outputs: {} });
    expect(main.log).toContain(advice);
    expect(scenario.sent("create")).toHaveLength(1);
    expect((await scenario.post()).exitCode).toBe(0);
  });
});

describe("capacity-wait", () => {
  it("goes on looking while all is sold out, and takes what comes back", async () => {
    const scenario = await start({ inputs: { gpu: "RTX4090", "capacity-wait": "10m" } });
    const { done } = await scenario.startMain();
    await scenario.until(() => scenario.sent("offers").length > 1);
    scenario.simulator.offers.setAvailable(true, { instanceId: "RTX4090" });
    const main = await scenario.ended(done);
    expect(main).toMatchObject({ exitCode: 0, outputs: { gpu: "RTX4090" } });
    expect(main.log).toContain("Near miss: 1×RTX4090 (DV_02, 0.605 $/h) is sold out");
    await scenario.post();
  });
});
