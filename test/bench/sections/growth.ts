/** What something costs by the number of things, each held against the one before. Pure. */
import type { Row } from "../table.ts";

/** By a number of things, ascending; in ms. */
export type Times = readonly (readonly [count: number, ms: number])[];

/** Sorting and outgrown caches cost up to twice their share; comparing each with each, as often again as there are more. */
const MOST_BY_COUNT = 3;

interface Growing {
  readonly whatOf: (count: string) => string;
  readonly nounOf: (count: number) => string;
  readonly digits: number;
}

export function growthRows(times: Times, { whatOf, nounOf, digits }: Growing): Row[] {
  return times.map(([count, ms], index) => {
    const row = { what: whatOf(nounOf(count)), measured: `${ms.toFixed(digits)} ms` };
    const before = times[index - 1];
    if (!before) return { ...row, against: "", ratio: null };
    const [fewer, fewerMs] = before;
    const [ratio, grown] = [ms / fewerMs, count / fewer];
    return {
      ...row,
      against: `${nounOf(fewer)}: ${fewerMs.toFixed(digits)} ms`,
      ratio,
      times: grown,
      target: { value: ratio / grown, most: MOST_BY_COUNT, unit: "× growth" },
    };
  });
}

/** `nounOf("machine")(1_000)` is `1,000 machines`. */
export const nounOf =
  (noun: string) =>
  (count: number): string =>
    `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
