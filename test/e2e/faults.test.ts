/** Rows of the fault tables through the bundled action: every kind of damage once, and all that need a login. */
import { systemClock } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { scaledClock } from "../../action/src/scaled-clock.ts";
import { MAIN_ROWS, mainInputs, playMain } from "../faults/main-rows.ts";
import { POST_INPUTS, POST_ROWS, playPost } from "../faults/post-rows.ts";
import { playRelease, RELEASE_ROWS, releaseCloud } from "../faults/release-rows.ts";
import { type FaultRow, isBad, type NamedRow, needsSsh } from "../faults/rows.ts";
import { QUICK } from "../runner/virtual-scenario.ts";
import { inScenario, type Setting } from "./scenario.ts";

const MAIN = [
  "connection-lost: after create",
  "slow: create, which is never done",
  "cut: create",
  "cloudflare-1010: create",
  "rate-limited: create, with Retry-After",
  "create-5xx-landed",
  "create-twin: seen at ready",
];
const POST = [
  "connection-lost: any, with no state of main's",
  "refused: delete",
  "slow: delete, which is never done",
  "delete-ignored: always",
];
const RELEASE = ["server-error: list", "connection-lost: after delete"];

/** Slow enough that no request times out while many scenarios share the machine. */
const RATE = 8;

function rateOf({ outcome, script: [{ fault }] }: FaultRow): number {
  // At ready main looks for twins for one second: that has to be enough for a slow process.
  if (fault === "create-twin") return 2;
  // What ends badly has tried for two minutes.
  return isBad(outcome) ? 2 * RATE : RATE;
}

/** The cloud's clock runs as the action's does. */
function settingOf(row: FaultRow): Setting {
  const rate = rateOf(row);
  const clock = scaledClock(systemClock, rate);
  return { cloud: { clock, ...QUICK, ...row.cloud }, env: { SGPU_CLOCK_RATE: String(rate) } };
}

/** Throws when a row is not in the table any more. */
function chosen<R extends FaultRow>(rows: readonly NamedRow<R>[], titles: readonly string[]) {
  return titles.map((wanted) => {
    const found = rows.find(({ title }) => title === wanted);
    if (!found) throw new Error(`There is no row "${wanted}".`);
    return found;
  });
}

describe.concurrent("main meets", () => {
  it.each([...chosen(MAIN_ROWS, MAIN), ...MAIN_ROWS.filter(needsSsh)])("$title", ({ row }) =>
    inScenario({ ...settingOf(row), inputs: mainInputs(row) }, (scenario) =>
      playMain(scenario, row),
    ),
  );

  it("with a login: four rows", () => {
    expect(MAIN_ROWS.filter(needsSsh)).toHaveLength(4);
  });
});

describe.concurrent("post meets", () => {
  it.each(chosen(POST_ROWS, POST))("$title", ({ row }) =>
    inScenario({ ...settingOf(row), inputs: POST_INPUTS }, (scenario) => playPost(scenario, row)),
  );
});

describe.concurrent("the release action meets", () => {
  it.each(chosen(RELEASE_ROWS, RELEASE))("$title", ({ row }) => {
    const cloud = { ...settingOf(row).cloud, ...releaseCloud(row) };
    return inScenario({ ...settingOf(row), cloud }, (scenario) => playRelease(scenario, row));
  });
});
