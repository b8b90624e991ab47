/**
 * The boots that the ready lag is measured over: drawn from a seed, so that every run and every way of
 * waiting meets the same ones. Pure.
 */
export interface Boot {
  /** From create to `active`, in ms with a fraction: no poll's rhythm fits it. */
  readonly bootMs: number;
  /** From `active` until SSH answers; negative when SSH was first. */
  readonly sshMs: number;
  /** Before SSH answers a connection is refused, or its packets are lost. */
  readonly isSilentBeforeSsh: boolean;
}

const SHORTEST_BOOT_MS = 30_000;
const LONGEST_BOOT_MS = 15 * 60_000;
const LONGEST_APART_MS = 90_000;

/** Half of them with SSH before active, half after it. */
export function drawBoots(count: number, seed: number): Boot[] {
  const random = randomFrom(seed);
  const between = (least: number, most: number) => least + random() * (most - least);
  return Array.from({ length: count }, (_, index) => {
    const bootMs = between(SHORTEST_BOOT_MS, LONGEST_BOOT_MS);
    const apartMs = between(0, Math.min(LONGEST_APART_MS, bootMs));
    return {
      bootMs,
      sshMs: index % 2 === 0 ? -apartMs : apartMs,
      isSilentBeforeSsh: random() < 0.5,
    };
  });
}

export const isSshFirst = ({ sshMs }: Boot): boolean => sshMs <= 0;

/** Mulberry32: small, and good enough to draw boots with. Numbers in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
