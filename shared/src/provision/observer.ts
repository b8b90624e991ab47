/** Looks at one machine that is coming up, through an API that may answer wrongly or not at all for a while. */
import { isSesterceError, type SesterceError } from "../errors.ts";
import { isFailed, isGone } from "../lifecycle.ts";
import { oneLine } from "../redact.ts";
import type { Machine } from "../schemas.ts";
import type { MachineFailure } from "./contract.ts";
import type { Run } from "./run.ts";

/** A machine that was just created may be missing from the answers for 20 s. */
const BELIEVE_GONE_MS = 30_000;
/** How long the API may refuse us (key, front) before waiting is pointless. */
const BELIEVE_REFUSED_MS = 60_000;

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
    if (isFailed(machine)) return { code: "error" };
    if (isGone(machine) || missingMs >= BELIEVE_GONE_MS) return { code: "gone" };
    if (this.leftMs() > 0) return undefined;
    return { code: "not-ready", detail: detail ?? `its status is ${oneLine(machine.status, 40)}` };
  }

  report(machine: Machine, detail: string): void {
    const elapsedMs = this.#run.deps.clock.now() - this.#startedAt;
    this.#run.deps.on({ kind: "waiting", machine, elapsedMs, detail });
  }

  /** The machine as it is now; as it was, when the API does not tell. Throws when it goes on refusing us. */
  async look(last: Machine, signal = this.#run.deps.signal): Promise<Machine> {
    try {
      const machine =
        (await this.#run.deps.client.get(last._id, signal)) ??
        (await this.#lookInList(last._id, signal));
      this.#refusedSince = undefined;
      this.#missingSince = machine ? undefined : (this.#missingSince ?? this.#run.deps.clock.now());
      return machine ?? last;
    } catch (error) {
      if (!isSesterceError(error)) throw error;
      this.#giveUpWhenRefused(error);
      return last;
    }
  }

  /** A 404 for one machine is believed only when the list, with the same key, does not show it either. */
  async #lookInList(id: string, signal?: AbortSignal): Promise<Machine | undefined> {
    const machines = await this.#run.deps.client.list({}, signal);
    return machines.find((machine) => machine._id === id);
  }

  #giveUpWhenRefused(error: SesterceError): void {
    if (error.code !== "key-refused" && error.code !== "blocked") return;
    const now = this.#run.deps.clock.now();
    this.#refusedSince ??= now;
    if (now - this.#refusedSince >= BELIEVE_REFUSED_MS) throw error;
  }
}
