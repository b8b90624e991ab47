/** One renting, from the lease's files to the outputs: state before deed, and an end that can be told. */
import {
  oneLine,
  type ProvisionEvent,
  type ProvisionRequest,
  provision,
  type ReadyMachine,
  type SesterceClient,
  usedCostUsd,
} from "@sesterce-gpu/shared";
import { Cancelled } from "./host.ts";
import type { Inputs } from "./inputs/inputs.ts";
import type { Lease } from "./lease.ts";
import { outputsOf } from "./outputs.ts";
import { overLeaseLines } from "./over-lease.ts";
import { Progress } from "./progress.ts";
import { reachMachine } from "./reach-machine.ts";
import type { ActionDeps } from "./rent.ts";
import { sshCommand } from "./ssh/config.ts";
import { writeKey, writeMachine } from "./ssh/lease-files.ts";
import { addInclude } from "./ssh/user-config.ts";
import type { State } from "./state.ts";
import { rentSummary } from "./summary.ts";
import { errorText, provisionFailureText, Refusal } from "./text/failures.ts";
import { handOverLines } from "./text/hand-over.ts";

export interface RentingParts {
  readonly inputs: Inputs;
  readonly lease: Lease;
  readonly client: SesterceClient;
  readonly state: State;
  /** Aborted with `Cancelled`. */
  readonly cancel: AbortSignal;
}

/** The runner kills 10 s after it cancels. */
const LAST_DELETE_MS = 5_000;

export class Renting {
  readonly #parts: RentingParts;
  readonly #deps: ActionDeps;
  readonly #progress: Progress;
  #overLease: readonly string[] = [];

  constructor(parts: RentingParts, deps: ActionDeps) {
    this.#parts = parts;
    this.#deps = deps;
    this.#progress = new Progress(deps.host, parts.inputs.requirements);
  }

  /** Throws what makes the step fail, when all that is urgent is done. */
  async run(): Promise<void> {
    try {
      const ready = await this.#provision();
      await this.#handOver(ready);
      this.#tell(ready);
      await this.#summarize({ ready });
    } catch (error) {
      this.#progress.end();
      const told = error instanceof Cancelled ? await this.#cancelled(error) : error;
      await this.#summarize({ error: errorText(told) });
      throw told;
    }
  }

  async #provision(): Promise<ReadyMachine> {
    const { inputs, lease, client, state, cancel } = this.#parts;
    const { host, random } = this.#deps;
    state.lease(lease.stem, inputs.scope);
    const files = this.#writeFiles();
    files.catch(() => {}); // It is awaited before the first create, which may never come.
    const journal = {
      pendingCreate: (sentAt: number | null, isLookedFor: boolean) =>
        files.then(() => state.pendingCreate(sentAt, isLookedFor)),
      created: (id: string) => state.created(id),
    };
    const reach = inputs.waitFor === "ssh" ? reachMachine(inputs, lease, host) : undefined;
    const provisioned = await provision(requestOf(inputs, lease), {
      client,
      clock: host.clock,
      random,
      signal: cancel,
      journal,
      reach,
      on: this.#on,
    });
    if (provisioned.ok) return provisioned.value;
    const { attempts } = this.#progress;
    throw new Refusal(provisionFailureText(provisioned.reason, inputs, attempts));
  }

  readonly #on = (event: ProvisionEvent): void => {
    this.#save(event);
    if (event.kind === "listed") {
      const { owner } = this.#parts.lease;
      this.#overLease = overLeaseLines(event.machines, owner, this.#parts.client.serverNow());
    }
    this.#progress.on(event);
  };

  /** What post tells of used time and cost. */
  #save(event: ProvisionEvent): void {
    const { state } = this.#parts;
    if (event.kind === "creating") state.creating(event.candidate, event.expiresAt);
    if (event.kind === "active") state.active(event.activeAt);
    if (event.kind !== "attempt" || event.attempt.outcome.kind !== "failed") return;
    const { candidate, activeMs } = event.attempt;
    state.gaveBack(usedCostUsd(candidate.offer.hourlyPrice, activeMs ?? 0));
  }

  async #writeFiles(): Promise<void> {
    const { paths, key } = this.#parts.lease;
    const { platform, userName } = this.#deps.host.runner;
    this.#parts.state.files();
    await writeKey(paths, key?.privateKey, { platform, user: userName });
  }

  /** Outputs come first: later steps and the user wait for them. */
  async #handOver(ready: ReadyMachine): Promise<void> {
    const { inputs, lease, state } = this.#parts;
    const { host } = this.#deps;
    const { stem, paths, key } = lease;
    const { sshAlias: alias, waitFor } = inputs;
    const hasKey = key !== undefined;
    if (waitFor === "active") {
      await writeMachine(paths, { alias, address: ready.address, hasKey, isPinnedByUs: false });
    }
    const { home, platform } = host.runner;
    await addInclude({ home, stem, quotedConfig: paths.quoted.config }, host).catch(
      (error: Error) => {
        const command = sshCommand(paths.config, alias, platform);
        host.warning(`${home}/.ssh/config can't be written (${error.message}). Use: ${command}`);
      },
    );
    const attempts = this.#progress.machinesTried;
    const outputs = outputsOf({ ready, paths, alias, hasKey, platform, attempts });
    for (const [name, value] of Object.entries(outputs)) host.setOutput(name, value);
    state.handedOver();
  }

  #tell(ready: ReadyMachine): void {
    const { host } = this.#deps;
    for (const line of handOverLines(ready, this.#parts.inputs)) host.info(line);
    for (const line of this.#overLease) host.warning(line);
  }

  /** The runner gives us seconds: one DELETE for each known machine, and post does the rest. */
  async #cancelled(error: Cancelled): Promise<Error> {
    const { client, state } = this.#parts;
    if (state.ids.length === 0) return error;
    const late = new AbortController();
    const deletes = state.ids.map((id) => client.delete(id, late.signal));
    const timeout = this.#deps.host.clock.sleep(LAST_DELETE_MS, late.signal);
    await Promise.race([Promise.allSettled(deletes), timeout]);
    late.abort();
    await timeout.catch(() => {});
    const ids = state.ids.map((id) => oneLine(id, 60)).join(", ");
    return new Refusal(`${error.message} Asked Sesterce to delete ${ids}; the post step checks.`);
  }

  #summarize(end: { readonly ready?: ReadyMachine; readonly error?: string }): Promise<void> {
    const { ranking, attempts } = this.#progress;
    const { billableMs } = this.#parts.inputs.requirements;
    return this.#deps.host.summarize(rentSummary({ ...end, ranking, attempts, billableMs }));
  }
}

function requestOf(inputs: Inputs, { stem, access }: Lease): ProvisionRequest {
  const { requirements, cloudInitBase64, dockerImage, volumeId } = inputs;
  const { lifetimeMs, readyTimeoutMs, capacityWaitMs, maxAttempts } = inputs;
  return {
    stem,
    access,
    requirements,
    cloudInitBase64,
    dockerImage,
    volumeId,
    lifetimeMs,
    readyTimeoutMs,
    capacityWaitMs,
    maxAttempts,
  };
}
