/** A wait in the log: a group that opens with it, a line now and then that shows that it lives, and its end. */
import type { Host } from "./host.ts";

const LINE_EVERY_MS = 15_000;

export class WaitLog {
  readonly #host: Pick<Host, "info" | "startGroup" | "endGroup" | "clock">;
  #isOpen = false;
  #startedAt = 0;
  #lastLineAt = Number.NEGATIVE_INFINITY;

  constructor(host: Pick<Host, "info" | "startGroup" | "endGroup" | "clock">) {
    this.#host = host;
  }

  /** Since the wait was opened; 0 outside of a wait. */
  get elapsedMs(): number {
    return this.#isOpen ? this.#host.clock.now() - this.#startedAt : 0;
  }

  /** Opens the wait; one that is open goes on. */
  open(title: string): void {
    if (this.#isOpen) return;
    this.#host.startGroup(title);
    this.#isOpen = true;
    this.#startedAt = this.#host.clock.now();
    this.#lastLineAt = Number.NEGATIVE_INFINITY;
  }

  /** Prints the line, if the last one is 15 s old. */
  line(text: () => string): void {
    const now = this.#host.clock.now();
    if (now - this.#lastLineAt < LINE_EVERY_MS) return;
    this.#lastLineAt = now;
    this.#host.info(text());
  }

  close(): void {
    if (this.#isOpen) this.#host.endGroup();
    this.#isOpen = false;
  }
}
