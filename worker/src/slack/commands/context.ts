/** What a command or a click is carried out with: who asks, by when, and what it may set going. */
import { type Result, SesterceError } from "@sesterce-gpu/shared";
import { withDeadline } from "../../deadline.ts";
import type { Deps } from "../../deps.ts";
import type { Hand } from "../../fleet/hand.ts";
import { STORE_WITHIN_MS } from "../../fleet/look.ts";
import type { StartLaunch } from "../../fleet/start-launch.ts";
import type { Fault } from "../../settings/index.ts";
import { StoreError } from "../../store/index.ts";
import type { Message } from "../message.ts";

export interface Asker {
  /** Slack's user id, upper case. */
  readonly userId: string;
}

/** With access to Sesterce: a command that needs none does not ask for it. */
export type CloudDeps = Deps & { readonly sesterce: Deps["sesterce"] & { readonly ok: true } };

/** What people set going outside of `slack/`; made in `app.ts`. */
export interface CommandPorts {
  /** Or the variables without which there is none. */
  readonly openHand: () => Result<Hand, readonly Fault[]>;
  /** A sweep now, with what a request has left to spend. Never rejects. */
  readonly sweep: () => Promise<void>;
  readonly startLaunch: StartLaunch;
}

export interface CommandContext<D = CloudDeps> {
  readonly deps: D;
  readonly ports: CommandPorts;
  readonly asker: Asker;
  /** Aborted when it is too late for an answer. */
  readonly signal: AbortSignal;
}

export interface CommandAnswer {
  readonly message: Message;
  /** Sentences that go above the answer. */
  readonly banners?: readonly string[];
  /** What was clicked in is still good: the answer does not take its place. */
  readonly isBeside?: boolean;
  /** The answer says by itself how the sweep is. */
  readonly tellsOfSweep?: boolean;
}

/** What is to be done, for how long at most, and what it is called in the log. */
export interface Task {
  readonly name: string;
  readonly withinMs: number;
  /** It changes something: when it fails in the middle, nobody knows what it came to. */
  readonly isAct: boolean;
  readonly work: (context: CommandContext<Deps>) => Promise<CommandAnswer>;
}

/** `waitUntil` ends 30 s after the acknowledgement; posting the answer needs some of them. */
export const ANSWER_WITHIN_MS = 15_000;

/** What is done takes more requests than what is shown. */
export const ACT_WITHIN_MS = 20_000;

export const tooLate = (afterMs: number): SesterceError =>
  new SesterceError({ code: "timeout", message: `No answer within ${afterMs / 1_000} s.` });

/** A database that hangs has failed. `doing` is a clause: "adding up costs". Throws StoreError. */
export function inStore<T>(
  { clock }: Pick<Deps, "clock">,
  doing: string,
  work: () => Promise<T>,
): Promise<T> {
  const error = new StoreError(`${doing} in time`, undefined);
  return withDeadline({ clock, afterMs: STORE_WITHIN_MS, error }, work);
}
