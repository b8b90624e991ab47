/** The one message of a launch, from renting to ready or failed. Its address is for the person alone. Pure. */
import {
  type ApiFault,
  costUsd,
  formatCost,
  formatGpu,
  formatHourly,
  HOUR_MS,
  MINUTE_MS,
} from "@sesterce-gpu/shared";
import type { KnownBlock } from "@slack/types";
import type {
  Attempt,
  LaunchFailure,
  LaunchReport,
  LaunchStage,
  Place,
  PlaceFailure,
} from "../../fleet/launch.ts";
import { LIMITS } from "../limits.ts";
import type { Message } from "../message.ts";
import { code, counted, mention, moment, plain } from "../text.ts";
import { context, joined, section } from "./blocks.ts";
import { span } from "./figures.ts";

export function launchView(report: LaunchReport): Message {
  const { stage, attempts } = report;
  const body = bodyOf(report);
  const earlier = attempts.map(attemptLine);
  const blocks = [section(body), ...(earlier.length > 0 ? [section(earlier)] : [])];
  return {
    text: joined([...body, ...earlier], LIMITS.text),
    blocks: [...blocks, ...endOf(stage)],
  };
}

function bodyOf({ stage, userId, wish, maxHourlyUsd }: LaunchReport): string[] {
  const who = mention(userId);
  switch (stage.kind) {
    case "renting": {
      const count = wish.count === null ? "" : `${wish.count}×`;
      const where = wish.region === null ? "" : ` in ${plain(wish.region, 60)}`;
      return [
        `${who} *Renting* ${plain(`${count}${wish.gpu}`, 60)}${where} for at most ${formatHourly(maxHourlyUsd)} …`,
      ];
    }
    case "booting":
      return [
        `${who} *Booting* for ${span(stage.elapsedMs)}: ${placeText(stage.place)}`,
        `Machine ${code(stage.machineId, 200)}. That takes some minutes; this message changes when it is ready.`,
      ];
    case "ready":
      return readyLines(who, stage);
    case "failed":
      return [`${who} *No machine:* ${failureText(stage.failure)}`, undoneText(stage)];
  }
}

type Ready = Extract<LaunchStage, { kind: "ready" }>;

function readyLines(who: string, { address, place, machineId, leaseEndsAt, at, leftIds }: Ready) {
  const { host, port, user } = address;
  const mostUsd = costUsd(place.hourlyUsd, Math.max(0, leaseEndsAt - at));
  return [
    `${who} *Ready:* ${placeText(place)}`,
    code(`ssh -p ${port} ${user}@${host}`, 400),
    `Its lease ends ${moment(leaseEndsAt)}; then it is deleted with all that is on it. Until then at most ${formatCost(mostUsd)}.`,
    `Machine ${code(machineId, 200)}.`,
    ...leftIds.map(
      (id) =>
        `*A second machine runs as well:* ${code(id, 200)}. It is being deleted; the end of the lease ends it in any case.`,
    ),
  ];
}

const placeText = (place: Place): string =>
  `${plain(formatGpu({ gpuName: place.gpu, gpuCount: place.count }), 60)} in ${plain(place.region, 60)} (${plain(place.cloud, 40)}), ${formatHourly(place.hourlyUsd)}`;

const attemptLine = ({ place, machineId, failure }: Attempt): string =>
  `• ${placeText(place)}${machineId === null ? "" : `, ${code(machineId, 200)}`}: ${placeFailureText(failure)}`;

function placeFailureText(failure: PlaceFailure): string {
  switch (failure.code) {
    case "refused":
      return `refused (${faultText(failure.fault)}).`;
    case "unconfirmed":
      return "the create got no clear answer, and no machine of it has shown.";
    case "dearer":
      return `given back: it costs ${formatHourly(failure.hourlyUsd)}, which nobody has confirmed.`;
    case "error":
      return "given back: it failed to boot.";
    case "gone":
      return "it was gone before it was ready.";
    case "not-ready":
      return `given back: not ready in time, ${plain(failure.detail, 100)}.`;
    case "unsafe-address":
      return `given back: the API tells an address that can't be right, ${plain(failure.detail, 150)}.`;
    default:
      return `given back: ${plain(failure.detail, 150)}.`;
  }
}

