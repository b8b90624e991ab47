import { describe, expect } from "vitest";
import { Job } from "../runner/job.ts";
import { it } from "./scenario.ts";

const inputs = { gpu: "L4" };

describe.concurrent("post deletes the machine and its files", () => {
  it("after a main that could not write its outputs, also with scope run", async ({ start }) => {
    for (const scope of ["job", "run"]) {
      const scenario = await start({
        inputs: { ...inputs, scope },
        env: { GITHUB_OUTPUT: "/nowhere/output" },
      });
      const main = await scenario.main();
      expect(main.exitCode).toBe(1);
      expect(main.log).toContain("/nowhere/output");
      expect(scenario.simulator.billedNow()).toHaveLength(1);
      expect((await scenario.post()).log).toMatch(/^Deleted: machine /m);
      expect(await scenario.leftFiles()).toEqual([]);
      expect((await scenario.release()).log).toMatch(/^Already gone: /m);
    }
  });

  it("when the job summary can't be written, which is a warning and no more", async ({ start }) => {
    const scenario = await start({ inputs, env: { GITHUB_STEP_SUMMARY: "/nowhere/summary" } });
    const main = await scenario.rent();
    expect(main.log).toContain("::warning::The job summary can't be written");
    expect((await scenario.post()).exitCode).toBe(0);
    expect(await scenario.leftFiles()).toEqual([]);
  });
});

describe.concurrent("a machine of scope run", () => {
  it("is left alone by post, and ended from another job of the run, without an output", async ({
    start,
  }) => {
    const scenario = await start({ inputs: { ...inputs, scope: "run", "wait-for": "active" } });
    const { outputs } = await scenario.rent();
    const post = await scenario.post();
    expect(post.exitCode).toBe(0);
    expect(post.log).toContain("Scope run:");
    expect(scenario.sent("delete")).toEqual([]);
    const stop = await Job.start({ ...scenario.options, checkRunId: "52000000099" });
    const step = await stop.release();
    await stop.end();
    expect(step.exitCode).toBe(0);
    expect(step.log.startsWith(`::add-mask::${scenario.apiKey}\n`)).toBe(true);
    expect(step.log).toContain(`Deleted: machine ${outputs.instanceId}.`);
  });
});
