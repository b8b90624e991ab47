import { describe, expect, it } from "vitest";
import { inputsOf } from "../inputs/inputs.fixture.ts";
import { ready } from "../renting.fixture.ts";
import { handOverLines } from "./hand-over.ts";
import { formatTime } from "./time.ts";

describe("what the log says of a machine that is ready", () => {
  it("for a job: how to reach it, and who deletes it when", () => {
    expect(handOverLines(ready, inputsOf())).toMatchInlineSnapshot(`
      [
        "Ready after 3m 25s: 1×H100 in dallas-usa-3 (AZ_07), 4.796 $/h, machine 69249f005e57e4ce00000001, shadeform@203.0.113.7:22, 1 GPU counted.",
        "Later steps reach it with: ssh gpu",
        "The post step of this action deletes it when the job ends; should it fail, it says so and names the machine.",
      ]
    `);
  });

  it("for a run: that this job does not delete it", () => {
    expect(handOverLines(ready, inputsOf({ scope: "run" })).at(-1)).toMatchInlineSnapshot(
      `"Scope run: this job does not delete it. End it in a last job with if: always() and uses: org/sesterce-gpu/action/release@v1; a Worker in enforce mode ends it after the run. Its lease ends at 2026-11-23 18:12 UTC."`,
    );
  });

  it("for a runner that does not tell the job: what a Worker takes it for", () => {
    expect(handOverLines(ready, inputsOf({ "job-check-run-id": "" })).at(-1)).toBe(
      "The runner does not tell which job this is, so to a Worker it belongs to the whole run.",
    );
  });

  it("says when GPUs were not counted, and counts in plural", () => {
    const first = (gpus: number | null) => handOverLines({ ...ready, gpus }, inputsOf())[0];
    expect(first(null)).toMatch(/, GPUs not counted\.$/);
    expect(first(8)).toMatch(/, 8 GPUs counted\.$/);
  });

  it("has times to the minute, in UTC", () => {
    expect(formatTime(Date.UTC(2026, 0, 2, 3, 4, 59))).toBe("2026-01-02 03:04 UTC");
  });
});