const faultText = ({ status, apiMessage, message }: ApiFault): string =>
  apiMessage === null ? plain(message, 200) : `${status ?? "-"}: ${plain(apiMessage, 150)}`;

function failureText(failure: LaunchFailure): string {
  switch (failure.code) {
    case "no-offer":
      return failure.nearest.length === 0
        ? "nothing of the kind is offered. `/gpu offers` shows what there is."
        : `nothing can be had at the price that you confirmed. Nearest: ${failure.nearest.map((text) => plain(text, 200)).join("; ")}. \`/gpu offers\` shows what there is.`;
    case "attempts-used":
      return `${counted(failure.tried, "machine")} came up wrong. Try another GPU or region.`;
    case "creates-used":
      return `Sesterce took none of ${counted(failure.sent, "create")}. Try again later.`;
    case "request-refused":
      return `Sesterce refused three offers in the same words (${faultText(failure.fault)}), so the request itself is wrong. Try another GPU or region.`;
    case "name-changed":
      return `Sesterce gave machine ${code(failure.id, 200)} another name than was sent.`;
    case "ended-by-hand":
      return `machine ${code(failure.id, 200)} was deleted while it booted.`;
    case "api":
      return apiText(failure.fault);
    case "unconfirmed":
      return "a create was sent, and Sesterce does not answer whether it has landed.";
    case "store":
      return "the Worker's database does not answer. Try again later.";
    case "internal":
      return "this Worker has a fault. An operator looks for `launch-failed` in its log.";
  }
}

function apiText(fault: ApiFault): string {
  switch (fault.code) {
    case "balance":
      return `the account's balance does not allow it (${faultText(fault)}). Somebody has to top it up.`;
    case "key-refused":
      return `Sesterce does not accept the Worker's API key (${faultText(fault)}). An operator has to mend \`SESTERCE_API_KEY\`.`;
    case "rate-limited":
      return `Sesterce gets too many requests (${faultText(fault)}). Try again later.`;
    default:
      return `Sesterce does not answer as it should: ${plain(fault.message, 250)} Try again later.`;
  }
}

type Failed = Extract<LaunchStage, { kind: "failed" }>;

function undoneText({ undone: { deletedIds, left, mayStillLand }, ...stage }: Failed): string {
  if (left.length > 0) {
    const each = left.map(({ id, why }) => `${code(id, 200)} (${plain(why, 150)})`);
    return `*Not undone:* still running, and costing: ${each.join(", ")}. ${endText(stage)}`;
  }
  if (mayStillLand) {
    return `No machine of it has shown so far; one that still comes costs, and \`/gpu list\` shows it. ${endText(stage)}`;
  }
  return deletedIds.length > 0
    ? `Undone: ${deletedIds.map((id) => code(id, 200)).join(", ")} deleted. Nothing runs on.`
    : "Nothing was rented, and nothing costs.";
}

/** A machine under a name that we did not give is foreign to the sweep. */
function endText({ failure, leaseEndsAt }: Pick<Failed, "failure" | "leaseEndsAt">): string {
  if (failure.code === "name-changed" || leaseEndsAt === null) {
    return "Nobody ends it for you: delete it in Sesterce's console.";
  }
  return `The end of its lease, ${moment(leaseEndsAt)}, ends it in any case; ${code("/gpu delete <id>")} does it before.`;
}

const EXTENSIONS = [
  { label: "+30 min", actionId: "extend:30m", ms: 30 * MINUTE_MS },
  { label: "+2 h", actionId: "extend:2h", ms: 2 * HOUR_MS },
];

function endOf(stage: LaunchStage): KnownBlock[] {
  if (stage.kind !== "ready") return [];
  const { machineId, place } = stage;
  const button = (actionId: string, text: string) => ({
    type: "button" as const,
    text: { type: "plain_text" as const, text },
    action_id: actionId,
    value: machineId,
  });
  const extensions = EXTENSIONS.map(({ label, actionId, ms }) =>
    button(actionId, `${label} · ${formatCost(costUsd(place.hourlyUsd, ms))}`),
  );
  const remove = { ...button("delete", "Delete"), style: "danger" as const };
  return [
    { type: "actions", elements: [...extensions, remove] },
    context("Only you see this message: it tells the address."),
  ];
}
