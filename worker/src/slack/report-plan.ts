/**
 * Whether a sweep's report needs a new message, an edit of the last one, or nothing; and what is to be kept of
 * it. A message is posted for news and once a day; everything else happens in place. Pure.
 */
import { DAY_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import type { PostedItem, PostedReport, ReportItem, SweepReport } from "../fleet/report.ts";
import { ended, isRest, type Memory, rememberedIn, saidKeyOf, storable } from "./report-memory.ts";
import { asStill, isStill, lineOf } from "./views/report/line.ts";
import { inOrder } from "./views/report/order.ts";
import type { ReportFacts } from "./views/sweep-report.ts";

export type ReportPlan =
  /** What is there says it all. */
  { readonly kind: "nothing"; readonly posted: PostedReport | null } | PostPlan | EditPlan;

export interface PostPlan extends Draft {
  readonly kind: "post";
}

export interface EditPlan extends Draft {
  readonly kind: "edit";
  readonly posted: PostedReport;
}

interface Draft {
  readonly facts: ReportFacts;
  /** What is to be kept of it when Slack has taken it. */
  readonly items: readonly PostedItem[];
}

/** Costs change with every sweep: for figures alone nothing is edited more often. */
const FIGURES_EVERY_MS = 10 * MINUTE_MS;

export function planReport(
  report: SweepReport,
  posted: PostedReport | null,
  channelId: string,
): ReportPlan {
  if (posted === null || posted.channel !== channelId) return planAnew(report);
  const isOld = report.at - posted.postedAt >= DAY_MS;
  // What was over in an old message is read by nobody: if it comes back, it is news.
  const memory = rememberedIn(isOld ? posted.items.filter(isOpen) : posted.items, report.at);
  if (report.items.some((item) => isNews(item, memory))) {
    return post(report, new Set(report.items.filter(isOngoing).map(keyOf).filter(memory.knowsKey)));
  }
  return isOld && report.items.some(isLasting) ? planAnew(report) : planEdit(report, posted);
}

/** As if there were no message: all that is to be said, in full. */
export const planAnew = (report: SweepReport): Exclude<ReportPlan, EditPlan> =>
  report.items.length === 0 ? { kind: "nothing", posted: null } : post(report, new Set());

function post(report: SweepReport, still: ReadonlySet<string>): PostPlan {
  const items = inOrder(report.items).map((item) => postedItem(item, report, still));
  return { kind: "post", facts: { report, still, past: [] }, items: storable(items) };
}

function planEdit(report: SweepReport, posted: PostedReport): ReportPlan {
  const before = new Map(posted.items.map((item) => [item.key, item]));
  const still = new Set(
    report.items.map(keyOf).filter((key) => isStill(before.get(key)?.line ?? "")),
  );
  const said = inOrder(report.items).map((item) => {
    const last = before.get(item.key);
    return isLasting(item) || !last?.isFinal ? postedItem(item, report, still) : last;
  });
  const past = pastOf(posted, report);
  // What was told and not kept whole is known all the same.
  const items = storable([...said, ...past, ...posted.items.filter(isRest)]);
  const change = changeBetween(posted.items, items);
  const isSoon = report.at - posted.saidAt < FIGURES_EVERY_MS;
  return change === "none" || (change === "figures" && isSoon)
    ? { kind: "nothing", posted }
    : { kind: "edit", posted, facts: { report, still, past }, items };
}

/** What no sweep says any more, as it is told from now on; a machine's end takes the place of what led to it. */
function pastOf({ items }: PostedReport, report: SweepReport): PostedItem[] {
  const keys = new Set(report.items.map(keyOf));
  const replaced = new Set(report.items.flatMap((item) => replacedBy(item) ?? []));
  return items
    .filter((item) => !isRest(item) && !keys.has(saidKeyOf(item)))
    .filter(({ machineId }) => machineId === null || !replaced.has(machineId))
    .map((item) => (item.isFinal ? item : ended(item, report.at)));
}

function isNews(item: ReportItem, memory: Memory): boolean {
  if (memory.knowsKey(item.key)) return false;
  const machineId = replacedBy(item);
  return machineId === undefined || !memory.knowsMachine(machineId);
}

/** The machine of which nothing else is to be told, when this is. */
const replacedBy = (item: ReportItem): string | undefined =>
  item.kind === "machine" && (item.fact.kind === "deleted" || item.fact.kind === "approved")
    ? item.machine.id
    : undefined;

/** Until it is over; the others are told once and stay as they are. */
const isLasting = (item: ReportItem): boolean =>
  item.kind === "guard" || item.fact.kind !== "deleted";

/** A question is told in full each time: its button has to be found. */
const isOngoing = (item: ReportItem): boolean =>
  isLasting(item) && !(item.kind === "machine" && item.fact.kind === "ask");

function postedItem(item: ReportItem, report: SweepReport, still: ReadonlySet<string>): PostedItem {
  const line = lineOf(item, report);
  return {
    key: item.key,
    machineId: item.kind === "guard" ? null : item.machine.id,
    line: still.has(item.key) ? asStill(line) : line,
    isFinal: !isLasting(item),
  };
}

function changeBetween(
  before: readonly PostedItem[],
  after: readonly PostedItem[],
): "none" | "figures" | "facts" {
  if (stateOf(before) !== stateOf(after)) return "facts";
  const lines = (items: readonly PostedItem[]) =>
    JSON.stringify(items.map(({ line }) => line).sort());
  return lines(before) === lines(after) ? "none" : "figures";
}

const stateOf = (items: readonly PostedItem[]): string =>
  JSON.stringify(items.map(({ key, isFinal }) => [key, isFinal]).sort());

const isOpen = ({ isFinal }: PostedItem): boolean => !isFinal;

const keyOf = ({ key }: ReportItem): string => key;
