/** Looks at one machine that is coming up, through an API that may answer wrongly or not at all for a while. */
import { isSesterceError, type SesterceError } from "../errors.ts";
import { isFailed, isGone } from "../lifecycle.ts";
import { oneLine } from "../redact.ts";
import type { Machine } from "../schemas.ts";
import type { MachineFailure, ProvisionDeps } from "./contract.ts";
import type { Run } from "./run.ts";

/** A machine that was just created may be missing from the answers for 20 s. */
const BELIEVE_GONE_MS = 30_000;
/** How long the API may refuse us (key, front) before waiting is pointless. */
export const BELIEVE_REFUSED_MS = 60_000;

export interface Seen {
  /** Since the API knows the machine no more; below 0: it does. */
  readonly missingMs: number;
  /** Until the ready-timeout. */
  readonly leftMs: number;
  /** Why it is not ready yet, when that is more than its status. */
  readonly detail?: string | undefined;
}

/** Why the machine must be given back; undefined while there is hope. Pure. */
export function failureOf(
  machine: Machine,
  { missingMs, leftMs, detail }: Seen,
): MachineFailure | undefined {
  if (isFailed(machine)) return { code: "error" };
  if (isGone(machine) || missingMs >= BELIEVE_GONE_MS) return { code: "gone" };
  if (leftMs > 0) return undefined;
  return { code: "not-ready", detail: detail ?? `its status is ${oneLine(machine.status, 40)}` };
}

export class Observer {
  readonly #run: Run;
  readonly #startedAt: number;
  #missingSince: number | undefined;
  #refusedSince: number | undefined;

  /** `startedAt`: when the create was accepted. */
  constructor(run: Run, startedAt: number) {
    this.#run = run;
    this.#startedAt = startedAt;
  }

  /** Until the ready-timeout. */
  leftMs(): number {
    const endsAt = this.#startedAt + this.#run.request.readyTimeoutMs;
    return Math.max(0, endsAt - this.#run.deps.clock.now());
  }

  /** Why the machine must be given back; undefined while there is hope. */
  failureOf(machine: Machine, detail?: string): MachineFailure | undefined {
    const missingMs = this.#run.deps.clock.now() - (this.#missingSince ?? Number.POSITIVE_INFINITY);
    return failureOf(machine, { missingMs, leftMs: this.leftMs(), detail });
  }

  report(machine: Machine, detail: string): void {
    const elapsedMs = this.#run.deps.clock.now() - this.#startedAt;
    this.#run.deps.on({ kind: "waiting", machine, elapsedMs, detail });
  }

  /** The machine as it is now; as it was, when the API does not tell. Throws when it goes on refusing us. */
  async look(last: Machine, signal = this.#run.deps.signal): Promise<Machine> {
    try {
      const machine = await lookAt(last._id, this.#run.deps.client, signal);
      this.#refusedSince = undefined;
      this.#missingSince = machine ? undefined : (this.#missingSince ?? this.#run.deps.clock.now());
      return machine ?? last;
    } catch (error) {
      if (!isSesterceError(error)) throw error;
      this.#giveUpWhenRefused(error);
      return last;
    }
  }

  #giveUpWhenRefused(error: SesterceError): void {
    if (error.code !== "key-refused" && error.code !== "blocked") return;
    const now = this.#run.deps.clock.now();
    this.#refusedSince ??= now;
    if (now - this.#refusedSince >= BELIEVE_REFUSED_MS) throw error;
  }
}

/**
 * The machine as the API shows it. Undefined: its 404 is confirmed by a list that, with the same key, does not
 * show it either. Throws SesterceError.
 */
export async function lookAt(
  id: string,
  client: Pick<ProvisionDeps["client"], "get" | "list">,
  signal?: AbortSignal,
): Promise<Machine | undefined> {
  const machine = await client.get(id, signal);
  if (machine) return machine;
  return (await client.list({}, signal)).find((listed) => listed._id === id);
}
