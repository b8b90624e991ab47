/** What one launch has done so far, rebuilt from the kept results of its steps whenever it is run again. */
import {
  type Candidate,
  type Clock,
  candidateKey,
  type Machine,
  type Result,
  type SesterceClient,
} from "@sesterce-gpu/shared";
import type {
  Attempt,
  LaunchParams,
  LaunchStage,
  MessageRef,
  Place,
  TellLaunch,
} from "../fleet/launch.ts";
import type { Log } from "../log.ts";
import { type Evidence, type Store, StoreError } from "../store/index.ts";
import { ONCE, STORE, type StepFailure, type Steps, type Tries } from "./steps.ts";

export interface LaunchPorts {
  readonly steps: Steps;
  readonly store: Pick<Store, "launches" | "leases" | "evidence" | "cases">;
  readonly client: SesterceClient;
  /** Asked inside of steps only, as is `random`. */
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly tell: TellLaunch;
  readonly log: Log;
}

/** One thing that was done, for whoever asks later. */
export interface Deed {
  readonly kind: string;
  /** A sentence. */
  readonly detail: string;
  readonly machineId?: string;
}

export class Course {
  readonly params: LaunchParams;
  readonly ports: LaunchPorts;
  /** One for each POST, in order. */
  readonly sent: Candidate[] = [];
  readonly attempts: Attempt[] = [];
  /** Machines that were waited for. */
  machines = 0;
  /** Keys of candidates that were tried in vain. */
  readonly leftOut = new Set<string>();
  /** Machines of this lease that were seen, and given up. */
  readonly givenUp = new Set<string>();
  /** Machines that were seen, and are not known to be gone. */
  readonly known = new Set<string>();
  /** When the last create was sent; ms by our clock. */
  lastSentAt: number | null = null;
  /** When a create was sent that never showed. */
  unconfirmedAt: number | null = null;
  leaseEndsAt: number | null = null;
  /** How far the API's clock is ahead of ours. */
  aheadMs = 0;
  message: MessageRef | null = null;
  #tellings = 0;

  constructor(params: LaunchParams, ports: LaunchPorts) {
    this.params = params;
    this.ports = ports;
  }

  async step<T>(
    name: string,
    tries: Tries,
    work: () => Promise<T>,
  ): Promise<Result<T, StepFailure>> {
    const done = await this.ports.steps.do(name, tries, work);
    if (!done.ok) {
      const facts = { launch: this.params.launchId, step: name, why: done.reason.message };
      this.ports.log({ level: "warn", event: "launch-step-failed", ...facts });
    }
    return done;
  }

  /** Evidence, and the machine that is waited for (null: none; undefined: as it was). That it can't be written down stops nothing. */
  async writeDown(name: string, deeds: readonly Deed[], current?: string | null): Promise<void> {
    const { store, clock } = this.ports;
    const { launchId, stem, userId } = this.params;
    await this.step(`${name}: write down`, STORE, async () => {
      const at = clock.now();
      const rows = deeds.map(
        (deed): Evidence => ({ machineId: null, ...deed, at, stem, actor: userId }),
      );
      if (current !== undefined) await store.launches.setMachine(launchId, current);
      await store.evidence.add(rows);
      return null;
    });
  }

  /** Whether the person can read it. Slack's faults end here: nothing is rented more or less for them. */
  async tell(stage: LaunchStage): Promise<boolean> {
    const { userId, wish, maxHourlyUsd, launchId } = this.params;
    const report = { userId, wish, maxHourlyUsd, attempts: this.attempts, stage };
    const before = this.message;
    this.#tellings += 1;
    const told = await this.step(`tell ${this.#tellings}`, ONCE, async () => {
      const done = await this.ports.tell(report, before);
      const { message } = done;
      if (message && message.ts !== before?.ts) {
        await this.#attempt("launch-message-not-kept", () =>
          this.ports.store.launches.setMessage(launchId, message),
        );
      }
      return done;
    });
    if (!told.ok) return false;
    this.message = told.value.message;
    return told.value.isTold;
  }

  /** Inside of a step. That it can't be written down stops nothing. */
  async keepMachine(machineId: string): Promise<void> {
    await this.#attempt("launch-machine-not-kept", () =>
      this.ports.store.launches.setMachine(this.params.launchId, machineId),
    );
  }

  /** Inside of a step. Null: none was kept, or D1 does not tell. */
  async keptMachine(): Promise<string | null> {
    const row = await this.#attempt("launch-machine-not-read", () =>
      this.ports.store.launches.find(this.params.launchId),
    );
    return row?.machineId ?? null;
  }

  async #attempt<T>(event: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.ports.log({ level: "warn", event, launch: this.params.launchId, error });
      return undefined;
    }
  }

  /** Tried in vain: not again under this lease. */
  leaveOut(candidate: Candidate, machineId: string | null, failure: Attempt["failure"]): void {
    this.leftOut.add(candidateKey(candidate));
    this.attempts.push({ place: placeOf(candidate), machineId, failure });
  }
}

export const placeOf = ({ offer, region }: Candidate, machine?: Machine): Place => ({
  gpu: offer.gpuName,
  count: offer.gpuCount,
  region,
  cloud: offer.cloud.name,
  hourlyUsd: machine?.hourlyPrice ?? offer.hourlyPrice,
});
