/** What is still to happen, in the order of its time; what is due at the same time, in the order of adding. */
import type { VirtualClock } from "../helpers/virtual-clock.ts";

interface Due {
  readonly at: number;
  readonly happens: () => Promise<void> | void;
}

export class Timeline {
  /** The latest first: the next is taken off without moving the others. */
  readonly #due: Due[] = [];
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  add(at: number, happens: Due["happens"]): void {
    let [low, high] = [0, this.#due.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#due[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    this.#due.splice(low, 0, { at, happens });
  }

  /** One after the other: what takes time delays what follows. Returns when nothing is left until `end`. */
  async play(end: number): Promise<void> {
    for (let next = this.#due.at(-1); next && next.at <= end; next = this.#due.at(-1)) {
      this.#due.pop();
      await this.#clock.advance(Math.max(0, next.at - this.#clock.now()));
      await next.happens();
    }
  }
}
