/** Which crashes there are: every request of main × every way to end main there × what post is given. Pure. */
import type { ScriptedFault } from "../simulator/index.ts";

/** The action's clock runs this much faster than the simulator's, which is the wall's. */
export const CLOCK_RATE = 20;
/** Real milliseconds of what is 19 s to the action: its last look for a lost create is 20 s after it. */
const LATE_MS = 19_000 / CLOCK_RATE;

/** What the API does to a create; main sends other requests in each of them. */
export const WORLDS = {
  usual: undefined,
  "listed late": { fault: "create-listed-late", lateMs: LATE_MS },
  "answer lost, listed late": { fault: "create-lost-landed", lateMs: LATE_MS },
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
  /** Which of main's requests; 0 = the first. */
  readonly request: number;
  /** As the good run showed it, e.g. `create`. */
  readonly operation: string;
}

export const worlds = Object.keys(WORLDS).filter((name): name is World => name in WORLDS);

/** What differs from the usual world is who finds the machine, and when; these three tell that. */
const MANNERS_WHEN_LATE: readonly Manner[] = ["killed before", "killed after", "cancelled after"];

/** `operations`: those of a good run in this world, in order. */
export function crashesOf(world: World, operations: readonly string[]): Crash[] {
  const isUsual = world === "usual";
  // Until the create is sent, all worlds are the usual one.
  const first = isUsual ? 0 : operations.indexOf("create");
  return operations.flatMap((operation, request) =>
    (request < first ? [] : isUsual ? MANNERS : MANNERS_WHEN_LATE).flatMap((manner) =>
      STATES.map((state) => ({ world, manner, state, request, operation })),
    ),
  );
}

export const nameOf = ({ world, manner, state, request, operation }: Crash): string =>
  `${manner} at request ${request + 1} (${operation}), ${state}, ${world}`;
