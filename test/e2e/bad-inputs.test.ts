import { describe, expect } from "vitest";
import { it, type Scenario } from "./scenario.ts";

// Every input's bad values: steps/bad-inputs.test.ts.

async function failed(scenario: Scenario): Promise<string> {
  const main = await scenario.job.main();
  expect(main.exitCode).toBe(1);
  const errors = main.log.split("\n").filter((line) => line.startsWith("::error::"));
  expect(errors).toHaveLength(1);
  const others = scenario.simulator.requests.filter(({ operation }) => operation !== "offers");
  expect(others.map(({ operation }) => operation)).toEqual([]);
  return errors[0] ?? "";
}

describe.concurrent("a bad value ends the process with one error, before anything is rented:", () => {
  it.for([
    ["max-attempts", "11", "a whole number from 1 to 10"],
    ["api-key", "", "is required"],
  ])("%s: %j", async ([name = "", value = "", allowed = ""], { start }) => {
    const scenario = await start({ inputs: { [name]: value } });
    const error = await failed(scenario);
    expect(error).toContain(`::error::Input \`${name}\``);
    expect(error).toContain(allowed);
    const asked = scenario.simulator.requests.length;
    const post = await scenario.job.post();
    expect(post).toMatchObject({ exitCode: 0 });
    expect(post.log).toContain("Nothing was rented");
    expect(scenario.simulator.requests).toHaveLength(asked);
  });

  it("an alias that another lease has, which loses nothing by it", async ({ start }) => {
    const first = await start({ inputs: { gpu: "L4" } });
    await first.rent();
    const second = await start({ inputs: { gpu: "L4" }, env: { SGPU_HOME: first.home } });
    expect(await failed(second)).toContain("belongs to the machine of lease sgpu-gh-");
    await second.post();
    expect(await first.ssh("echo", "still mine")).toBe("still mine\n");
    await first.post();
  });
});
