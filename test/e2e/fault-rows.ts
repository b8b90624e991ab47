/** Tables of faults and of what must come of each, for the tests that play them through the bundled action. */
import { expect } from "vitest";
import type { StepResult } from "../runner/job.ts";
import { type FaultName, faultRegistry, type ScriptedFault } from "../simulator/index.ts";
import { isRunning, statusAt } from "../simulator/lifecycle.ts";
import type { ServeOptions } from "../simulator/serve.ts";
import type { Scenario } from "./scenario.ts";

/**
 * How much faster the action's clock runs than the simulator's, whose `lateMs` and the like are real time.
 * Slower than in other tests: many scenarios share the machine, and no request may time out for that.
 */
const RATE = 10;
export const inReal = (actionMs: number): number => actionMs / RATE;

export const clockOf = ({ outcome }: FaultRow): Record<string, string> => ({
  // What ends badly has tried for two minutes.
  SGPU_CLOCK_RATE: String(isBad(outcome) ? 2 * RATE : RATE),
});

export const ALWAYS: number = Number.POSITIVE_INFINITY;
/** Everything that post and the release action ask. */
export const CLEANING = ["list", "get", "delete"] as const;

export type Outcome =
  | "deleted"
  | "already gone"
  | "nothing rented"
  | "unconfirmed"
  | "still running";

export interface FaultRow {
  /** What is special about it. */
  readonly what?: string;
  /** The first is the fault that the row stands under. */
  readonly script: readonly [ScriptedFault, ...ScriptedFault[]];
  /** True: the fault can't matter here, and the test makes sure that nothing met it. */
  readonly isNotMet?: boolean;
  readonly cloud?: ServeOptions;
  readonly outcome: Outcome;
  readonly says?: RegExp;
  /** Machines of ours that the cloud bills in the end, since it can't be told; 0. */
  readonly left?: number;
  /** Machines of ours that were alive at any one time; 1. */
  readonly most?: number;
}

/** A fault without a row does not compile. */
export type FaultTable<R extends FaultRow> = Readonly<Record<FaultName, readonly [R, ...R[]]>>;

/** What only a create meets: rows for whoever sends none. `says` is what the text has to say all the same. */
export function rowsOfCreate({ says }: Pick<FaultRow, "says"> = {}) {
  const of = <N extends ScriptedFault["fault"]>(fault: N) =>
    [{ outcome: "deleted", isNotMet: true, ...(says && { says }), script: [{ fault }] }] as const;
  return {
    "create-5xx-landed": of("create-5xx-landed"),
    "create-lost-landed": of("create-lost-landed"),
    "create-listed-late": of("create-listed-late"),
    "create-twin": of("create-twin"),
    "sold-out": of("sold-out"),
    "no-balance": of("no-balance"),
    "name-taken": of("name-taken"),
    "name-changed": of("name-changed"),
    "name-cut": of("name-cut"),
    "machine-error": of("machine-error"),
    "never-active": of("never-active"),
    "unknown-status": of("unknown-status"),
    "active-before-ssh": of("active-before-ssh"),
    "ssh-never": of("ssh-never"),
    "fewer-gpus": of("fewer-gpus"),
    "ip-newline": of("ip-newline"),
    vanish: of("vanish"),
  };
}

export interface NamedRow<R> {
  readonly title: string;
  readonly row: R;
}

/** Throws when a row stands under a fault that it does not script, or a fault of the registry has none. */
export function rowsOf<R extends FaultRow>(table: FaultTable<R>): NamedRow<R>[] {
  const missing = Object.keys(faultRegistry).filter((fault) => !(fault in table));
  if (missing.length > 0) throw new Error(`Without a row: ${missing.join(", ")}`);
  return Object.entries(table).flatMap(([fault, rows]) =>
    rows.map((row) => {
      if (row.script[0].fault !== fault) throw new Error(`A row of ${fault} scripts another first`);
      const notMet = row.isNotMet ? " (not met)" : "";
      return { title: `${fault}${row.what ? `: ${row.what}` : ""}${notMet}`, row };
    }),
  );
}

const TEXT: Readonly<Record<Outcome, RegExp>> = {
  deleted: /^Deleted: machine/m,
  "already gone": /^Already gone: /m,
  "nothing rented": /^Nothing was rented/m,
  unconfirmed: /^::error::Unconfirmed: /m,
  "still running": /^::error::Still running: /m,
};

export const isBad = (outcome: Outcome): boolean =>
  outcome === "unconfirmed" || outcome === "still running";

/** Outcome, exit code and text of post or of the release action. */
export function expectEnd(step: StepResult, { outcome, says }: FaultRow): void {
  expect(step.log).toMatch(TEXT[outcome]);
  expect(step.exitCode, step.log).toBe(isBad(outcome) ? 1 : 0);
  if (says) expect(step.log).toMatch(says);
}

/** What a person needs to end it by hand. */
export function expectAdvice(step: StepResult, bears: readonly string[]): void {
  const error = step.log.split("\n").find((line) => line.startsWith("::error::")) ?? "";
  expect(
    bears.filter((word) => error.includes(word)),
    error,
  ).not.toEqual([]);
  expect(error).toContain("Sesterce console");
}

/** The cloud's own books: who was alive beside whom, and what is billed now. */
export function expectBooks({ simulator, leftAlone }: Scenario, row: FaultRow): void {
  const left = simulator.billedNow().filter(({ id }) => !leftAlone.has(id));
  expect(left).toHaveLength(row.left ?? 0);
  const ours = simulator.machines.all().filter(({ id }) => !leftAlone.has(id));
  const times = ours.flatMap(({ life }) => life.map(({ from }) => from));
  const past = times.filter((from) => from <= simulator.clock.now());
  const alive = past.map((at) => ours.filter(({ life }) => isRunning(statusAt(life, at))).length);
  expect(Math.max(0, ...alive), "alive at once").toBeLessThanOrEqual(row.most ?? 1);
  for (const { id } of left) leftAlone.add(id);
}

export function script({ simulator }: Scenario, { script: faults }: FaultRow): void {
  for (const fault of faults) simulator.faults.add(fault);
}

export function expectMet({ simulator }: Scenario, { isNotMet, script: faults }: FaultRow): void {
  expect(simulator.faults.unmet()).toEqual(isNotMet ? faults.map(({ fault }) => fault) : []);
  if (isNotMet) simulator.faults.clear();
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** `expect.poll` knows no tests that run beside each other. */
export async function eventually(isSo: () => boolean): Promise<void> {
  for (const endsAt = Date.now() + 10_000; !isSo(); await pause(20)) {
    if (Date.now() > endsAt) throw new Error(`Not within 10 s: ${isSo}`);
  }
}
