/** What a command is carried out with: who asks, by when, and the machines' cloud. */
import { SesterceError } from "@sesterce-gpu/shared";
import type { Deps } from "../../deps.ts";
import type { Message } from "../message.ts";

export interface Asker {
  /** Slack's user id, upper case. */
  readonly userId: string;
}

/** With access to Sesterce: a command that needs none does not ask for it. */
export type CloudDeps = Deps & { readonly sesterce: Deps["sesterce"] & { readonly ok: true } };

export interface CommandContext<D = CloudDeps> {
  readonly deps: D;
  readonly asker: Asker;
  /** Aborted when it is too late for an answer. */
  readonly signal: AbortSignal;
}

export interface CommandAnswer {
  readonly message: Message;
  /** Sentences that go above the answer. */
  readonly banners?: readonly string[];
}

/** `waitUntil` ends 30 s after the acknowledgement; posting the answer needs some of them. */
export const ANSWER_WITHIN_MS = 15_000;

export const tooLate = (afterMs: number): SesterceError =>
  new SesterceError({ code: "timeout", message: `No answer within ${afterMs / 1_000} s.` });
