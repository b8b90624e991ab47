/** What a click on *Create* or *Cancel* is answered with. Pure. */
import { formatGpu, formatHourly } from "@sesterce-gpu/shared";
import type { NotStarted } from "../../fleet/start-launch.ts";
import type { LaunchRow } from "../../store/index.ts";
import type { Message } from "../message.ts";
import { code, mention, moment, plain } from "../text.ts";
import { lines } from "./blocks.ts";
import { noKeyView } from "./key.ts";

const TOLD = "A direct message of this app tells how it goes.";
const NOTHING = "Nothing was rented, and nothing costs.";
const AGAIN = "Click again in a minute: it rents once.";
const ANEW = "Ask anew: prices and stock change.";

export const startedView = (row: LaunchRow): Message =>
  lines([`*Renting* ${shownText(row)} …`, `${TOLD} It takes some minutes.`]);

/** A second click, or a click that Slack has delivered twice. */
export function alreadyView(row: LaunchRow): Message {
  const when = row.clickedAt === null ? "" : ` ${moment(row.clickedAt)}`;
  const id = row.machineId;
  const what = [
    `*That was clicked already${when}, and is done once:* ${shownText(row)}.`,
    ...(id === null ? [] : [`Its machine: ${code(id, 200)}; ${code(`/gpu show ${id}`, 220)}`]),
    row.outcome === null ? TOLD : "A direct message of this app tells what it came to.",
  ];
  return lines(what);
}

/** The best of what was shown. */
function shownText({ request: { candidates, hourlyUsd } }: LaunchRow): string {
  const [best] = candidates;
  if (best === undefined) return `a machine of up to ${formatHourly(hourlyUsd)}`;
  const gpu = formatGpu({ gpuName: best.gpu, gpuCount: best.count });
  return `${plain(gpu, 60)} in ${plain(best.region, 60)} (${plain(best.cloud, 40)}), ${formatHourly(best.hourlyUsd)}`;
}

export function notStartedView(reason: NotStarted): Message {
  switch (reason.code) {
    case "unknown":
      return lines([`*That offer is not known here any more.* ${NOTHING} ${ANEW}`]);
    case "cancelled":
      return lines([`*That offer was cancelled.* ${NOTHING} ${ANEW}`]);
    case "expired":
      return lines([`*Too late: that offer held 15 minutes.* ${NOTHING} ${ANEW}`]);
    case "no-key":
      return noKeyView(`You have no key stored any more. ${NOTHING}`);
    case "not-configured": {
      const names = reason.variables.map((variable) => code(variable)).join(", ");
      return lines([
        `*This Worker can't rent: it lacks ${names}.* ${NOTHING}`,
        "An operator sets it and deploys again; `/healthz` names what is wrong.",
      ]);
    }
    case "not-started":
      return lines([`*It could not be started.* ${NOTHING}`, AGAIN]);
    case "not-known":
      return lines(["*Whether it was started is not known:* Cloudflare did not answer.", AGAIN]);
    case "never-started":
      return lines([`*It never started.* ${NOTHING} ${ANEW}`]);
  }
}

export const notYoursView = (userId: string): Message =>
  lines([
    `*Only ${mention(userId)} may click on that: it was asked for by them.* Nothing was done. For yourself: \`/gpu create\``,
  ]);

export const cancelledView = (): Message => lines([`*Cancelled.* ${NOTHING}`]);

/** It was launched before. */
export const notCancelledView = (row: LaunchRow): Message =>
  lines([
    `*Too late to cancel:* ${shownText(row)} is being rented, or is there already.`,
    `${TOLD} \`/gpu delete\` ends it.`,
  ]);
