/** Says in the channel what a sweep has to say: one message, edited rather than repeated. Thin; `report-plan.ts` decides. */
import { oneLine } from "@sesterce-gpu/shared";
import type { SweepReport, Tell, Told } from "../fleet/report.ts";
import { type EditPlan, type PostPlan, planAnew, planReport } from "./report-plan.ts";
import { sweepReportView } from "./views/sweep-report.ts";
import type { SlackApiFault, SlackWebApi } from "./web-api.ts";

export interface TellDeps {
  readonly api: SlackWebApi;
  readonly channelId: string;
}

export const createTell =
  (deps: TellDeps): Tell =>
  (report, posted) =>
    carryOut(planReport(report, posted, deps.channelId), report, deps);

async function carryOut(
  plan: ReturnType<typeof planReport>,
  report: SweepReport,
  deps: TellDeps,
): Promise<Told> {
  switch (plan.kind) {
    case "nothing":
      return { ok: true, posted: plan.posted };
    case "post":
      return post(plan, report, deps);
    case "edit":
      return edit(plan, report, deps);
  }
}

async function post(
  { facts, items }: PostPlan,
  { at }: SweepReport,
  { api, channelId }: TellDeps,
): Promise<Told> {
  const sent = await api.postMessage({ channel: channelId }, sweepReportView(facts));
  if (!sent.ok) return refused(sent.reason);
  // The channel as we are told it: Slack may name it otherwise, and then it would seem another.
  const { ts } = sent.value;
  return { ok: true, posted: { channel: channelId, ts, postedAt: at, saidAt: at, items } };
}

async function edit(plan: EditPlan, report: SweepReport, deps: TellDeps): Promise<Told> {
  const { facts, items, posted } = plan;
  const { channel, ts } = posted;
  const sent = await deps.api.update({ channel, ts }, sweepReportView(facts));
  if (sent.ok) return { ok: true, posted: { ...posted, saidAt: report.at, items } };
  if (!GONE.has(sent.reason.code)) return refused(sent.reason);
  return carryOut(planAnew(report), report, deps);
}

/** Somebody has deleted the message, or nobody may edit it any more. */
const GONE = new Set([
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
  "channel_not_found",
]);

const refused = ({ method, code, status, details }: SlackApiFault): Told => ({
  ok: false,
  detail: oneLine(
    [`${method}: ${code}`, ...(status === null ? [] : [`HTTP ${status}`]), ...details].join("; "),
  ),
});
