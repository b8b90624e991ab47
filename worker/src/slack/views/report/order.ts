/** What a report says first. Pure. */
import type { MachineFact, ReportItem } from "../../../fleet/report.ts";

const FACT_RANKS: Readonly<Record<MachineFact["kind"], number>> = {
  ask: 0,
  approved: 1,
  "delete-failed": 2,
  stuck: 2,
  "lease-ends": 3,
  "ends-after-gap": 3,
  "would-delete": 4,
  unknown: 5,
  deleted: 6,
  "nearly-ours": 8,
};
const GUARD_RANK = 7;
/** What no sweep says any more. */
export const PAST_RANK = 9;

export const RANKS: readonly number[] = [...Array(PAST_RANK + 1).keys()];

export const rankOf = (item: ReportItem): number =>
  item.kind === "guard" ? GUARD_RANK : FACT_RANKS[item.fact.kind];

/** Within a rank as they come: the dearest first. */
export const inOrder = (items: readonly ReportItem[]): ReportItem[] =>
  items.toSorted((a, b) => rankOf(a) - rankOf(b));
