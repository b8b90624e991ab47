import { describe, expect } from "vitest";
import { Job } from "../runner/job.ts";
import { it } from "./scenario.ts";

const inputs = { gpu: "L4" };

describe.concurrent("a machine that is no good is given back, and the next is tried:", () => {
  it("one with fewer GPUs than the offer says; post tells what it has cost as well", async ({
    start,
  }) => {
    const scenario = await start({ inputs: { gpu: "H100:2, A100_80G:2", "ready-timeout": "2m" } });
    scenario.simulator.faults.add({ fault: "fewer-gpus" });
    const main = await scenario.rent();
    expect(main).toMatchObject({ outputs: { gpu: "A100_80G", attempts: "2" } });
    expect(main.log).toContain("does not show all its GPUs: 1 of 2 GPUs");
    expect(main.summary).toMatch(/^\| 1 \|.* 0\.\d\d \$ \|$/m);
    const text = /It was active for .* Machines given back before cost about 0\.\d\d \$\./;
    expect((await scenario.post()).log).toMatch(text);
  });
});

describe.concurrent("two steps of one job", () => {
  it("have a machine each, and each post deletes its own", async ({ start }) => {
    const scenario = await start({ inputs });
    await scenario.main();
    const { options, simulator } = scenario;
    const second = await Job.start({
      ...options,
      inputs: { ...options.inputs, "ssh-alias": "gpu2" },
    });
    expect(await second.main()).toMatchObject({ exitCode: 0, outputs: { sshAlias: "gpu2" } });
    expect(simulator.billedNow()).toHaveLength(2);
    await second.post();
    await second.end();
    expect(simulator.billedNow()).toHaveLength(1);
    expect(await scenario.ssh("echo", "still here")).toBe("still here\n");
    await scenario.post();
  });
});
