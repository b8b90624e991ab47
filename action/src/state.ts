/**
 * What main leaves for post, and post reads back: paths, names and numbers, never a secret. Written before
 * the deed that it tells of, since the process may be killed at any moment; the runner reads it even then.
 */
import type { Candidate } from "@sesterce-gpu/shared";
import type { Host } from "./host.ts";

export interface SavedState {
  /** "" when main did not come so far as to name a lease. */
  readonly stem: string;
  /** Machines that were created, in order. */
  readonly ids: readonly string[];
  /** Ms since the epoch of a create whose fate was not learned; null when there is none. */
  readonly pendingCreateAt: number | null;
  /** Whether main has looked for it in vain. */
  readonly isLookedFor: boolean;
  readonly isHandedOver: boolean;
  /** Main ended, and nothing had been sent that could rent. */
  readonly isNothingRented: boolean;
  readonly scope: "job" | "run";
  readonly hourlyUsd: number | null;
  /** By the API's clock; ms since the epoch. */
  readonly leaseEndsAt: number | null;
  /** What machines that were given back have cost; USD, an estimate. */
  readonly spentUsd: number;
  /** When the machine that was created last was first seen active; ms since the epoch. */
  readonly activeAt: number | null;
  /** Whether the lease has a directory of files. */
  readonly hasFiles: boolean;
}

type StateHost = Pick<Host, "state" | "saveState">;

export class State {
  readonly #host: StateHost;
  #ids: readonly string[] = [];
  #hasSent = false;
  #spentUsd = 0;

  constructor(host: StateHost) {
    this.#host = host;
  }

  lease(stem: string, scope: "job" | "run"): void {
    this.#host.saveState("scope", scope);
    this.#host.saveState("stem", stem);
  }

  /** With how many machines are known: one more, and the create has been answered. */
  pendingCreate(sentAt: number | null, isLookedFor: boolean): void {
    this.#hasSent = true;
    const pending = [sentAt, this.#ids.length, isLookedFor ? "looked-for" : "sent"];
    this.#host.saveState("pendingCreate", sentAt === null ? "" : pending.join(" "));
  }

  /** Before the create is sent. */
  creating({ offer }: Candidate, leaseEndsAt: number): void {
    this.#host.saveState("hourlyUsd", String(offer.hourlyPrice));
    this.#host.saveState("leaseEndsAt", String(leaseEndsAt));
  }

  created(id: string): void {
    this.#ids = [...this.#ids, id];
    this.#host.saveState("ids", JSON.stringify(this.#ids));
  }

  /** A machine was no good and is being deleted. */
  gaveBack(costUsd: number): void {
    this.#spentUsd += costUsd;
    this.#host.saveState("spentUsd", String(this.#spentUsd));
    // Its time would be told as the next one's.
    this.#host.saveState("activeAt", "");
  }

  active(at: number): void {
    this.#host.saveState("activeAt", String(at));
  }

  files(): void {
    this.#host.saveState("hasFiles", "true");
  }

  handedOver(): void {
    this.#host.saveState("handedOver", "true");
  }

  nothingRented(): void {
    this.#host.saveState("nothingRented", "true");
  }

  /** Whether a create was sent, whatever came of it. */
  get hasSent(): boolean {
    return this.#hasSent;
  }

  get ids(): readonly string[] {
    return this.#ids;
  }
}

export function readState({ state }: Pick<StateHost, "state">): SavedState {
  const ids = parseIds(state("ids"));
  const [sentAt = "", knownIds = "", fate = ""] = state("pendingCreate").split(" ");
  const isAnswered = fate === "sent" && ids.length > Number(knownIds);
  return {
    stem: state("stem"),
    ids,
    pendingCreateAt: isAnswered ? null : number(sentAt),
    isLookedFor: fate === "looked-for",
    isHandedOver: state("handedOver") === "true",
    isNothingRented: state("nothingRented") === "true",
    scope: state("scope") === "run" ? "run" : "job",
    hourlyUsd: number(state("hourlyUsd")),
    leaseEndsAt: number(state("leaseEndsAt")),
    spentUsd: number(state("spentUsd")) ?? 0,
    activeAt: number(state("activeAt")),
    hasFiles: state("hasFiles") === "true",
  };
}

const number = (text: string): number | null =>
  text.trim() === "" || !Number.isFinite(Number(text)) ? null : Number(text);

function parseIds(text: string): string[] {
  try {
    const ids: unknown = JSON.parse(text);
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
