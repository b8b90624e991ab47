/**
 * Tables of faults and of what must come of each. All times are the action's: the tables are played in virtual
 * time, and some of their rows through the bundled action, with a cloud whose clock runs as fast as the action's.
 */
import { expect } from "vitest";
import type { JobScenario } from "../runner/job-scenario.ts";
import type { ActionJob, StepResult } from "../runner/step.ts";
import {
  type FaultName,
  faultRegistry,
  type ScriptedFault,
  type SimulatorOptions,
} from "../simulator/index.ts";
import { isRunning, statusAt } from "../simulator/lifecycle.ts";

/** What a row is played in. */
export type AnyScenario = JobScenario<ActionJob>;

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
  readonly inputs?: Readonly<Record<string, string>>;
  readonly cloud?: Partial<SimulatorOptions>;
  /** When the cloud is as it will be: after this the books are looked at. */
  readonly pauseMs?: number;
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

/** A machine that boots for longer than anybody waits. */
export const NEVER_MS = 6_000_000;

export interface NamedRow<R> {
  readonly title: string;
  readonly row: R;
}

/** A login needs sockets and a program: such a row can only be played for real. */
export const needsSsh = ({ row }: NamedRow<FaultRow>): boolean =>
  row.inputs?.["wait-for"] === "ssh";

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
export function expectBooks({ simulator, leftAlone }: AnyScenario, row: FaultRow): void {
  const left = simulator.billedNow().filter(({ id }) => !leftAlone.has(id));
  expect(left).toHaveLength(row.left ?? 0);
  const ours = simulator.machines.all().filter(({ id }) => !leftAlone.has(id));
  const times = ours.flatMap(({ life }) => life.map(({ from }) => from));
  const past = times.filter((from) => from <= simulator.clock.now());
  const alive = past.map((at) => ours.filter(({ life }) => isRunning(statusAt(life, at))).length);
  expect(Math.max(0, ...alive), "alive at once").toBeLessThanOrEqual(row.most ?? 1);
  for (const { id } of left) leftAlone.add(id);
}

export function script({ simulator }: AnyScenario, { script: faults }: FaultRow): void {
  for (const fault of faults) simulator.faults.add(fault);
}

export function expectMet(
  { simulator }: AnyScenario,
  { isNotMet, script: faults }: FaultRow,
): void {
  expect(simulator.faults.unmet()).toEqual(isNotMet ? faults.map(({ fault }) => fault) : []);
  if (isNotMet) simulator.faults.clear();
}
