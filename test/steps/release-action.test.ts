import { encodeName, encodeStem, type WorkflowOwner } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { VirtualJob } from "../runner/virtual-job.ts";
import {
  inVirtualScenario,
  type VirtualScenario,
  virtualClock,
} from "../runner/virtual-scenario.ts";

/** The run of the scenario's job, and a lease that belongs to the whole of it. */
const RUN: WorkflowOwner = {
  kind: "workflow",
  repositoryId: 700_001,
  runId: 9_000_000_001,
  attempt: 1,
  jobId: 0,
};
/** When virtual time begins. */
const NOW = virtualClock().now();
const nameOf = (owner: Partial<WorkflowOwner> = {}, nonce = "abc123"): string =>
  encodeName(encodeStem({ ...RUN, ...owner }, nonce), NOW + 3_600_000);

const SLACK = "sgpu-sl-0abc-u012345-abc123-htdt8";

const runningNames = ({ simulator }: VirtualScenario): string[] =>
  simulator.billedNow().map(({ name }) => name);

describe("by name", () => {
  it("all machines of the lease go, and no other", () =>
    inVirtualScenario({}, async (scenario) => {
      const name = nameOf({ jobId: 7 });
      const twin = encodeName(name.slice(0, -6), NOW + 7_200_000);
      const other = nameOf({ jobId: 7 }, "zzz999");
      for (const each of [name, twin, other]) await scenario.rentElsewhere(each);
      const step = await scenario.release({ "instance-name": name });
      expect(step).toMatchObject({ exitCode: 0, outputs: {}, state: {} });
      expect(step.log).toMatch(/^Deleted: machines \w+, \w+\./m);
      expect(step.summary).toMatch(/^\*\*GPU\*\* Deleted: machines/);
      expect(runningNames(scenario)).toEqual([other]);
    }));

  it("of another job, run and attempt of this repository", () =>
    inVirtualScenario({}, async (scenario) => {
      const name = nameOf({ runId: 8, attempt: 3, jobId: 9 });
      await scenario.rentElsewhere(name);
      expect((await scenario.release({ "instance-name": name })).exitCode).toBe(0);
      expect(runningNames(scenario)).toEqual([]);
    }));

  it("twice: the second says that it has gone already", () =>
    inVirtualScenario({ inputs: { gpu: "L4" } }, async (scenario) => {
      const { outputs } = await scenario.rent();
      const named = { "instance-name": outputs.instanceName ?? "" };
      expect((await scenario.release(named)).log).toMatch(/^Deleted: machine/m);
      const again = await scenario.release(named);
      expect(again.exitCode).toBe(0);
      expect(again.log).toMatch(
        /^Already gone: no machine whose name begins with sgpu-gh-\S+ runs/m,
      );
      const post = await scenario.post();
      expect(post.exitCode).toBe(0);
      expect(post.log).toMatch(/^Already gone: machine/m);
    }));

  const REFUSED: readonly (readonly [string, string])[] = [
    ["of another repository", nameOf({ repositoryId: 700_002 })],
    ["of a person in Slack", SLACK],
    ["of somebody else", "my-training-machine"],
    ["that begins like ours", "sgpu-gh-f04h"],
    ["in upper case", nameOf().toUpperCase()],
    ["with one digit too many", `${nameOf()}0`],
    ["with a leading zero", nameOf().replace("-f04h-", "-0f04h-")],
    ["with a line of its own", `${nameOf()}\n::error::owned`],
  ];

  it.each(REFUSED)("a name %s is refused, and nothing is asked of the API", (_, name) =>
    inVirtualScenario({}, async (scenario) => {
      const real = name.trim().split("\n")[0] ?? "";
      await scenario.rentElsewhere(real);
      const step = await scenario.release({ "instance-name": name });
      expect(step.exitCode).toBe(1);
      expect(step.log).toMatch(
        /^::error::Input `instance-name` is ".*"; allowed is .* Nothing was deleted\.$/m,
      );
      expect(step.log).not.toMatch(/^::error::owned/m);
      expect(scenario.simulator.requests.map(({ operation }) => operation)).toEqual(["create"]);
      expect(runningNames(scenario)).toEqual([real]);
    }),
  );
});

describe("by run, with no name", () => {
  it("every lease of the whole run goes, of any attempt, and no other machine", () =>
    inVirtualScenario({ attempt: "2" }, async (scenario) => {
      const ours = [nameOf(), nameOf({}, "def456"), nameOf({ attempt: 2 }, "ghi789")];
      const others = [
        nameOf({ jobId: 7 }),
        nameOf({ runId: 8 }),
        nameOf({ repositoryId: 700_002 }),
        SLACK,
        "my-training-machine",
        `${nameOf()}0`,
        nameOf().toUpperCase(),
      ];
      for (const name of [...ours, ...others]) await scenario.rentElsewhere(name);
      const step = await scenario.release();
      expect(step.exitCode, step.log).toBe(0);
      expect(step.log).toMatch(/^Deleted: machines \w+, \w+, \w+\./m);
      expect(runningNames(scenario).toSorted()).toEqual(others.toSorted());
      expect(scenario.sent("delete")).toHaveLength(3);
      const again = await scenario.release();
      expect(again.exitCode).toBe(0);
      expect(again.log).toMatch(/^Already gone: no machine whose name begins with/m);
      expect(scenario.sent("delete")).toHaveLength(3);
    }));

  it("a runner that does not tell the run is refused", () =>
    inVirtualScenario({ repositoryId: "" }, async (scenario) => {
      const step = await scenario.release();
      expect(step.exitCode).toBe(1);
      expect(step.log).toContain("GITHUB_REPOSITORY_ID");
      expect(scenario.simulator.requests).toEqual([]);
    }));
});

describe("a machine of scope run", () => {
  const inputs = { gpu: "L4", scope: "run" };

  it("is left alone by post, and ended from another job of the run, without an output", () =>
    inVirtualScenario({ inputs }, async (scenario) => {
      const { outputs } = await scenario.rent();
      const post = await scenario.post();
      expect(post.exitCode).toBe(0);
      expect(post.log).toContain("Scope run:");
      expect(scenario.sent("delete")).toEqual([]);
      const stop = await VirtualJob.start({ ...scenario.options, checkRunId: "52000000099" });
      const step = await scenario.ended(stop.release());
      await stop.end();
      expect(step.exitCode).toBe(0);
      expect(step.log).toContain(`Deleted: machine ${outputs.instanceId}.`);
    }));
});

describe("the key", () => {
  it.each([
    ["api-key", "", /Input `api-key` is required/],
    ["api-url", "ftp://nowhere", /Input `api-url`/],
  ])("and %s: %j is refused in a sentence", (name, value, text) =>
    inVirtualScenario({}, async (scenario) => {
      const step = await scenario.ended(scenario.job.release({ [name]: value }));
      expect(step.exitCode).toBe(1);
      expect(step.log).toMatch(text);
      expect(scenario.simulator.requests).toEqual([]);
    }),
  );
});
