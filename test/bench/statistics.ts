/** What is said of many measurements in one figure. Pure; all throw on an empty list. */

/** Between two neighbours it takes the straight line. `share` from 0 (the least) to 1 (the most). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new RangeError("Nothing was measured.");
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const largest = (values: readonly number[]): number => percentile(values, 1);

export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("Nothing was measured.");
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
