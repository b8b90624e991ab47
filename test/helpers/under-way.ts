type Ask = (this: unknown, ...given: unknown[]) => Promise<unknown>;

/** Counts the calls of asynchronous methods, whoever makes them and through whatever wrapper. */
export class UnderWay {
  #count = 0;
  #changes = 0;
  #waiting: (() => void)[] = [];

  /** From now on each call of these methods counts; `prototype` is what objects inherit them from. */
  watch(prototype: object, names: readonly string[]): void {
    const methods = prototype as Record<string, Ask>;
    for (const name of names) {
      const ask = methods[name];
      if (!ask) throw new Error(`Nothing to watch: there is no ${name}().`);
      const during = (asked: Promise<unknown>) => this.#during(asked);
      methods[name] = function (...given) {
        return during(ask.apply(this, given));
      };
    }
  }

  /** Whether one has not settled yet. */
  isBusy(): boolean {
    return this.#count > 0;
  }

  /** How many have begun, and how many have settled. */
  get changes(): number {
    return this.#changes;
  }

  /** Resolves when the last of them has settled. */
  async pause(): Promise<void> {
    if (this.isBusy()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async #during(asked: Promise<unknown>): Promise<unknown> {
    this.#count++;
    this.#changes++;
    try {
      return await asked;
    } finally {
      this.#count--;
      this.#changes++;
      if (!this.isBusy()) for (const wake of this.#waiting.splice(0)) wake();
    }
  }
}
