/**
 * What a fault is: a name, a line of documentation, the operations that it can meet, and hooks into
 * the handling of one request. Parameters of every fault are typed here, in one place.
 */
import type { SlackCall, SlackOperation } from "../call.ts";
import type { SlackState } from "../state.ts";

export interface SlackFaultParams {
  "rate-limited": { retryAfter?: number };
  unavailable: { status?: number; handled?: boolean };
  hang: { ms?: number; handled?: boolean };
  network: { code?: "ECONNREFUSED" | "ECONNRESET"; handled?: boolean };
  "refuse-blocks": object;
  error: { error?: string; status?: number };
  "token-revoked": object;
}
export type SlackFaultName = keyof SlackFaultParams;

export interface FaultHooks {
  /** More conditions on the request; the fault waits for one that fulfils them. */
  applies?(call: SlackCall): boolean;
  /** Answers instead of Slack, which then does nothing; undefined = carry on. */
  before?(call: SlackCall, state: SlackState): Response | undefined | Promise<Response | undefined>;
  /** Changes the answer after Slack has done its work. */
  after?(call: SlackCall, answer: Response, state: SlackState): Response | Promise<Response>;
}

export interface SlackFaultDefinition<P> {
  /** What it does, in one line. */
  readonly doc: string;
  /** Its parameters with their defaults, for the README. */
  readonly params: string;
  readonly on: readonly SlackOperation[];
  script(params: P): FaultHooks;
}

export type SlackRegistry = {
  readonly [K in SlackFaultName]: SlackFaultDefinition<SlackFaultParams[K]>;
};
