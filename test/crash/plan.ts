/** Which crashes there are: every request of main × every way to end main there × what post is given. Pure. */
import type { Operation, ScriptedFault } from "../simulator/index.ts";

/** Its last look for a lost create is 20 s after it. */
const LATE_MS = 19_000;

/** What the API does to a create; main sends other requests in each of them. */
export const WORLDS = {
  usual: undefined,
  "listed late": { fault: "create-listed-late", lateMs: LATE_MS },
  "answer lost, listed late": { fault: "create-lost-landed", lateMs: LATE_MS },
  "first in error": { fault: "machine-error" },
} as const satisfies Record<string, ScriptedFault | undefined>;

export const MANNERS = [
  /** SIGKILL; the request never takes effect. */
  "killed before",
  /** SIGKILL when it has taken effect; nobody hears the answer. */
  "killed after",
  /** Cancelled while the request is on its way, where it is lost. */
  "cancelled, lost",
  /** Cancelled while the request is on its way, and then it takes effect. */
  "cancelled, landing",
  /** Cancelled when it has taken effect; the answer comes too late for anybody. */
  "cancelled after",
] as const;

/** What post gets: all that main left, or, of a background step, nothing. */
export const STATES = ["with state", "without state"] as const;

export type World = keyof typeof WORLDS;
export type Manner = (typeof MANNERS)[number];
export type StateKind = (typeof STATES)[number];

export interface Crash {
  readonly world: World;
  readonly manner: Manner;
  readonly state: StateKind;
  /** Which of main's requests, 0 = the first of all; undefined: the first of its operation. */
  readonly request?: number;
  readonly operation: Operation;
}

export const worlds = Object.keys(WORLDS).filter((name): name is World => name in WORLDS);

/** `operations`: those of a good run in this world, in order. */
export function crashesOf(world: World, operations: readonly Operation[]): Crash[] {
  // Until the create is sent, all worlds are the usual one.
  const first = world === "usual" ? 0 : operations.indexOf("create");
  return operations.flatMap((operation, request) =>
    (request < first ? [] : MANNERS).flatMap((manner) =>
      STATES.map((state) => ({ world, manner, state, request, operation })),
    ),
  );
}

export const nameOf = ({ world, manner, state, request, operation }: Crash): string => {
  const which =
    request === undefined ? `the first ${operation}` : `request ${request + 1} (${operation})`;
  return `${manner} at ${which}, ${state}, ${world}`;
};
