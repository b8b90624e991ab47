/** Every fault of the simulated cloud × main, post and the release action, in virtual time. */
import { describe, expect, it } from "vitest";
import { inVirtualScenario } from "../runner/virtual-scenario.ts";
import { MAIN_CLOUD_ROWS, MAIN_ROWS, type MainRow, mainInputs, playMain } from "./main-rows.ts";
import { POST_CLOUD_ROWS, POST_INPUTS, POST_ROWS, type PostRow, playPost } from "./post-rows.ts";
import { playRelease, RELEASE_CLOUD_ROWS, RELEASE_ROWS, releaseCloud } from "./release-rows.ts";
import { expectEnd, needsSsh } from "./rows.ts";

describe("main meets", () => {
  // Those with a login are played by e2e/faults.test.ts.
  it.each(MAIN_ROWS.filter((named) => !needsSsh(named)))("$title", ({ row }) => main(row));
});

describe("a machine in error is given back by a cloud that", () => {
  it.each(MAIN_CLOUD_ROWS)("$title", ({ row }) => main(row));
});

describe("post meets", () => {
  it.each(POST_ROWS)("$title", ({ row }) => post(row));
});

describe("post deletes on a cloud that", () => {
  it.each(POST_CLOUD_ROWS)("$title", ({ row }) => post(row));

  it("lists its newest hundred machines only, of which ours is none", () =>
    inVirtualScenario({ inputs: POST_INPUTS, cloud: { listCap: 100 } }, async (scenario) => {
      await scenario.rent();
      for (let other = 0; other < 100; other++) await scenario.rentElsewhere(`other-${other}`);
      const fault = { fault: "delete-ignored", times: 2 } as const;
      scenario.simulator.faults.add(fault);
      const says = /about \d\.\d\d \$/;
      expectEnd(await scenario.post(), { outcome: "deleted", says, script: [fault] });
      expect(scenario.simulator.billedNow()).toHaveLength(100);
    }));
});

describe("the release action meets", () => {
  it.each(RELEASE_ROWS)("$title", ({ row }) =>
    inVirtualScenario({ cloud: releaseCloud(row) }, (scenario) => playRelease(scenario, row)),
  );
});

describe("the release action ends a lease on a cloud that", () => {
  it.each(RELEASE_CLOUD_ROWS)("$title", ({ row }) =>
    inVirtualScenario({ cloud: releaseCloud(row) }, (scenario) => playRelease(scenario, row)),
  );
});

const main = (row: MainRow): Promise<void> =>
  inVirtualScenario({ inputs: mainInputs(row), cloud: row.cloud ?? {} }, (scenario) =>
    playMain(scenario, row),
  );

const post = (row: PostRow): Promise<void> =>
  inVirtualScenario({ inputs: POST_INPUTS, cloud: row.cloud ?? {} }, (scenario) =>
    playPost(scenario, row),
  );
