/** Moves labels that would overlap apart, each as little as that takes. Pure; pixels. */

/** The heights in the order given, at least `gap` apart and none below `lowest` unless they are too many. */
export function spread(heights: readonly number[], gap: number, lowest: number): number[] {
  const order = heights.map((_, index) => index).sort((a, b) => at(heights, a) - at(heights, b));
  const moved = [...heights];
  // Down from the top, then up from the bottom for those that were pushed out of the picture.
  let least = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    moved[index] = Math.max(at(moved, index), least);
    least = at(moved, index) + gap;
  }
  let most = lowest;
  for (const index of order.reverse()) {
    moved[index] = Math.min(at(moved, index), most);
    most = at(moved, index) - gap;
  }
  return moved;
}

const at = (heights: readonly number[], index: number): number => heights[index] ?? 0;
