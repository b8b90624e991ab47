/**
 * Crash anywhere: main is ended at each request that a good run makes, in every manner, and post leaves
 * nothing running, touches nothing else and says what is true. What is tried is in `plan.ts`.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { crashesOf, MANNERS, nameOf, STATES, worlds } from "./plan.ts";
import { inPool } from "./pool.ts";
import { type Ended, goodRun, runCrash } from "./run.ts";

/** They mostly wait; each starts two processes. */
const AT_ONCE = 6;
const MOST_MS = 240_000;

let ended: readonly Ended[] = [];

beforeAll(async () => {
  const runs = await inPool(1, worlds, async (world) => ({
    world,
    operations: await goodRun(world),
  }));
  const crashes = runs.flatMap(({ world, operations }) => crashesOf(world, operations));
  ended = await inPool(AT_ONCE, crashes, runCrash);
}, MOST_MS);

const told = ({ crash, leaks, wrong, log }: Ended): string =>
  `${nameOf(crash)}: ${[...leaks, ...wrong].join("; ")}\n${log}`;

describe("main, ended at any of its requests, leaves nothing behind that post does not end", () => {
  const groups = MANNERS.flatMap((manner) => STATES.map((state) => [manner, state] as const));
  it.each(groups)("%s, post %s", (manner, state) => {
    const group = ended.filter(({ crash }) => crash.manner === manner && crash.state === state);
    const hit = group.filter(({ wasHit }) => wasHit).map(({ crash }) => crash.operation);
    expect(new Set(hit)).toEqual(new Set(["offers", "create", "get", "list"]));
    const bad = group.filter(({ leaks, wrong }) => leaks.length + wrong.length > 0);
    expect(bad.map(told).join("\n\n")).toBe("");
  });

  it("in figures", () => {
    const leaks = ended.filter((one) => one.leaks.length > 0).length;
    const wrong = ended.filter((one) => one.wrong.length > 0).length;
    const hit = ended.filter(({ wasHit }) => wasHit).length;
    console.log(`crash anywhere: ${hit} scenarios, ${leaks} leaks, ${wrong} wrong outcomes`);
    expect({ leaks, wrong }).toEqual({ leaks: 0, wrong: 0 });
  });
});
