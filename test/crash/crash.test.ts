/**
 * Crash anywhere: main is ended at each request that a good run makes, in every manner, and post leaves
 * nothing running, touches nothing else and says what is true. What is tried is in `plan.ts`; some of it runs
 * as real processes in `e2e/crash.test.ts`.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { crashesOf, MANNERS, nameOf, STATES, worlds } from "./plan.ts";
import { type Ended, goodRun, runCrash } from "./run.ts";
import { onVirtualStage } from "./virtual-stage.ts";

const ended: Ended[] = [];

beforeAll(async () => {
  for (const world of worlds) {
    const crashes = crashesOf(world, await goodRun(world, onVirtualStage));
    for (const crash of crashes) ended.push(await runCrash(crash, onVirtualStage));
  }
});

const told = ({ crash, leaks, wrong, log }: Ended): string =>
  `${nameOf(crash)}: ${[...leaks, ...wrong].join("; ")}\n${log}`;

describe("main, ended at any of its requests, leaves nothing behind that post does not end", () => {
  const groups = MANNERS.flatMap((manner) => STATES.map((state) => [manner, state] as const));
  it.each(groups)("%s, post %s", (manner, state) => {
    const group = ended.filter(({ crash }) => crash.manner === manner && crash.state === state);
    const hit = group.filter(({ wasHit }) => wasHit).map(({ crash }) => crash.operation);
    expect(hit).toHaveLength(group.length);
    expect(new Set(hit)).toEqual(new Set(["offers", "create", "get", "list", "delete"]));
    const isCancel = manner.startsWith("cancelled");
    expect(new Set(group.map(({ endedBy }) => endedBy))).toEqual(
      new Set([isCancel ? "SIGINT" : undefined]),
    );
    const bad = group.filter(({ leaks, wrong }) => leaks.length + wrong.length > 0);
    expect(bad.map(told).join("\n\n")).toBe("");
  });

  it("in figures", () => {
    const leaks = ended.filter((one) => one.leaks.length > 0).length;
    const wrong = ended.filter((one) => one.wrong.length > 0).length;
    console.log(
      `crash anywhere: ${ended.length} scenarios, ${leaks} leaks, ${wrong} wrong outcomes`,
    );
    expect({ leaks, wrong }).toEqual({ leaks: 0, wrong: 0 });
  });
});
