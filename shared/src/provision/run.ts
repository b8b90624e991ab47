/** What one lease has done so far: creates sent, candidates refused or failed, machines given up. */
import type { Candidate } from "../offers/requirements.ts";
import { decodeName } from "../ownership.ts";
import type { Machine, Offer } from "../schemas.ts";
import type { ProvisionDeps, ProvisionRequest } from "./contract.ts";

export class Run {
  readonly request: ProvisionRequest;
  readonly deps: ProvisionDeps;
  /** Ms by the clock. */
  readonly startedAt: number;
  /** When the first create was begun; undefined: none was. */
  firstCreateAt: number | undefined;
  /** Machines that were rented. */
  machines = 0;
  /** Keys of candidates that refused a create; tried again only after a wait for capacity. */
  readonly refused = new Set<string>();
  /** Keys of candidates whose machine was no good; not tried again. */
  readonly failed = new Set<string>();
  /** As the API last listed them. */
  offers: readonly Offer[] = [];
  /** Candidates that a create was sent for, in order. */
  readonly sent: Candidate[] = [];
  /** Ids of machines that this lease has deleted. */
  readonly givenUp = new Set<string>();
  #sentAt: number | null = null;
  #unconfirmedAt: number | null = null;

  constructor(request: ProvisionRequest, deps: ProvisionDeps) {
    this.request = request;
    this.deps = deps;
    this.startedAt = deps.clock.now();
  }

  /** How long capacity may still be waited for; ms. */
  get capacityWaitLeftMs(): number {
    return Math.max(0, this.startedAt + this.request.capacityWaitMs - this.deps.clock.now());
  }

  get leftOut(): ReadonlySet<string> {
    return new Set([...this.refused, ...this.failed]);
  }

  /** When a lease ends whose create is sent now, by the API's clock. */
  leaseEnd(): number {
    const { readyTimeoutMs, lifetimeMs } = this.request;
    return this.deps.client.serverNow() + readyTimeoutMs + lifetimeMs;
  }

  /** The lease's end as the name tells it: a whole minute. */
  leaseEndOf({ name }: Pick<Machine, "name">): number {
    return decodeName(name)?.expiresAt ?? this.leaseEnd();
  }

  /** Before each POST. */
  async beginCreate(candidate: Candidate): Promise<void> {
    this.sent.push(candidate);
    this.#sentAt = this.deps.clock.now();
    await this.deps.journal.pendingCreate(this.#sentAt, false);
  }

  /** The fate of the last POST is known; an earlier one's may still not be. */
  async settleCreate(): Promise<void> {
    await this.deps.journal.pendingCreate(this.#unconfirmedAt, true);
  }

  /** The last POST was looked for in vain: the journal keeps it for whoever cleans up. */
  async leaveUnconfirmed(): Promise<void> {
    this.#unconfirmedAt = this.#sentAt;
    await this.settleCreate();
  }
}
