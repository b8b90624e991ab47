/** What post has to say after a crash, from what really happened at the simulator. Pure. */
import type { StepResult } from "../runner/step.ts";
import type { JournalEntry } from "../simulator/index.ts";
import type { StateKind } from "./plan.ts";

export type Outcome =
  | "deleted"
  | "already gone"
  | "nothing was rented"
  | "unconfirmed"
  | "still running";

export interface Happened {
  readonly state: StateKind;
  /** Machines of the lease that there ever were. */
  readonly machines: number;
  /** Creates that main sent, whether or not they took effect. */
  readonly creates: number;
  /** Requests since post began. */
  readonly sinceMain: readonly JournalEntry[];
}

const BEGINNINGS: readonly (readonly [RegExp, Outcome])[] = [
  [/^Deleted: /m, "deleted"],
  [/^Already gone: /m, "already gone"],
  [/^Nothing was rented/m, "nothing was rented"],
  [/^::error::Unconfirmed: /m, "unconfirmed"],
  [/^::error::Still running: /m, "still running"],
];

export const outcomesIn = (log: string): Outcome[] =>
  BEGINNINGS.flatMap(([pattern, outcome]) => (pattern.test(log) ? [outcome] : []));

/** What post may say; two words fit where what is left over shows no difference. */
export function rightOutcomes({ state, machines, creates, sinceMain }: Happened): Outcome[] {
  const deleted = sinceMain.some(
    ({ operation, status }) => operation === "delete" && status === 204,
  );
  if (deleted) return ["deleted"];
  // One create, or the only one, never took effect; nobody can know that.
  if (state === "with state" && creates > machines) return ["unconfirmed"];
  if (machines === 0) return ["nothing was rented"];
  // Of a machine that main has deleted nothing shows any more but the state.
  return state === "with state" ? ["already gone"] : ["already gone", "nothing was rented"];
}

/** What is wrong with post's end; empty = nothing. */
export function faultsOf(post: StepResult, happened: Happened): string[] {
  const right = rightOutcomes(happened);
  const said = outcomesIn(post.log);
  const [outcome] = said;
  if (said.length !== 1 || !outcome || !right.includes(outcome)) {
    return [
      `post said ${said.join(" and ") || "none of the five"}, right is ${right.join(" or ")}`,
    ];
  }
  const exitCode = outcome === "unconfirmed" || outcome === "still running" ? 1 : 0;
  return post.exitCode === exitCode ? [] : [`${outcome}, but post's exit code is ${post.exitCode}`];
}
