/** The end of a machine by hand: what is asked before it, and what it came to. Pure. */
import { usedCostUsd } from "@sesterce-gpu/shared";
import type { NotEnded } from "../../fleet/hand.ts";
import type { FleetMachine } from "../../fleet/types.ts";
import type { MachineRow } from "../../store/index.ts";
import type { Message } from "../message.ts";
import { code } from "../text.ts";
import { lines } from "./blocks.ts";
import { buttons } from "./buttons.ts";
import { cost, priceText } from "./figures.ts";
import { endText, whatText, whoseText } from "./machine-words.ts";
import { dailyText } from "./report/machine.ts";
import { said } from "./report/outside.ts";
import { factsOfEnded } from "./show.ts";
import { whoText } from "./who.ts";

/** `now`: ms since the epoch. */
export function confirmEndView(seen: FleetMachine, now: number): Message {
  const { machine, leaseEndsAt } = seen;
  const lease =
    leaseEndsAt === null ? "" : ` Left alone, its lease ends ${endText(leaseEndsAt, now)}.`;
  const message = lines([
    `*Delete this machine?* ${whatText(seen)}`,
    whoseText(seen),
    `It goes at once, with all that is on it: nobody can bring it back.${lease}`,
  ]);
  const end = { id: "end-now", label: "Delete it", value: machine._id, style: "danger" } as const;
  return { ...message, blocks: [...message.blocks, buttons([end])] };
}

/** `seen`: as it was before. */
export function endedByHandView(seen: FleetMachine): Message {
  const { hourlyUsd, costUsd, holder } = seen;
  const daily = dailyText(seen);
  const all = costUsd === null ? "What it cost is not known" : `It cost ${cost(costUsd)} in all`;
  return lines([
    `*Deleted:* ${whatText(seen)}, of ${whoText(holder)}.`,
    daily
      ? `${all}, at ${priceText(hourlyUsd)}; the end saves ${daily}.`
      : `${all}; its price is not told.`,
  ]);
}

/** Somebody was quicker, perhaps this very click. */
export function goneView(row: MachineRow): Message {
  return lines([
    "*Nothing was done: it is gone already.*",
    ...factsOfEnded(row, costOfRow(row)),
    `More: ${code(`/gpu show ${row.id}`, 220)}`,
  ]);
}

export type NotDone = Exclude<NotEnded, { code: "gone" }>;

const AGAIN = "Try again in a minute; until then it runs, and costs.";

/** Of a machine that is there, or may be. */
export function notEndedView(reason: NotDone, machineId: string): Message {
  const id = code(machineId, 200);
  switch (reason.code) {
    case "unseen":
      return unseenView();
    case "foreign":
      return lines([
        `*${id} was not deleted: it is not ours.* Whoever rented it ends it in the console.`,
      ]);
    case "claimed":
      return lines([
        `*${id} was not deleted by this click:* somebody else or the sweep is at it.`,
        `In a minute ${code(`/gpu show ${machineId}`, 220)} tells what it came to.`,
      ]);
    case "failed":
      return lines([
        `*${id} is not seen to be deleted, and may cost on.* ${said(reason.detail, 300)}`,
        "Ask for it again in a minute; if it stays, end it in the console (https://cloud.sesterce.com).",
      ]);
  }
}

export const unseenView = (): Message =>
  lines([
    "*Nothing was done:* Sesterce's list could not be read in full, or not written down.",
    AGAIN,
  ]);

/** What a machine that has ended cost; null: not known. */
export function costOfRow({
  hourlyUsd,
  billedFrom,
  endedAt,
  lastSeenAt,
}: MachineRow): number | null {
  if (hourlyUsd === null) return null;
  return billedFrom === null
    ? 0
    : usedCostUsd(hourlyUsd, Math.max(0, (endedAt ?? lastSeenAt) - billedFrom));
}
