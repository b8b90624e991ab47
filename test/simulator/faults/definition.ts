/**
 * What a fault is: a name, a line of documentation, the operations that it can meet, and hooks into
 * the handling of one request. Parameters of every fault are typed here, in one place.
 */
import type { Call, Operation } from "../call.ts";
import type { Machine } from "../machines.ts";
import type { Server } from "../server.ts";

type Message = string | readonly string[];

export interface FaultParams {
  "connection-refused": object;
  "connection-lost": { handled?: boolean };
  slow: { ms?: number; handled?: boolean };
  cut: { keep?: number };
  "cloudflare-1010": object;
  "key-refused": { status?: 401 | 403 | 404; message?: Message };
  "rate-limited": { retryAfter?: number | string };
  "server-error": { status?: number; handled?: boolean };
  refused: { status?: number; message?: Message };
  "message-list": { status?: number; messages?: readonly string[] };
  "create-5xx-landed": { status?: number; lateMs?: number };
  "create-lost-landed": { lateMs?: number };
  "create-listed-late": { lateMs?: number };
  "create-twin": { lateMs?: number };
  "sold-out": { status?: 400 | 404 | 409 | 500; message?: Message };
  "no-balance": { message?: Message };
  "name-taken": { status?: number };
  "name-changed": { to?: string };
  "name-cut": { length?: number };
  "machine-error": { afterMs?: number };
  "never-active": object;
  "unknown-status": { status?: string; forMs?: number };
  "active-before-ssh": { sshMs?: number };
  "ssh-never": object;
  "fewer-gpus": { present?: number };
  "ip-newline": { ip?: string };
  vanish: { afterMs?: number };
  "list-short": { keep?: number };
  "get-404-live": object;
  "delete-refused-pending": { status?: number };
  "delete-ignored": object;
  resurrect: { afterMs?: number };
}
export type FaultName = keyof FaultParams;

/**
 * A request meets at most one fault of each stage: `answer` is claimed as it arrives, `create` and
 * `delete` once a machine was really created or deleted.
 */
export type Stage = "answer" | "create" | "delete";

export interface Hooks {
  /** More conditions on the request; the fault waits for one that fulfils them. */
  applies?(call: Call): boolean;
  /** Answers instead of the API, which then does nothing; undefined = carry on. */
  before?(call: Call, server: Server): Response | undefined | Promise<Response | undefined>;
  /** Changes the machine that was just created. */
  created?(machine: Machine, server: Server): void | Promise<void>;
  /** Changes the machine that was just sent to its end. */
  deleted?(machine: Machine, before: Machine["life"]): void;
  /** Changes the answer after the API has done its work. */
  after?(call: Call, answer: Response, server: Server): Response | Promise<Response>;
}

export interface FaultDefinition<P> {
  /** What it does, in one line. */
  readonly doc: string;
  /** Its parameters with their defaults, for the README. */
  readonly params: string;
  readonly on: readonly Operation[];
  readonly stage: Stage;
  script(params: P): Hooks;
}

export type Registry<N extends FaultName = FaultName> = {
  readonly [K in N]: FaultDefinition<FaultParams[K]>;
};

export const EVERY_OPERATION: readonly Operation[] = ["offers", "create", "list", "get", "delete"];
