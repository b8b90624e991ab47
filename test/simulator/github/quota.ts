/** Requests an hour, as GitHub counts them: the hour begins with the first one. */
const HOUR_MS = 3_600_000;

export interface QuotaView {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds since the epoch. */
  readonly reset: number;
  readonly used: number;
}

export class Quota {
  readonly #limit: number;
  #used = 0;
  #resetAt = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  view(now: number): QuotaView {
    const isOver = now >= this.#resetAt;
    const used = isOver ? 0 : this.#used;
    const resetAt = isOver ? now + HOUR_MS : this.#resetAt;
    const remaining = Math.max(0, this.#limit - used);
    return { limit: this.#limit, remaining, reset: Math.ceil(resetAt / 1000), used };
  }

  count(now: number): void {
    this.#begin(now);
    this.#used += 1;
  }

  /** As if others had used it up but for these. */
  leave(remaining: number, now: number): void {
    this.#begin(now);
    this.#used = Math.max(0, this.#limit - remaining);
  }

  #begin(now: number): void {
    if (now < this.#resetAt) return;
    this.#used = 0;
    this.#resetAt = now + HOUR_MS;
  }
}
