/** Trigger ids: each opens one modal, within three seconds of the click that minted it. */
import type { Clock } from "@sesterce-gpu/shared";
import type { Refusal } from "./answer.ts";

const LIFETIME_MS = 3_000;

export class Triggers {
  readonly #clock: Clock;
  readonly #minted = new Map<string, { at: number; isUsed: boolean }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  mint(): string {
    const at = this.#clock.now();
    const id = `${Math.floor(at / 1000)}.${this.#minted.size + 1}.simulated`;
    this.#minted.set(id, { at, isUsed: false });
    return id;
  }

  /** Uses the id up; undefined when it was good. */
  exchange(id: unknown): Refusal | undefined {
    const trigger = typeof id === "string" ? this.#minted.get(id) : undefined;
    if (trigger === undefined) return { error: "invalid_trigger_id" };
    if (trigger.isUsed) return { error: "exchanged_trigger_id" };
    if (this.#clock.now() - trigger.at > LIFETIME_MS) return { error: "expired_trigger_id" };
    trigger.isUsed = true;
    return undefined;
  }
}
