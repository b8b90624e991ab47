/** Chance that is the same in every run: mulberry32, from a seed. */
export interface Dice {
  /** In [0, 1). */
  next(): number;
  isHit(share: number): boolean;
  /** A whole number in [least, most]. */
  whole(least: number, most: number): number;
  /** Throws when there is nothing to choose from. */
  pick<T>(from: readonly T[]): T;
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(from: readonly T[]): T => {
    const [picked] = from.slice(whole(0, from.length - 1));
    if (picked === undefined) throw new Error("There is nothing to choose from.");
    return picked;
  };
  return { next, isHit: (share) => next() < share, whole, pick };
}
